from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Picture
from digest.core.candidate import RankedStory, by_score
from digest.core.country import country_name
from digest.core.edition import Edition, EmptySections, Grouping, Limits, SectionPlan, Weights
from digest.core.issue import Claim, Content, Section, SlotKind
from digest.core.layout import lay_out
from digest.core.quota import Axis, Mix, Quota
from digest.core.story import POINT, Exclusion, LeftOut, Measured, Score
from tests.builders import a_ranked_story, a_score, a_source, a_story, an_edition

HOME = ("BJ", "ML", "NE")


def ranked(*scores: float, **changes: Any) -> list[RankedStory]:
    """One story for each score, with ids from 1."""
    return [a_ranked_story(a_story(id=n, **changes), score) for n, score in enumerate(scores, 1)]


def one(id: int, score: float, *countries: str, source: str = "echo", **changes: Any) -> RankedStory:
    story = a_story(id=id, countries=countries, source=a_source(source), **changes)
    return a_ranked_story(story, score)


def limited(edition: dict[str, Any] | None = None, **limits: int) -> Edition:
    return an_edition(limits=Limits(**({"per_source": 50} | limits)), **({"countries": HOME} | (edition or {})))


def scoring(ranked: RankedStory) -> Score:
    return a_score(ranked.points / POINT)


def laid_out(stories: Sequence[RankedStory], *, edition: Edition) -> tuple[Content, list[LeftOut]]:
    return lay_out(stories, edition=edition, scoring=scoring)


def shape(content: Content) -> dict[str, list[int]]:
    """Ids of the stories by section, the lead under its own name."""
    lead = {"lead": [content.lead.story.id]} if content.lead else {}
    return lead | {section.title: [p.story.id for p in section.placements] for section in content.sections}


def refusals(left_out: Iterable[LeftOut]) -> list[tuple[int, Exclusion, Measured]]:
    return [(each.story.id, each.reason, each.because) for each in left_out]


def test_lay_out_of_nothing_is_an_empty_issue() -> None:
    assert laid_out([], edition=an_edition()) == (Content(None, ()), [])


def test_lay_out_gives_the_lead_to_the_best_story_and_others_to_their_countries() -> None:
    stories = [one(1, 0.9, "NE"), one(2, 0.8, "FR"), one(3, 0.7, "BJ"), one(4, 0.6, "NE"), one(5, 0.5, "BJ")]

    content, _ = laid_out(stories, edition=limited())

    assert shape(content) == {
        "lead": [1],
        "Bénin": [3, 5],
        "Niger": [4],
        "Monde": [2],
    }


def test_lay_out_keeps_the_score_and_chooses_the_slot() -> None:
    stories = [
        one(1, 0.9, "BJ"),
        one(2, 0.8, "BJ"),
        one(3, 0.7, "BJ", lead=""),
        one(4, 0.6, "BJ", lead="", picture=Picture("https://echo.example/port.jpg")),
    ]

    content, _ = laid_out(stories, edition=limited())

    slots = [(p.slot, p.score) for p in content.placements]
    kinds = [SlotKind.LEAD, SlotKind.FEATURE, SlotKind.BRIEF, SlotKind.FEATURE]
    assert slots == [(kind, scoring(r)) for kind, r in zip(kinds, stories, strict=True)]


def test_lay_out_says_how_far_a_story_is_below_the_last_of_a_full_section() -> None:
    content, left_out = laid_out(ranked(0.9, 0.8, 0.7, 0.67), edition=limited(per_section=2))

    assert shape(content) == {"lead": [1], "Bénin": [2, 3]}
    assert refusals(left_out) == [(4, Exclusion.SECTION_FULL, ("Bénin", 300))]


def test_lay_out_moves_a_story_to_the_next_of_its_countries_when_the_first_is_full() -> None:
    stories = [one(1, 0.9, "BJ"), one(2, 0.8, "BJ"), one(3, 0.7, "BJ", "ML"), one(4, 0.6, "ML")]

    assert shape(laid_out(stories, edition=limited(per_section=1))[0]) == {"lead": [1], "Bénin": [2], "Mali": [4]}
    assert shape(laid_out(stories[:3], edition=limited(per_section=1))[0]) == {
        "lead": [1],
        "Bénin": [2],
        "Mali": [3],
    }


def test_lay_out_keeps_a_section_in_order_of_score_when_a_story_moves_in() -> None:
    stories = [*ranked(0.9, 0.8, 0.75), one(4, 0.7, "BJ", "ML"), one(5, 0.6, "ML")]

    content, _ = laid_out(stories, edition=limited(per_section=2))

    assert shape(content) == {"lead": [1], "Bénin": [2, 3], "Mali": [4, 5]}


def test_lay_out_gives_each_home_section_a_place_before_scores_decide() -> None:
    stories = [*ranked(0.9, 0.8, 0.7, 0.6), one(5, 0.3, "NE"), one(6, 0.4, "FR")]

    content, left_out = laid_out(by_score(stories), edition=limited(stories=4))

    assert shape(content) == {"lead": [1], "Bénin": [2, 3], "Niger": [5]}
    assert refusals(left_out) == [
        (4, Exclusion.ISSUE_FULL, (4, 1000)),
        (6, Exclusion.ISSUE_FULL, (4, 3000)),
    ]


def test_lay_out_takes_no_more_than_allowed_from_one_source() -> None:
    stories = [one(1, 0.9, "BJ"), one(2, 0.8, "BJ"), one(3, 0.7, "BJ"), one(4, 0.6, "BJ", source="fanal")]

    content, left_out = laid_out(stories, edition=limited(per_source=2, stories=3))

    assert shape(content) == {"lead": [1], "Bénin": [2, 4]}
    assert refusals(left_out) == [(3, Exclusion.SOURCE_FULL, ("Echo", 2))]


def test_lay_out_gives_places_that_nobody_else_wants_to_a_source_that_had_its_share() -> None:
    stories = [one(1, 0.9, "BJ"), one(2, 0.8, "BJ"), one(3, 0.7, "BJ"), one(4, 0.6, "BJ", source="fanal")]

    content, left_out = laid_out(stories, edition=limited(per_source=1, stories=4, per_section=2))

    assert shape(content) == {"lead": [1], "Bénin": [2, 4]}
    assert refusals(left_out) == [(3, Exclusion.SECTION_FULL, ("Bénin", 0))]


def test_lay_out_leaves_out_what_no_section_takes_even_as_lead() -> None:
    edition = limited({"sections": (SectionPlan("Sahel", countries=("ML", "NE"), limit=1),)})

    stories = [one(1, 0.9, "BJ", "FR"), one(2, 0.8, "ML"), one(3, 0.7, "ML"), one(4, 0.6, "NE")]

    content, left_out = laid_out(stories, edition=edition)

    assert shape(content) == {"lead": [2], "Sahel": [3]}
    assert refusals(left_out) == [
        (1, Exclusion.NO_SECTION, ("society", "BJ", "FR")),
        (4, Exclusion.SECTION_FULL, ("Sahel", 1000)),
    ]


Drawn = list[tuple[float, list[str], str]]
DRAWN = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.lists(st.sampled_from(["BJ", "ML", "NE", "FR", "001"]), min_size=1, max_size=3, unique=True),
        st.sampled_from(["echo", "fanal", "lagune"]),
    ),
    max_size=25,
)
LIMITS = st.builds(Limits, stories=st.integers(1, 12), per_section=st.integers(1, 4), per_source=st.integers(1, 6))


@given(drawn=DRAWN, limits=LIMITS)
def test_lay_out_keeps_every_limit_and_loses_no_story(drawn: Drawn, limits: Limits) -> None:
    stories = by_score(one(n, score, *codes, source=source) for n, (score, codes, source) in enumerate(drawn, 1))

    content, left_out = laid_out(stories, edition=an_edition(countries=HOME, limits=limits))

    placed = [p.story for p in content.placements]
    sources = Counter(story.lead.source.key for story in placed)
    assert sorted(story.id for story in [*placed, *(each.story for each in left_out)]) == list(
        range(1, len(drawn) + 1)
    )
    assert len(placed) <= limits.stories
    assert all(0 < len(section.placements) <= limits.per_section for section in content.sections)
    crowding = {source for source, number in sources.items() if number > limits.per_source}
    turned_away = {each.story.lead.source.key for each in left_out if each.reason is Exclusion.ISSUE_FULL}
    assert not crowding or all(sources[source] >= limits.per_source for source in turned_away)


@given(drawn=DRAWN)
def test_lay_out_keeps_each_section_in_order_of_score(drawn: Drawn) -> None:
    stories = by_score(one(n, score, *codes) for n, (score, codes, _) in enumerate(drawn, 1))

    content, _ = laid_out(stories, edition=limited())

    for section in content.sections:
        shown = [a_ranked_story(p.story, p.score.points / POINT) for p in section.placements]
        assert shown == by_score(shown)


@given(drawn=DRAWN, stories=st.integers(1, 12))
def test_lay_out_leaves_no_home_section_empty_while_another_has_two(drawn: Drawn, stories: int) -> None:
    ranking = by_score(one(n, score, *codes) for n, (score, codes, _) in enumerate(drawn, 1))

    content, left_out = laid_out(ranking, edition=limited(stories=stories))

    sizes = {section.title: len(section.placements) for section in content.sections}
    waiting = {country_name(left_out.story.lead.countries[0], "fr") for left_out in left_out}
    is_fair = waiting.isdisjoint({"Bénin", "Mali", "Niger"} - sizes.keys())
    assert is_fair or max(sizes.values(), default=0) < 2


def test_section_that_has_nothing_says_so_where_the_edition_wants_it() -> None:
    edition = limited({"empty_sections": EmptySections.SAY_SO})

    content, _ = laid_out([one(1, 0.9, "BJ"), one(2, 0.8, "FR")], edition=edition)

    # The lead is about Bénin, and the world is nobody's promise.
    assert content.sections[:2] == tuple(
        Section(title, (), SectionPlan(title, countries=(code,)))
        for title, code in (("Mali", "ML"), ("Niger", "NE"))
    )
    assert [section.title for section in content.sections] == ["Mali", "Niger", "Monde"]
    assert content.sections[2].promise is None
    assert shape(laid_out([one(1, 0.9, "BJ")], edition=limited())[0]) == {"lead": [1]}


def test_section_is_not_without_news_when_its_story_stands_in_another_one() -> None:
    edition = limited({"empty_sections": EmptySections.SAY_SO})

    content, _ = laid_out([one(1, 0.9, "FR"), one(2, 0.8, "BJ", "ML")], edition=edition)

    assert shape(content) == {"lead": [1], "Bénin": [2], "Niger": []}


def test_category_that_the_edition_lists_says_so_but_not_all_others() -> None:
    changes = {"empty_sections": EmptySections.SAY_SO, "grouping": Grouping.CATEGORY}
    stories = [one(1, 0.9, "BJ", category="sport"), one(2, 0.8, "BJ", category="sport")]

    listed = limited(changes | {"categories": ("sport", "health")})

    assert shape(laid_out(stories, edition=listed)[0]) == {"lead": [1], "Sport": [2], "Santé": []}
    assert shape(laid_out(stories, edition=limited(changes))[0]) == {"lead": [1], "Sport": [2]}


def test_lay_out_tells_what_gave_each_story_its_place() -> None:
    stories = [one(1, 0.9, "BJ"), one(2, 0.8, "BJ"), one(3, 0.7, "BJ"), one(4, 0.3, "BJ", category="sport")]
    edition = limited({"quotas": (Quota(Axis.CATEGORY, "sport", at_least=1),)}, per_source=2)

    content, _ = laid_out(stories, edition=edition)

    assert [(p.story.id, p.claim, p.because) for p in content.placements] == [
        (1, Claim.SCORE, ()),
        (2, Claim.SPARE, ("Echo",)),
        (3, Claim.SPARE, ("Echo",)),
        (4, Claim.QUOTA, ("category", "sport", 1)),
    ]
    (likeness,) = content.placements[1].crowding
    assert likeness.measured == ("BJ", 2, "society", 1, "Echo", 2)


def test_lay_out_says_which_limit_was_reached() -> None:
    stories = [one(1, 0.9, "BJ"), one(2, 0.8, "BJ"), one(3, 0.7, "ML"), one(4, 0.6, "NE", source="fanal")]
    quotas = (Quota(Axis.COUNTRY, "BJ", at_most=1), Quota(Axis.SOURCE, "echo", at_most=1))

    _, left_out = laid_out(stories, edition=limited({"quotas": quotas}))

    assert refusals(left_out) == [
        (2, Exclusion.QUOTA_REACHED, ("country", "BJ", 1)),
        (3, Exclusion.QUOTA_REACHED, ("source", "Echo", 1)),
    ]


def test_lay_out_says_what_a_story_lost_to_others_like_it() -> None:
    abroad = [one(n, 0.9 - n / 100, "FR") for n in range(1, 4)]
    other = one(4, 0.8, "US", source="fanal", category="sport")

    _, left_out = laid_out([*abroad, other], edition=limited(stories=3))

    assert refusals(left_out) == [(3, Exclusion.TOO_ALIKE, (1016, "FR", 2, "society", 2, "Echo", 2))]


def test_lay_out_says_that_a_kind_is_above_its_share() -> None:
    sport = [one(n, 0.9 - n / 100, "FR", category="sport") for n in range(1, 4)]
    mix = Mix(categories=(("sport", 0.2),))
    edition = limited({"mix": mix, "weights": Weights(diversity=0)}, stories=3)

    _, left_out = laid_out([*sport, one(4, 0.82, "FR")], edition=edition)

    assert refusals(left_out) == [(3, Exclusion.ABOVE_SHARE, (1412, "category", "sport", 20, 2))]


def test_lay_out_says_that_a_source_had_its_share_where_a_weaker_story_came_in() -> None:
    stories = [one(1, 0.9, "FR"), one(2, 0.8, "FR"), one(3, 0.5, "FR", source="fanal")]

    _, left_out = laid_out(stories, edition=limited(stories=2, per_source=1))

    assert refusals(left_out) == [(2, Exclusion.SOURCE_FULL, ("Echo", 1))]


def test_lay_out_keeps_as_many_of_the_others_as_it_is_asked_for() -> None:
    stories = ranked(0.9, 0.8, 0.7, 0.6, 0.5)

    _, everything = laid_out(stories, edition=limited(stories=2))
    _, nearest = lay_out(stories[::-1], edition=limited(stories=2), scoring=scoring, kept=2)

    assert [each.story.id for each in everything] == [3, 4, 5]
    assert nearest == everything[:2]


def test_lay_out_keeps_none_of_the_others_if_it_is_asked_for_none() -> None:
    nowhere = limited({"sections": (SectionPlan("Sahel", countries=("ML",)),)})

    assert lay_out(ranked(0.9), edition=nowhere, scoring=scoring, kept=0) == (Content(None, ()), [])


def test_lay_out_shows_the_world_as_headlines_where_the_edition_wants_it() -> None:
    stories = [one(1, 0.9, "NE"), one(2, 0.8, "FR"), one(3, 0.7, "BJ")]

    content, _ = laid_out(stories, edition=limited({"world_headlines": True}))

    assert [(p.story.id, p.slot) for section in content.sections for p in section.placements] == [
        (3, SlotKind.FEATURE),
        (2, SlotKind.BRIEF),
    ]


def test_lay_out_shows_a_section_of_headlines_as_such() -> None:
    plans = (SectionPlan("Ici", HOME), SectionPlan("Ailleurs", ("001",), headlines=True))
    stories = [one(1, 0.9, "NE"), one(2, 0.8, "FR"), one(3, 0.7, "BJ")]

    content, _ = laid_out(stories, edition=limited({"sections": plans}))

    assert [(s.title, [p.slot for p in s.placements]) for s in content.sections] == [
        ("Ici", [SlotKind.FEATURE]),
        ("Ailleurs", [SlotKind.BRIEF]),
    ]
