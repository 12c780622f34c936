"""Categories that a newsroom has added: what they may be called, and what sources may call them."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.category import CATEGORIES, NAMES
from digest.core.errors import Conflict, InvalidInput
from digest.core.labels import category_of, plain
from digest.core.naming import NAME_LIMIT, OUR_NAMES, CategoryNames, Renamed
from digest.core.own_category import KEY_LIMIT, OwnCategory, labels_of
from digest.core.words import fold

PORT = OwnCategory("vie-du-port", "La vie du port", "Harbour life", "economy")
BRIEFS = OwnCategory("breves", "Brèves", "Briefs")


def test_added_category_stands_after_its_topic_and_one_without_before_the_general_one() -> None:
    names = OUR_NAMES.add(PORT).add(BRIEFS)

    assert names == CategoryNames(own=(BRIEFS, PORT))
    economy = CATEGORIES.index("economy") + 1
    assert names.categories == (
        *CATEGORIES[:economy],
        "vie-du-port",
        *CATEGORIES[economy:-1],
        "breves",
        "general",
    )


def test_added_category_has_its_names_and_its_topic() -> None:
    names = OUR_NAMES.add(PORT).add(BRIEFS)

    assert (names.of("vie-du-port", "fr"), names.of("vie-du-port", "en")) == ("La vie du port", "Harbour life")
    assert [names.topic(c) for c in ("vie-du-port", "breves", "sport", "general")] == [
        "economy",
        "general",
        "sport",
        "general",
    ]


def test_added_category_is_renamed_and_stays_under_its_topic() -> None:
    names = OUR_NAMES.add(PORT).rename("vie-du-port", fr=" Le port ")

    assert names.own == (OwnCategory("vie-du-port", "Le port", "Harbour life", "economy"),)


def test_names_are_cleaned_as_they_are_when_a_category_is_renamed() -> None:
    names = OUR_NAMES.add(OwnCategory("breves", " Bre\u0300ves ", "Briefs"))

    assert names.of("breves", "fr") == "Brèves"
    with pytest.raises(InvalidInput, match=f"longer than {NAME_LIMIT} characters"):
        OUR_NAMES.add(OwnCategory("breves", "x" * (NAME_LIMIT + 1), "Briefs"))


def test_added_category_is_removed_and_leaves_the_others() -> None:
    names = OUR_NAMES.rename("sport", fr="Stades").add(PORT).add(BRIEFS)

    assert names.remove("breves") == CategoryNames((Renamed("sport", "Stades", "Sport"),), (PORT,))


@pytest.mark.parametrize(
    ("key", "why"), [("sport", "“sport” came with digest and stays"), ("port", "“port” is not a category")]
)
def test_only_what_was_added_is_removed(key: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        OUR_NAMES.remove(key)


def test_added_category_has_no_names_to_go_back_to() -> None:
    with pytest.raises(InvalidInput, match="“breves” has no names but yours"):
        OUR_NAMES.add(BRIEFS).reset("breves")


def test_category_that_is_not_known_is_called_by_its_key() -> None:
    assert OUR_NAMES.of("breves", "fr") == "breves"


@pytest.mark.parametrize("key", ["", "Port", "vie du port", "-port", "vie--du-port", "é", "x" * (KEY_LIMIT + 1)])
def test_key_that_no_option_can_hold_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput, match="cannot be the key of a category"):
        OUR_NAMES.add(OwnCategory(key, "Le port", "The port"))


def test_key_of_the_full_length_is_taken() -> None:
    assert OUR_NAMES.add(OwnCategory("x" * KEY_LIMIT, "Le port", "The port")).own[0].key == "x" * KEY_LIMIT


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (OwnCategory("sport", "Stades", "Games"), "There is a category “sport” already"),
        (OwnCategory("breves", "Autres", "Others"), "There is a category “breves” already"),
        (OwnCategory("vie-quotidienne", "Le quotidien", "The usual"), "“vie-quotidienne” is what “lifestyle” is"),
        (OwnCategory("port", "Sante", "Harbour"), "“Sante” is what “health” is called (fr) already"),
        (OwnCategory("port", "Le port", "briefs"), "“briefs” is what “breves” is called (en) already"),
    ],
)
def test_key_or_name_that_is_taken_is_refused(own: OwnCategory, told: str) -> None:
    with pytest.raises(Conflict) as refused:
        OUR_NAMES.add(BRIEFS).add(own)

    assert told in str(refused.value)


def test_name_of_an_added_category_is_taken_for_the_others() -> None:
    with pytest.raises(Conflict, match="“Brèves” is what “breves” is called"):
        OUR_NAMES.add(BRIEFS).rename("sport", fr="Brèves")


@pytest.mark.parametrize("topic", ["general", "breves", "Economy"])
def test_topic_that_is_none_of_the_standard_is_refused(topic: str) -> None:
    with pytest.raises(InvalidInput, match=f"“{topic}” is not a topic of the IPTC; choose from culture"):
        OUR_NAMES.add(BRIEFS).add(OwnCategory("port", "Le port", "The port", topic))


def test_sources_mean_it_by_its_names_and_its_key() -> None:
    assert labels_of([PORT, BRIEFS]) == {
        "la vie du port": "vie-du-port",
        "harbour life": "vie-du-port",
        "vie du port": "vie-du-port",
        "breves": "breves",
        "briefs": "breves",
    }


def test_key_of_one_goes_before_the_name_of_another() -> None:
    port = OwnCategory("quai", "Vie du port", "Quay")

    assert labels_of([PORT, port])["vie du port"] == labels_of([port, PORT])["vie du port"] == "vie-du-port"


def test_name_that_one_of_ours_came_with_keeps_its_meaning() -> None:
    names = OUR_NAMES.rename("health", fr="Bien-être").add(OwnCategory("soins", "Santé", "Care"))

    assert labels_of(names.own) == {"care": "soins", "soins": "soins"}


keys = st.sampled_from(["port", "le-port", "quai", "sante", "sport", "foot"])
names = st.sampled_from(["Port", "Le port", "LE PORT", "Santé", "Sport", "Quai", "Football"])
steps = st.one_of(
    st.builds(lambda *own: ("add", own), keys, names, names),
    st.builds(lambda *own: ("rename", own), keys, names, names),
    st.builds(lambda key: ("remove", (key,)), keys),
)


@settings(max_examples=150)
@given(st.lists(steps, max_size=10))
def test_whatever_is_added_every_name_and_key_means_one_category(
    changes: list[tuple[str, tuple[str, ...]]],
) -> None:
    taxonomy = OUR_NAMES
    for change, (key, *given_names) in changes:
        with suppress(Conflict, InvalidInput):
            if change == "add":
                taxonomy = taxonomy.add(OwnCategory(key, *given_names))
            elif change == "rename":
                taxonomy = taxonomy.rename(key, fr=given_names[0], en=given_names[1])
            else:
                taxonomy = taxonomy.remove(key)

    labels = labels_of(taxonomy.own)
    for language, ours in NAMES.items():
        spelt = [fold(taxonomy.of(category, language)) for category in taxonomy.categories]
        assert len(set(spelt)) == len(spelt)
        assert [plain(name) in labels for name in ours.values()] == [False] * len(ours)
    # An article is written out with the key of its category as its label, and found there when it comes back.
    read_back = [labels.get(plain(key)) or category_of(key) for key in taxonomy.categories[:-1]]
    assert read_back == list(taxonomy.categories[:-1])
