from datetime import timedelta

from digest.core.ties import NO_TIES, Ties, Verdict
from digest.db import articles
from digest.db.store import Store
from digest.db.ties import Said, add, around, every, remove
from tests.builders import NOON
from tests.db.taken_in import numbered, take_in

HOUR = timedelta(hours=1)


def say(store: Store, verdict: Verdict, *pairs: tuple[int, int], by: str = "Awa", hours: int = 0) -> None:
    with store.writing() as session:
        add(session, pairs, verdict, by=by, at=NOON + hours * HOUR)


def known(store: Store, *ids: int) -> Ties:
    with store.reading() as session:
        return around(session, ids)


def test_around_articles_is_what_reaches_them_through_others(store: Store) -> None:
    take_in(store, *map(numbered, range(7)))
    say(store, Verdict.SAME, (1, 2), (2, 3), (6, 7))
    say(store, Verdict.APART, (3, 4))

    assert known(store, 1) == Ties(frozenset({(1, 2), (2, 3)}), frozenset({(3, 4)}))
    assert known(store, 5) == NO_TIES


def test_around_more_articles_than_a_query_takes_finds_all(store: Store) -> None:
    take_in(store, *map(numbered, range(2)))
    say(store, Verdict.SAME, (1, 2))

    assert known(store, *range(2, 2_000)).same == {(1, 2)}


def test_add_twice_keeps_who_said_it_first(store: Store) -> None:
    take_in(store, *map(numbered, range(3)))
    say(store, Verdict.SAME, (1, 2))
    say(store, Verdict.SAME, (1, 2), by="Issa", hours=1)
    say(store, Verdict.APART, (1, 3), by="Issa", hours=2)

    with store.reading() as session:
        assert every(session) == [
            Said(1, "Nouvelle 0", 3, "Nouvelle 2", Verdict.APART, "Issa", NOON + 2 * HOUR),
            Said(1, "Nouvelle 0", 2, "Nouvelle 1", Verdict.SAME, "Awa", NOON),
        ]


def test_remove_takes_a_verdict_back(store: Store) -> None:
    take_in(store, *map(numbered, range(3)))
    say(store, Verdict.SAME, (1, 2), (1, 3))

    with store.writing() as session:
        remove(session, [(1, 2)])

    assert known(store, 2, 3) == Ties(same=frozenset({(1, 3)}))


def test_tie_goes_with_its_articles(store: Store) -> None:
    take_in(store, *map(numbered, range(2)))
    say(store, Verdict.SAME, (1, 2))

    with store.writing() as session:
        articles.forget(session, NOON + HOUR, limit=1)

    assert known(store, 1, 2) == NO_TIES
