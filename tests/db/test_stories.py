"""Stories from day to day: the last ones, and those of the articles of a window."""

from dataclasses import replace
from datetime import timedelta

from digest.core.cadence import Window
from digest.core.threads import Earlier
from digest.db import stories
from digest.db.store import Store
from tests.builders import NOON
from tests.db.taken_in import numbered, take_in

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TODAY = Window(NOON - HOUR, NOON + HOUR)
TOMORROW = Window(NOON + HOUR, NOON + DAY)
FLOOD = Earlier(1, NOON, NOON, ("BJ", "NE"), (("crue", 0.8), ("malanvill", 0.6)), articles=(1, 2))


def an_earlier(id: int, *, rested: timedelta = timedelta(0)) -> Earlier:
    """A story that ended that long before tomorrow, without articles of its own."""
    end = TOMORROW.start - rested
    return Earlier(id, end - HOUR, end, (), ())


def some_in(store: Store, *written: Earlier) -> None:
    take_in(store, numbered(1), numbered(2), numbered(3))
    with store.writing() as session:
        stories.write(session, written)


def found(store: Store, window: Window) -> tuple[Earlier, ...]:
    with store.reading() as session:
        return stories.before(session, window)


def test_stories_are_read_as_they_were_written(store: Store) -> None:
    some_in(store, FLOOD, Earlier(3, NOON, NOON, (), (), articles=(3,)))

    assert found(store, TODAY) == (FLOOD, Earlier(3, NOON, NOON, (), (), articles=(3,)))


def test_window_sees_those_of_its_own_articles_alone(store: Store) -> None:
    some_in(store, FLOOD)

    assert found(store, TOMORROW) == (replace(FLOOD, articles=()),)


def test_story_that_rests_for_longer_than_three_days_is_over(store: Store) -> None:
    some_in(store, an_earlier(7, rested=3 * DAY), an_earlier(8, rested=3 * DAY + timedelta(seconds=1)))

    assert [story.id for story in found(store, TOMORROW)] == [7]


def test_window_sees_no_story_that_began_after_it(store: Store) -> None:
    some_in(store, FLOOD)

    assert found(store, Window(NOON - DAY, NOON)) == ()


def test_window_sees_the_story_of_its_articles_however_long_it_rested(store: Store) -> None:
    long_ago = replace(FLOOD, first_at=NOON - 90 * DAY, last_at=NOON - 90 * DAY, articles=(2,))
    some_in(store, long_ago)

    assert found(store, TODAY) == (long_ago,)


def test_window_sees_what_its_articles_are_tied_to(store: Store) -> None:
    long_ago = replace(FLOOD, first_at=NOON - 90 * DAY, last_at=NOON - 90 * DAY)
    some_in(store, long_ago)

    with store.reading() as session:
        tied = stories.before(session, TOMORROW, tied=(2, 3))

    assert (found(store, TOMORROW), tied) == ((), (replace(long_ago, articles=(2,)),))


def test_article_is_in_the_story_that_took_it_last(store: Store) -> None:
    some_in(store, FLOOD)
    with store.writing() as session:
        stories.write(session, [Earlier(3, NOON, NOON, (), (), articles=(2, 3))])

    assert [(story.id, story.articles) for story in found(store, TODAY)] == [(1, (1,)), (3, (2, 3))]


def test_story_is_written_anew(store: Store) -> None:
    some_in(store, FLOOD)
    changed = replace(FLOOD, last_at=NOON + HOUR, outline=(("pont", 1.0),), countries=("NE",), articles=())
    with store.writing() as session:
        stories.write(session, [changed])

    assert found(store, TODAY) == (replace(changed, articles=(1, 2)),)


def test_old_stories_without_articles_are_forgotten(store: Store) -> None:
    some_in(store, FLOOD, an_earlier(7), an_earlier(8, rested=DAY))

    with store.writing() as session:
        forgotten = stories.forget(session, TOMORROW.start)

    assert forgotten == 1
    assert [story.id for story in found(store, TOMORROW)] == [1, 7]
