from datetime import timedelta

from digest.core.delivery import DeliveryState
from digest.core.letter import LetterKind
from digest.db import letters
from digest.db.letters import QueuedLetter
from digest.db.store import Store
from tests.builders import NOON, TODAY
from tests.db.given import an_edition_in

AWA = "awa@lectrices.example"
MINUTE = timedelta(minutes=1)


def test_letter_is_claimed_once_and_again_when_its_process_has_died(store: Store) -> None:
    edition = an_edition_in(store)
    with store.writing() as session:
        first = letters.add(session, edition.id, LetterKind.CONFIRM, AWA, about=7, now=NOON)
        letters.add(
            session, edition.id, LetterKind.HELD, "koffi@lalagune.example", day=TODAY, reason="x", now=NOON
        )

    with store.writing() as session:
        [claimed] = letters.claim(session, limit=1, now=NOON)
        others = letters.claim(session, limit=9, now=NOON)
        again = letters.claim(session, limit=1, now=NOON + 11 * MINUTE)

    assert claimed == QueuedLetter(first, "ouest", edition.id, LetterKind.CONFIRM, AWA, 7, None, "", 1, NOON)
    assert [(each.kind, each.about, each.day, each.reason) for each in others] == [
        (LetterKind.HELD, None, TODAY, "x")
    ]
    assert [(each.id, each.attempt) for each in again] == [(first, 2)]


def test_letter_that_is_put_off_is_due_again_and_one_that_was_sent_is_not(store: Store) -> None:
    edition = an_edition_in(store)
    with store.writing() as session:
        ids = [letters.add(session, edition.id, LetterKind.WELCOME, AWA, about=1, now=NOON) for _ in range(2)]
        letters.claim(session, limit=9, now=NOON)
        letters.record(session, ids[0], DeliveryState.QUEUED, answer="451 later", due_at=NOON + 5 * MINUTE)
        letters.record(session, ids[1], DeliveryState.ACCEPTED, answer="250 ok", due_at=None)

    with store.writing() as session:
        soon = letters.claim(session, limit=9, now=NOON + 4 * MINUTE)
        later = letters.claim(session, limit=9, now=NOON + 24 * 60 * MINUTE)
    assert ([each.id for each in soon], [each.id for each in later]) == ([], ids[:1])


def test_was_asked_looks_at_address_edition_kind_and_time(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    confirm = (LetterKind.CONFIRM,)
    with store.writing() as session:
        letters.add(session, west.id, LetterKind.CONFIRM, AWA, about=1, now=NOON)
        found = [
            letters.was_asked(session, edition, address, kinds, since=since)
            for edition, address, kinds, since in (
                (west.id, AWA, confirm, NOON - MINUTE),
                (south.id, AWA, confirm, NOON - MINUTE),
                (west.id, "ines@lectrices.example", confirm, NOON - MINUTE),
                (west.id, AWA, (LetterKind.PREFERENCES,), NOON - MINUTE),
                (west.id, AWA, confirm, NOON),
            )
        ]
    assert found == [True, False, False, False, False]


def test_old_letters_are_forgotten_unless_they_are_on_their_way(store: Store) -> None:
    edition = an_edition_in(store)
    with store.writing() as session:
        ids = [letters.add(session, edition.id, LetterKind.WELCOME, AWA, about=1, now=NOON) for _ in range(2)]
        letters.record(session, ids[0], DeliveryState.ACCEPTED, answer="", due_at=None)

        assert letters.forget_old(session, before=NOON) == 0
        assert letters.forget_old(session, before=NOON + MINUTE) == 1
        assert [each.id for each in letters.claim(session, limit=9, now=NOON)] == ids[1:]
        letters.forget_address(session, AWA)
        assert letters.claim(session, limit=9, now=NOON + 60 * MINUTE) == []
