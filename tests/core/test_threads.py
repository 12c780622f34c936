import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Article
from digest.core.country import WORLD
from digest.core.events import Event, outline
from digest.core.threads import Earlier, follow, in_use, write_down
from digest.core.ties import Pair, Ties
from tests.builders import NOON, an_article
from tests.core.test_memory import by_kind

DAY = timedelta(days=1)
FLOOD = an_article("Crue du fleuve à Malanville : 300 familles déplacées", id=1)
BRIDGE = an_article("Crue du fleuve : un pont emporté à Malanville", id=11, published_at=NOON + DAY)
AID = an_article("Des vivres pour les familles déplacées de Malanville", id=12, published_at=NOON + DAY)
PORT = an_article("Le port de Lomé agrandi pour les grands navires", id=13, published_at=NOON + DAY)


def events(*groups: Iterable[Article]) -> list[Event]:
    return outline(groups)


def known(*articles: Article, id: int | None = None, inside: Iterable[int] = ()) -> Earlier:
    """The story that `articles` began; the window holds the articles `inside`."""
    (story,) = write_down(follow(events(articles), ()), ())
    return replace(story, id=id or story.id, articles=tuple(inside))


def named(groups: Iterable[Event], *earlier: Earlier) -> dict[int, tuple[int, ...]]:
    return {thread.id: thread.event.ids for thread in follow(groups, earlier)}


def test_follow_calls_a_new_story_by_its_smallest_article() -> None:
    assert named(events([AID, BRIDGE], [PORT])) == {11: (11, 12), 13: (13,)}


def test_follow_knows_a_story_again_by_its_headlines() -> None:
    assert named(events([BRIDGE], [PORT]), known(FLOOD)) == {1: (11,), 13: (13,)}


def test_follow_knows_a_story_again_by_an_article() -> None:
    assert named(events([PORT, AID]), known(FLOOD, inside=(13,))) == {1: (12, 13)}


def test_story_goes_on_in_the_event_with_most_of_its_articles() -> None:
    story = known(FLOOD, inside=(11, 12, 13))

    assert named(events([BRIDGE], [AID, PORT]), story) == {1: (12, 13), 11: (11,)}


def test_story_goes_on_in_the_event_with_its_first_article() -> None:
    story = known(BRIDGE, inside=(11, 12, 13))

    assert named(events([BRIDGE], [AID, PORT]), story) == {11: (11,), 12: (12, 13)}


def test_event_with_articles_of_two_stories_goes_on_with_the_larger_share() -> None:
    stories = known(FLOOD, id=2, inside=(11,)), known(FLOOD, id=1, inside=(12, 13))

    assert named(events([BRIDGE, AID, PORT]), *stories) == {1: (11, 12, 13)}


def test_event_with_as_many_articles_of_two_stories_goes_on_with_the_older() -> None:
    stories = known(FLOOD, id=2, inside=(11,)), known(FLOOD, id=1, inside=(12,))

    assert named(events([BRIDGE, AID]), *stories) == {1: (11, 12)}


def test_story_goes_on_in_the_nearest_event_alone() -> None:
    nearer = replace(FLOOD, id=12)

    assert named(events([BRIDGE], [nearer]), known(FLOOD)) == {1: (12,), 11: (11,)}


@pytest.mark.parametrize(
    ("countries", "follows"), [(("TD",), False), (("TD", "BJ"), True), ((WORLD,), True)], ids=str
)
def test_event_goes_on_with_no_story_of_another_country(countries: tuple[str, ...], follows: bool) -> None:
    elsewhere = replace(BRIDGE, countries=countries)

    assert (1 in named(events([elsewhere], [PORT]), known(FLOOD))) is follows


def test_titles_without_a_word_in_common_with_anything_stay_apart() -> None:
    assert named(events([an_article("…", id=15)], [an_article("Crue", id=16)]), known(FLOOD)) == {
        15: (15,),
        16: (16,),
    }


def test_follow_joins_what_is_told_anew_and_little_else() -> None:
    stories = by_kind("shown", "rewrite", "development", "other")
    day = follow(outline([shown] for shown, *_ in stories.values()), ())
    earlier = write_down(day, ())

    names = {story.id for story in earlier}
    _, *later = zip(*stories.values(), strict=True)
    joined = [
        sum(thread.id in names for thread in follow(outline([article] for article in articles), earlier))
        for articles in later
    ]

    assert joined == [36, 12, 7]


def test_write_down_a_new_story() -> None:
    (thread,) = follow(events([FLOOD, AID]), ())

    assert write_down([thread], ()) == (
        Earlier(1, NOON, NOON + DAY, ("BJ",), thread.event.outline, articles=(1, 12)),
    )


def test_write_down_what_joins_a_story() -> None:
    (thread,) = follow(events([FLOOD, AID]), [story := known(FLOOD, inside=(1,))])

    (now,) = write_down([thread], [story])

    assert now == replace(story, last_at=NOON + DAY, outline=thread.event.outline, articles=(12,))


def test_older_window_only_adds_articles() -> None:
    story = known(replace(BRIDGE, id=1), inside=(1,))
    (thread,) = follow(events([replace(BRIDGE, id=1), replace(AID, published_at=NOON)]), [story])
    later = replace(story, last_at=NOON + 2 * DAY)

    assert write_down([thread], [later]) == (replace(later, first_at=NOON, articles=(12,)),)


def test_write_down_nothing_where_nothing_changed() -> None:
    story = known(FLOOD, inside=(1,))

    assert write_down(follow(events([FLOOD]), [story]), [story]) == ()


TITLES = ("crue fleuve pont", "crue fleuve aide", "port quai pont", "vote quai aide")
ARTICLES = [an_article(title, id=id) for id, title in enumerate(TITLES * 3, start=1)]


@st.composite
def groupings(draw: st.DrawFn) -> list[list[Article]]:
    """Some of the articles, divided into groups."""
    chosen = draw(st.lists(st.sampled_from(ARTICLES), unique=True, min_size=1))
    groups: dict[int, list[Article]] = {}
    for article in chosen:
        groups.setdefault(draw(st.integers(0, 3)), []).append(article)
    return list(groups.values())


def after(windows: Iterable[list[list[Article]]]) -> tuple[Earlier, ...]:
    """What is known after `windows`, one after the other."""
    stories: dict[int, Earlier] = {}
    owner: dict[int, int] = {}
    for groups in windows:
        found = write_down(follow(outline(groups), told := _seen(stories, owner)), told)
        stories |= {story.id: story for story in found}
        owner |= {article: story.id for story in found for article in story.articles}
    return _seen(stories, owner)


def _seen(stories: dict[int, Earlier], owner: dict[int, int]) -> tuple[Earlier, ...]:
    return tuple(
        replace(story, articles=tuple(sorted(a for a, id in owner.items() if id == story.id)))
        for story in stories.values()
    )


pairs = st.frozensets(st.tuples(st.integers(1, 6), st.integers(7, 12)), max_size=3)


@given(st.lists(groupings(), max_size=3), groupings(), st.builds(Ties, pairs, pairs))
@settings(max_examples=150)
def test_follow_gives_each_event_a_name_of_its_own(
    before: list[list[list[Article]]], groups: list[list[Article]], ties: Ties
) -> None:
    earlier, day = after(before), outline(groups)

    threads = follow(day, earlier, ties=ties)

    assert sorted(thread.event.ids for thread in threads) == sorted(event.ids for event in day)
    assert len({thread.id for thread in threads}) == len(day)
    assert follow(reversed(day), reversed(earlier), ties=ties) == threads
    assert follow(day, in_use(earlier, threads), ties=ties) == threads


@given(st.lists(groupings(), max_size=3), groupings())
@settings(max_examples=100)
def test_same_window_twice_changes_nothing(before: list[list[list[Article]]], groups: list[list[Article]]) -> None:
    first, again = after([*before, groups]), after([*before, groups, groups])

    assert again == first
    assert follow(outline(groups), first) == follow(outline(groups), after(before))


def tied(*, same: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> Ties:
    return Ties(frozenset(same), frozenset(apart))


def named_with(ties: Ties, groups: Iterable[Event], *earlier: Earlier) -> dict[int, tuple[int, ...]]:
    return {thread.id: thread.event.ids for thread in follow(groups, earlier, ties=ties)}


def test_editors_let_a_story_go_on_in_what_sounds_like_something_else() -> None:
    ties = tied(same=[(1, 13)])

    assert named_with(ties, events([BRIDGE], [PORT]), known(FLOOD, inside=(1,))) == {1: (13,), 11: (11,)}


def test_editors_let_a_story_go_on_through_what_they_tied_before() -> None:
    ties = tied(same=[(1, 5), (5, 13)])

    assert named_with(ties, events([PORT]), known(FLOOD, inside=(1,))) == {1: (13,)}


def test_editors_keep_a_story_from_going_on() -> None:
    ties = tied(apart=[(1, 11)])

    assert named_with(ties, events([BRIDGE], [PORT]), known(FLOOD, inside=(1,))) == {11: (11,), 13: (13,)}


def test_event_that_editors_keep_from_the_nearest_story_goes_on_with_the_next() -> None:
    stories = known(BRIDGE, id=1, inside=(1,)), known(FLOOD, id=2, inside=(2,))

    assert named_with(tied(apart=[(1, 11)]), events([BRIDGE], [PORT]), *stories) == {2: (11,), 13: (13,)}


def test_story_that_editors_take_apart_stays_with_its_first_article() -> None:
    story = known(BRIDGE, inside=(11, 12))

    assert named_with(tied(apart=[(11, 12)]), events([BRIDGE], [AID]), story) == {11: (11,), 12: (12,)}


THREADS = """
from digest.core.events import outline
from digest.core.memory import Memory, Recollection, remember
from digest.core.coverage import cover
from digest.core.story import Story
from digest.core.threads import follow, write_down
from tests.core.test_memory import MARCH_5, by_kind

first, later = zip(*by_kind("shown", "development").values(), strict=True)
earlier = write_down(follow(outline([article] for article in first), ()), ())
recollection = Recollection(Memory(tuple(remember(Story(article), MARCH_5) for article in first)))
for thread in follow(outline([article] for article in later), earlier):
    (article,) = thread.event.articles
    past = recollection.of(cover([article], id=thread.id))
    print(thread.id, thread.event.outline, past and past.is_news(article))
"""


def test_threads_and_memory_are_the_same_in_any_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", THREADS],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }

    assert len(printed) == 1
    assert "True" in printed.pop()
