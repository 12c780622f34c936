"""Names of categories: our own, a newsroom’s own, and never one name for two categories."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.category import CATEGORIES, NAMES
from digest.core.errors import Conflict, InvalidInput
from digest.core.naming import NAME_LIMIT, OUR_NAMES, CategoryNames, Renamed
from digest.core.own_category import OwnCategory
from digest.core.words import fold


@pytest.mark.parametrize("language", NAMES)
def test_names_are_ours_where_nothing_is_renamed(language: str) -> None:
    assert {slug: OUR_NAMES.of(slug, language) for slug in CATEGORIES} == NAMES[language]


@pytest.mark.parametrize(("language", "ours"), [("ar", "أمن"), ("pt", "Segurança")])
def test_names_that_a_newsroom_gives_stand_in_for_others_only_where_there_are_none(
    language: str, ours: str
) -> None:
    names = OUR_NAMES.rename("security", fr="Défense", en="Defence")
    names = names.add(OwnCategory("port", "Le port", "The port", "economy"))

    assert (names.of("security", language), names.of("port", language)) == (ours, "The port")


def test_renamed_category_has_its_new_names_and_the_others_keep_theirs() -> None:
    names = OUR_NAMES.rename("security", fr=" Défense & sécurité ", en="Defence")

    assert names == CategoryNames((Renamed("security", "Défense & sécurité", "Defence"),))
    assert (names.of("security", "fr"), names.of("security", "en")) == ("Défense & sécurité", "Defence")
    assert names.of("sport", "fr") == "Sport"


def test_name_in_one_language_leaves_the_other() -> None:
    names = OUR_NAMES.rename("people", fr="Portraits").rename("people", en="Faces")

    assert names == CategoryNames((Renamed("people", "Portraits", "Faces"),))


def test_reset_brings_our_names_back() -> None:
    names = OUR_NAMES.rename("people", fr="Portraits").rename("sport", fr="Sports").reset("people")

    assert names == CategoryNames((Renamed("sport", "Sports", "Sport"),))
    assert names.reset("people") == names


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"fr": "SANTE"}, "“SANTE” is what “health” is called (fr) already; rename that one first."),
        ({"en": "Daily life"}, "“Daily life” is what “lifestyle” is called (en) already; rename that one first."),
    ],
)
def test_name_of_another_category_is_refused(change: dict[str, str], told: str) -> None:
    with pytest.raises(Conflict) as refused:
        OUR_NAMES.rename("people", **change)

    assert str(refused.value) == told


def test_reset_is_refused_where_another_category_took_the_name() -> None:
    names = OUR_NAMES.rename("sport", fr="Jeux").rename("culture", fr="Sport")

    with pytest.raises(Conflict, match="“Sport” is what “culture” is called"):
        names.reset("sport")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "is no name"),
        ("  – ", "is no name"),
        ("Deux\nlignes", "cannot be printed"),
        ("\u202eenvers", "cannot be printed"),
        ("Sans\u200bbord", "cannot be printed"),
        ("x" * (NAME_LIMIT + 1), "longer than 40 characters"),
    ],
)
def test_name_that_cannot_be_printed_is_refused(name: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        OUR_NAMES.rename("people", fr=name)


def test_name_of_the_full_length_is_taken() -> None:
    assert OUR_NAMES.rename("people", fr="x" * NAME_LIMIT).of("people", "fr") == "x" * NAME_LIMIT


@pytest.mark.parametrize("change", [{"fr": "Port"}, {"en": "Port"}])
def test_category_that_is_none_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(InvalidInput, match="“port” is not a category; choose from culture"):
        OUR_NAMES.rename("port", **change)
    with pytest.raises(InvalidInput, match="“port” is not a category"):
        OUR_NAMES.reset("port")


words = st.sampled_from(["Sport", "sport", "Santé", "Sante", "Jeux", "Faits", "Culture", "Culturé"])
steps = st.lists(st.tuples(st.sampled_from(["sport", "health", "culture"]), st.none() | words), max_size=8)


@settings(max_examples=80)
@given(steps)
def test_no_two_categories_ever_share_a_name(changes: list[tuple[str, str | None]]) -> None:
    names = OUR_NAMES
    for category, name in changes:
        try:
            names = names.reset(category) if name is None else names.rename(category, fr=name)
        except Conflict:
            continue

    for language in NAMES:
        assert len({fold(names.of(category, language)) for category in CATEGORIES}) == len(CATEGORIES)
