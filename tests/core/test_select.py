"""What is chosen: every promise of an edition, and the best of what they leave."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.candidate import RankedStory, by_score, standing
from digest.core.country import WORLD
from digest.core.edition import Edition, Limits, Weights
from digest.core.issue import Claim
from digest.core.kinds import sort_into_kinds
from digest.core.quota import Axis, Mix, Quota, Unmet
from digest.core.sections import is_home, plan_sections, sections_of
from digest.core.select import Selection, select
from digest.core.tally import Tally
from tests.builders import a_ranked_story, a_source, a_story, an_edition

HOME = ("BJ", "ML", "NE")
WIDE = Limits(stories=12, per_section=12, per_source=12)
SOURCES = {
    "echo": a_source("echo", owner="Groupe Lagune"),
    "lagune": a_source("lagune", owner="Groupe Lagune"),
    "fanal": a_source("fanal", owner=None),
}


def one(id: int, score: float, *countries: str, source: str = "echo", **changes: Any) -> RankedStory:
    story = a_story(id=id, countries=countries or ("BJ",), source=SOURCES[source], **changes)
    return a_ranked_story(story, score)


def edition_with(**changes: Any) -> Edition:
    return an_edition(**({"countries": HOME, "limits": WIDE} | changes))


def claims(selection: Selection) -> list[tuple[int, Claim]]:
    return [(chosen.ranked.story.id, chosen.claim) for chosen in selection.chosen]


def ids(selection: Selection) -> list[int]:
    return sorted(chosen.ranked.story.id for chosen in selection.chosen)


def test_quota_places_the_best_story_of_its_kind_before_scores_decide() -> None:
    stories = [one(n, 1 - n / 10) for n in range(1, 5)]
    sport = [one(5, 0.3, "BJ", category="sport"), one(6, 0.2, "BJ", category="sport")]
    edition = edition_with(
        limits=replace(WIDE, stories=3), quotas=(Quota(Axis.CATEGORY, "sport", at_least=1),), countries=("BJ",)
    )

    selection = select([*stories, *sport], edition=edition)

    assert claims(selection) == [(1, Claim.SCORE), (5, Claim.QUOTA), (2, Claim.SCORE)]
    assert selection.chosen[1].because == ("category", "sport", 1)


def test_quota_counts_the_lead_and_stories_that_name_a_country_second() -> None:
    stories = [one(1, 0.9, "ML"), one(2, 0.8, "BJ", "ML"), one(3, 0.2, "ML")]
    edition = edition_with(quotas=(Quota(Axis.COUNTRY, "ML", at_least=2),), limits=replace(WIDE, stories=2))

    assert claims(select(stories, edition=edition)) == [(1, Claim.SCORE), (2, Claim.QUOTA)]


def test_quota_for_the_world_counts_what_is_about_no_own_country() -> None:
    stories = [one(1, 0.9, "ML"), one(2, 0.8, "ML", "FR"), one(3, 0.3, "FR"), one(4, 0.2, WORLD)]
    edition = edition_with(quotas=(Quota(Axis.COUNTRY, WORLD, at_least=2),), limits=replace(WIDE, stories=3))

    assert ids(select(stories, edition=edition)) == [1, 3, 4]


def test_quotas_are_kept_in_their_order_where_places_are_few() -> None:
    stories = [one(1, 0.9), one(2, 0.5, category="sport"), one(3, 0.4, source="fanal")]
    quotas = (Quota(Axis.SOURCE, "fanal", at_least=1), Quota(Axis.CATEGORY, "sport", at_least=1))

    selection = select(stories, edition=edition_with(quotas=quotas, limits=replace(WIDE, stories=2)))

    assert claims(selection) == [(1, Claim.SCORE), (3, Claim.QUOTA)]
    assert selection.chosen[1].because == ("source", "Fanal", 1)
    assert selection.unmet == (Unmet(quotas[1], 0),)


def test_more_quotas_than_places_name_all_that_were_not_met() -> None:
    quotas = tuple(Quota(Axis.COUNTRY, code, at_least=1) for code in HOME)
    stories = [one(n, 0.5, code) for n, code in enumerate(HOME, 1)]

    selection = select(stories, edition=edition_with(quotas=quotas, limits=replace(WIDE, stories=1)))

    assert ids(selection) == [1]
    assert selection.unmet == (Unmet(quotas[1], 0), Unmet(quotas[2], 0))


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [
        ({"limits": replace(WIDE, per_country=1)}, [1, 3, 6, 7]),
        ({"limits": replace(WIDE, per_category=2)}, [1, 2, 4]),
        ({"limits": replace(WIDE, per_owner=3)}, [1, 2, 3, 5, 7]),
        ({"quotas": (Quota(Axis.SOURCE, "echo", at_most=2),)}, [1, 2, 4, 5, 7]),
        ({"quotas": (Quota(Axis.OWNER, "Groupe Lagune", at_most=1),)}, [1, 5, 7]),
    ],
)
def test_strict_limits_leave_places_free(changes: dict[str, Any], chosen: list[int]) -> None:
    stories = [
        one(1, 0.9, "BJ"),
        one(2, 0.8, "BJ"),
        one(3, 0.7, "ML", "NE"),
        one(4, 0.6, "ML", source="lagune", category="sport"),
        one(5, 0.5, "BJ", source="fanal"),
        one(6, 0.4, WORLD),
        one(7, 0.3, "FR", source="fanal"),
    ]

    assert ids(select(stories, edition=edition_with(**changes))) == chosen


def test_crowding_prefers_a_story_unlike_the_others_to_one_that_is_a_little_better() -> None:
    stories = [one(1, 0.9, "BJ"), one(2, 0.8, "BJ"), one(3, 0.78, "FR", source="fanal", category="sport")]
    limits = replace(WIDE, stories=2)

    assert ids(select(stories, edition=edition_with(countries=("TG",), limits=limits))) == [1, 3]
    even = edition_with(countries=("TG",), limits=limits, weights=Weights(diversity=0))
    assert ids(select(stories, edition=even)) == [1, 2]


def test_crowding_is_a_sum_beside_the_score() -> None:
    edition = edition_with(countries=("TG",), weights=Weights(diversity=0.1))

    chosen = select([one(1, 0.9, "FR"), one(2, 0.8, "FR")], edition=edition).chosen[1]

    (likeness,) = chosen.crowding
    assert likeness.measured == ("FR", 1, "society", 1, "Echo", 1)
    assert (likeness.name, likeness.value, likeness.points) == ("diversity", -0.5122, -512)


def test_mix_holds_back_what_is_above_its_share() -> None:
    stories = [
        *(one(n, 0.9 - n / 100, "FR", category="sport") for n in range(1, 7)),
        *(one(n, 0.9 - n / 100, "FR", category="culture") for n in range(7, 13)),
    ]
    edition = edition_with(
        countries=("TG",),
        limits=replace(WIDE, stories=6),
        mix=Mix(categories=(("sport", 0.5),)),
        weights=Weights(diversity=0),
    )

    selection = select(stories, edition=edition)

    filed = Counter(chosen.ranked.story.lead.category for chosen in selection.chosen)
    assert filed == {"sport": 3, "culture": 3}
    plain = select(stories, edition=replace(edition, mix=Mix()))
    assert ids(plain) == [1, 2, 3, 4, 5, 6]


def test_one_story_is_an_issue() -> None:
    assert claims(select([one(1, 0.1)], edition=edition_with())) == [(1, Claim.SCORE)]


def test_day_from_one_source_still_fills_an_issue() -> None:
    stories = [
        *(one(n, 0.9 - n / 100) for n in range(1, 19)),
        one(19, 0.2, source="fanal"),
        one(20, 0.1, source="lagune"),
    ]

    selection = select(stories, edition=edition_with(limits=replace(WIDE, stories=10, per_source=5)))

    assert Counter(chosen.ranked.story.lead.source.key for chosen in selection.chosen) == {
        "echo": 8,
        "fanal": 1,
        "lagune": 1,
    }
    assert [claim for _, claim in claims(selection)].count(Claim.SPARE) == 3


def test_day_from_one_country_fills_its_section() -> None:
    stories = [one(n, 0.9 - n / 100) for n in range(1, 20)]

    selection = select(stories, edition=edition_with(limits=Limits(stories=12, per_section=4, per_source=12)))

    assert ids(selection) == [1, 2, 3, 4, 5]


# What holds for all days and all editions

Day = list[RankedStory]
SOME_COUNTRIES = st.lists(st.sampled_from([*HOME, "FR", WORLD]), min_size=1, max_size=2, unique=True)
CATEGORIES = st.sampled_from(["sport", "politics", "society"])


@st.composite
def days(draw: st.DrawFn, most: int = 40) -> Day:
    """Stories with few scores, so that many are equal."""
    drawn = draw(
        st.lists(
            st.tuples(st.integers(0, 12), SOME_COUNTRIES, CATEGORIES, st.sampled_from(list(SOURCES))),
            max_size=most,
        )
    )
    return [
        one(n, score / 20, *countries, category=category, source=source)
        for n, (score, countries, category, source) in enumerate(drawn, 1)
    ]


CAPS = st.none() | st.integers(1, 4)
QUOTAS = st.lists(
    st.builds(
        Quota,
        st.just(Axis.CATEGORY),
        st.sampled_from(["sport", "politics"]),
        at_least=st.integers(0, 3),
        at_most=st.none() | st.integers(3, 5),
    )
    | st.builds(Quota, st.just(Axis.COUNTRY), st.sampled_from([*HOME, WORLD]), at_least=st.integers(0, 2))
    | st.builds(Quota, st.just(Axis.SOURCE), st.sampled_from(list(SOURCES)), at_most=st.integers(1, 5)),
    max_size=3,
    unique_by=lambda quota: quota.trait,
).map(tuple)
EDITIONS = st.builds(
    an_edition,
    countries=st.sampled_from([HOME, (), ("ML",)]),
    limits=st.builds(
        Limits,
        stories=st.integers(1, 12),
        per_section=st.integers(1, 5),
        per_source=st.integers(1, 6),
        per_country=CAPS,
        per_category=CAPS,
        per_owner=CAPS,
    ),
    quotas=QUOTAS,
    mix=st.sampled_from([Mix(), Mix(categories=(("sport", 0.2),)), Mix(countries=(("BJ", 0.3), (WORLD, 0.3)))]),
    weights=st.builds(Weights, diversity=st.sampled_from([0.0, 0.15, 1.0])),
)


@given(day=days(), edition=EDITIONS)
@settings(max_examples=150, deadline=None)
def test_selection_is_what_looking_at_every_story_each_time_would_choose(day: Day, edition: Edition) -> None:
    chosen = [each.ranked.story.id for each in select(day, edition=edition).chosen]

    assert sorted(chosen) == sorted(chosen_one_by_one(day, edition))


@given(day=days(), edition=EDITIONS, turn=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_selection_does_not_depend_on_the_order_of_its_input(day: Day, edition: Edition, turn: Any) -> None:
    shuffled = list(day)
    turn.shuffle(shuffled)

    assert select(shuffled, edition=edition).chosen == select(day, edition=edition).chosen


@given(day=days(), edition=EDITIONS)
@settings(max_examples=150, deadline=None)
def test_selection_keeps_every_strict_limit(day: Day, edition: Edition) -> None:
    selection = select(day, edition=edition)

    stories = [chosen.ranked.story.lead for chosen in selection.chosen]
    limits = edition.limits
    assert len(stories) <= limits.stories
    assert all(len(room.chosen) <= room.limit for room in selection.rooms)
    in_country = Counter(code for lead in stories for code in lead.countries if code != WORLD)
    assert max(in_country.values(), default=0) <= (limits.per_country or limits.stories)
    filed = Counter(lead.category for lead in stories)
    assert max(filed.values(), default=0) <= (limits.per_category or limits.stories)
    owned = Counter(lead.source.voice for lead in stories)
    assert max(owned.values(), default=0) <= (limits.per_owner or limits.stories)
    told = Counter(lead.source.key for lead in stories)
    for quota in edition.quotas:
        counted = {Axis.CATEGORY: filed, Axis.SOURCE: told}.get(quota.axis)
        assert counted is None or quota.at_most is None or counted[quota.value] <= quota.at_most


@given(day=days(), edition=EDITIONS, asked=st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_selection_holds_at_least_what_a_quota_asks_for_if_the_day_has_it(
    day: Day, edition: Edition, asked: int
) -> None:
    quota = Quota(Axis.CATEGORY, "sport", at_least=asked)
    limits = Limits(stories=12, per_section=12, per_source=1)
    roomy = replace(edition, limits=limits, quotas=(quota,))

    selection = select(day, edition=roomy)

    there = sum(each.story.lead.category == "sport" for each in day)
    placed = sum(chosen.ranked.story.lead.category == "sport" for chosen in selection.chosen)
    assert placed >= min(asked, there)
    assert selection.unmet == ((Unmet(quota, there),) if there < asked else ())


@given(day=days(), edition=EDITIONS)
@settings(max_examples=100, deadline=None)
def test_quota_is_unmet_only_where_nothing_of_its_kind_could_have_a_place(day: Day, edition: Edition) -> None:
    selection = select(day, edition=edition)

    for unmet in selection.unmet:
        waiting = [(k, r.story.lead.source) for k in selection.kinds.values() for r in k.stories]
        asked = [(k, s) for k, s in waiting if unmet.quota.trait in {*k.traits, (Axis.SOURCE, s.key)}]
        is_full = selection.tally.is_full
        assert is_full or not any(selection.takes(kind) and selection.allows(source) for kind, source in asked)
        assert unmet.placed == selection.tally.count(unmet.quota.trait) < unmet.quota.at_least


@given(day=days(most=15), newcomer=days(most=1))
@settings(max_examples=100, deadline=None)
def test_one_story_more_reorders_no_others_where_nothing_crowds(day: Day, newcomer: Day) -> None:
    # Wide limits, no quotas, no crowding: those are the stated exceptions.
    roomy = edition_with(limits=Limits(stories=50, per_section=50, per_source=50), weights=Weights(diversity=0))
    more = [one(100, each.points / 10_000, *each.story.lead.countries) for each in newcomer]

    before, after = select(day, edition=roomy), select([*day, *more], edition=roomy)

    def reading(selection: Selection) -> list[int]:
        scores = by_score(chosen.ranked for chosen in selection.chosen)
        return [ranked.story.id for ranked in scores if ranked.story.id != 100]

    assert reading(after) == reading(before) == [each.story.id for each in by_score(day)]


def chosen_one_by_one(day: Day, edition: Edition) -> list[int]:
    """The same choice without kinds and without a heap: each step looks at every story that is left."""
    plans = plan_sections(edition, by_score(day))
    rooms = {each.story.id: sections_of(each.story, plans, edition) for each in day}
    free = [plan.limit or edition.limits.per_section for plan in plans]
    kinds = {each.story.id: next(iter(sort_into_kinds([each], edition).values())) for each in day}
    tally, left, placed = Tally(edition), list(day), []

    def is_open(each: RankedStory) -> bool:
        kind, source = kinds[each.story.id], each.story.lead.source
        has_room = any(free[n] for n in rooms[each.story.id])
        return has_room and tally.cap_of_kind(kind) is None and tally.cap_of_source(source) is None

    def is_first(each: RankedStory) -> bool:
        n = rooms[each.story.id][0]
        is_empty = free[n] == (plans[n].limit or edition.limits.per_section)
        return is_home(plans[n], edition) and is_empty and not tally.had_share(each.story.lead.source)

    def has_trait(each: RankedStory, quota: Quota) -> bool:
        source = each.story.lead.source
        told = {(Axis.SOURCE, source.key), (Axis.OWNER, source.voice)}
        return quota.trait in {*kinds[each.story.id].traits, *told} and tally.misses(quota)

    def loss(each: RankedStory) -> int:
        return -sum(f.points for f in tally.crowding(kinds[each.story.id], each.story.lead.source))

    def take(each: RankedStory) -> None:
        left.remove(each)
        placed.append(each.story.id)
        tally.add(kinds[each.story.id], each.story.lead.source)

    def fill(wanted: Callable[[RankedStory], bool], loss: Callable[[RankedStory], int] = lambda each: 0) -> None:
        while not tally.is_full and (fitting := [each for each in left if is_open(each) and wanted(each)]):
            best = min(fitting, key=lambda each: (loss(each) - each.points, *standing(each)))
            take(best)
            free[next(n for n in rooms[best.story.id] if free[n])] -= 1

    for lead in by_score(each for each in day if rooms[each.story.id])[:1]:
        take(lead)
    for quota in edition.quotas:
        fill(lambda each, quota=quota: has_trait(each, quota))  # type: ignore[misc]
    fill(is_first)
    fill(lambda each: not tally.had_share(each.story.lead.source), loss)
    fill(lambda each: True, loss)
    return placed
