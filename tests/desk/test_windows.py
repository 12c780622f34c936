"""Windows: gathered once, and under the names that their stories had before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.core.article import NewArticle
from digest.core.cadence import Window
from digest.core.material import gather
from digest.core.ties import Verdict
from digest.db import articles, ties
from digest.db.store import Store
from digest.desk.windows import Gathered, Windows
from tests.builders import NOON, a_new_article
from tests.db.taken_in import take_in

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TODAY = Window(NOON - 12 * HOUR, NOON + 12 * HOUR)
TOMORROW = Window(TODAY.start + DAY, TODAY.end + DAY)
FLOOD = "Crue du fleuve à Malanville : 300 familles déplacées"
BRIDGE = "Crue du fleuve : un pont emporté à Malanville"
VISA = "Le Ghana supprime les visas pour tous les Africains"
PORT = "Le port de Lomé agrandi pour les grands navires"


def a_piece(title: str, number: int, *, after: timedelta = timedelta(0)) -> NewArticle:
    return a_new_article(title, url=f"https://echo.example/{number}", lead="", published_at=NOON + after)


def gathered(store: Store, window: Window) -> Gathered:
    return Windows(store).gather(window, now=window.end)


def named(store: Store, window: Window) -> dict[int, list[str]]:
    return {c.id: [article.title for article in c.articles] for c in gathered(store, window).coverages}


def test_story_keeps_its_name_on_the_next_day(store: Store) -> None:
    take_in(store, a_piece(PORT, 1), a_piece(FLOOD, 2), a_piece(BRIDGE, 3, after=DAY))
    before = named(store, TODAY)
    number = next(id for id, titles in before.items() if titles == [FLOOD])

    assert named(store, TOMORROW) == {number: [BRIDGE]}


def test_story_that_rests_for_two_days_and_returns_keeps_its_name(store: Store) -> None:
    take_in(store, a_piece(FLOOD, 1), a_piece(PORT, 2, after=DAY), a_piece(BRIDGE, 3, after=3 * DAY))
    first, port = (named(store, Window(TODAY.start + n * DAY, TODAY.end + n * DAY)) for n in (0, 1))

    again = named(store, Window(TODAY.start + 3 * DAY, TODAY.end + 3 * DAY))

    assert (list(again), list(port)) == (list(first), [2])


def test_story_that_rests_for_longer_is_a_new_one(store: Store) -> None:
    take_in(store, a_piece(FLOOD, 1), a_piece(BRIDGE, 2, after=5 * DAY))
    first = named(store, TODAY)

    assert list(first) != list(named(store, Window(TODAY.start + 5 * DAY, TODAY.end + 5 * DAY)))


def test_same_window_twice_comes_to_the_same(store: Store) -> None:
    take_in(store, a_piece(PORT, 1), a_piece(FLOOD, 2), a_piece(BRIDGE, 3, after=DAY))
    first = [gathered(store, window).coverages for window in (TODAY, TOMORROW)]

    assert [gathered(store, window).coverages for window in (TODAY, TOMORROW)] == first


def test_overlapping_windows_agree_about_the_articles_of_both(store: Store) -> None:
    take_in(store, a_piece(FLOOD, 1, after=-11 * HOUR), a_piece(PORT, 2), a_piece(BRIDGE, 3))
    late, early = Window(NOON - 2 * HOUR, NOON + 22 * HOUR), TODAY

    later, earlier = named(store, late), named(store, early)

    assert {id for id, titles in later.items() if BRIDGE in titles} == {
        id for id, titles in earlier.items() if BRIDGE in titles
    }
    assert named(store, late) == later


def test_article_that_comes_in_late_leaves_a_story_its_name(store: Store) -> None:
    take_in(store, a_piece(FLOOD, 1), a_piece(PORT, 2))
    first = named(store, TODAY)
    take_in(store, a_piece(BRIDGE, 3, after=-HOUR))

    again = named(store, TODAY)

    assert {id for id, titles in again.items() if FLOOD in titles} == {
        id for id, titles in first.items() if FLOOD in titles
    }


@pytest.mark.parametrize(
    ("verdict", "title", "goes_on"), [(Verdict.SAME, VISA, True), (Verdict.APART, BRIDGE, False)]
)
def test_editors_say_whether_a_story_goes_on(store: Store, verdict: Verdict, title: str, goes_on: bool) -> None:
    take_in(store, a_piece(PORT, 1), a_piece(FLOOD, 2), a_piece(title, 3, after=DAY))
    before = named(store, TODAY)
    with store.writing() as session:
        ids = {article.title: article.id for article in articles.in_window(session, TODAY)}
        later = max(article.id for article in articles.in_window(session, TOMORROW))
        ties.add(session, [(ids[FLOOD], later)], verdict, by="Awa", at=NOON)

    (name,) = named(store, TOMORROW)

    assert (name in {id for id, titles in before.items() if FLOOD in titles}) is goes_on
    assert gather(gathered(store, TOMORROW).material) == gathered(store, TOMORROW).coverages


def test_material_keeps_what_decided_and_nothing_else(store: Store) -> None:
    take_in(store, a_piece(PORT, 1), a_piece(FLOOD, 2), a_piece(BRIDGE, 3, after=DAY))
    today = gathered(store, TODAY)
    tomorrow = gathered(store, TOMORROW)

    assert (len(today.coverages), len(today.material.earlier)) == (2, 0)
    assert [story.id for story in tomorrow.material.earlier] == [coverage.id for coverage in tomorrow.coverages]
    assert gather(tomorrow.material) == tomorrow.coverages
    assert gather(replace(tomorrow.material, earlier=())) != tomorrow.coverages


def test_earlier_window_is_gathered_without_the_stories_of_a_later_one(store: Store) -> None:
    take_in(store, a_piece(BRIDGE, 1, after=DAY), a_piece(FLOOD, 2))
    later = named(store, TOMORROW)

    assert (later, named(store, TODAY)) == ({1: [BRIDGE]}, {2: [FLOOD]})


def test_windows_are_gathered_once_in_a_run(store: Store) -> None:
    take_in(store, a_piece(PORT, 1))
    windows = Windows(store)

    assert windows.gather(TODAY, now=TODAY.end) is windows.gather(TODAY, now=TODAY.end)
