"""The tally: its answers go one way only, which is what makes it safe to look at few stories."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Source
from digest.core.edition import Edition, Limits, Weights
from digest.core.kinds import Kind, sort_into_kinds
from digest.core.quota import Axis, Mix, Quota
from digest.core.tally import Tally
from tests.builders import a_ranked_story, a_source, a_story, an_edition

EDITION = an_edition(
    countries=("BJ", "ML"),
    limits=Limits(stories=8, per_source=2, per_country=3, per_owner=4),
    quotas=(Quota(Axis.CATEGORY, "sport", at_least=1, at_most=2),),
    mix=Mix(countries=(("BJ", 0.3),), categories=(("sport", 0.2), ("politics", 0.5))),
    weights=Weights(diversity=0.3),
)
ECHO, FANAL = a_source("echo", owner="Groupe Lagune"), a_source("fanal", owner="Groupe Lagune")
STORIES = st.tuples(
    st.lists(st.sampled_from(["BJ", "ML", "FR", "001"]), min_size=1, max_size=2, unique=True).map(tuple),
    st.sampled_from(["sport", "politics", "society"]),
    st.sampled_from([ECHO, FANAL]),
)


def kind_of(countries: tuple[str, ...], category: str = "society", edition: Edition = EDITION) -> Kind:
    story = a_ranked_story(a_story(countries=countries, category=category))
    return next(iter(sort_into_kinds([story], edition).values()))


def counted(*stories: tuple[tuple[str, ...], str, Source]) -> Tally:
    tally = Tally(EDITION)
    for countries, category, source in stories:
        tally.add(kind_of(countries, category), source)
    return tally


def test_tally_names_the_first_limit_that_is_reached() -> None:
    tally = counted((("BJ",), "sport", ECHO), (("BJ", "ML"), "sport", ECHO), (("BJ",), "society", ECHO))

    assert tally.cap_of_kind(kind_of(("BJ", "FR"), "politics")) == ((Axis.COUNTRY, "BJ"), 3)
    assert tally.cap_of_kind(kind_of(("ML",), "sport")) == ((Axis.CATEGORY, "sport"), 2)
    assert tally.cap_of_kind(kind_of(("ML",))) is None
    assert tally.cap_of_source(FANAL) is None
    tally.add(kind_of(("FR",)), ECHO)
    assert tally.cap_of_source(FANAL) == ((Axis.OWNER, "Groupe Lagune"), 4)


def test_tally_allows_any_number_from_nowhere_in_particular() -> None:
    assert counted(*[(("001",), "society", FANAL)] * 4).cap_of_kind(kind_of(("001",))) is None


def test_crowding_is_the_loss_in_two_factors() -> None:
    tally = counted((("BJ",), "sport", ECHO), (("BJ",), "sport", ECHO))

    crowding = tally.crowding(kind_of(("BJ",), "sport"), ECHO)

    assert [(factor.name, factor.measured) for factor in crowding] == [
        ("diversity", ("BJ", 2, "sport", 2, "Echo", 2)),
        ("mix", ("category", "sport", 20, 2)),
    ]
    assert -sum(factor.points for factor in crowding) == tally.loss(kind_of(("BJ",), "sport"), ECHO)


def test_first_story_of_a_mix_loses_nothing() -> None:
    assert counted().crowding(kind_of(("ML",), "politics"), ECHO) == ()


@given(placed=st.lists(STORIES, max_size=8), further=STORIES, asked=STORIES)
@settings(max_examples=200)
def test_answers_go_one_way_only(
    placed: list[tuple[tuple[str, ...], str, Source]],
    further: tuple[tuple[str, ...], str, Source],
    asked: tuple[tuple[str, ...], str, Source],
) -> None:
    before, after = counted(*placed), counted(*placed, further)
    kind, source = kind_of(*asked[:2]), asked[2]

    assert 0 <= before.loss(kind, None) <= before.loss(kind, source) <= after.loss(kind, source)
    assert before.loss(kind, None) <= after.loss(kind, None)
    assert after.cap_of_kind(kind) or not before.cap_of_kind(kind)
    assert after.cap_of_source(source) or not before.cap_of_source(source)
    assert after.had_share(source) or not before.had_share(source)
    assert after.is_full or not before.is_full
