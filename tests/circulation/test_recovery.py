"""What a killed run left is settled by its journal: known where it was answered, unknown in the air."""

from datetime import timedelta
from pathlib import Path

import pytest

from digest.circulation.journal import Journal
from digest.circulation.recovery import begin_run
from digest.core.delivery import DeliveryState, Outcome, Receipt
from digest.db import deliveries, tallies
from digest.db.store import Store
from digest.db.tallies import Tally
from tests.builders import NOON
from tests.db.given import a_planned_issue_in

UNTIL = NOON + timedelta(hours=12)
LATER = NOON + timedelta(minutes=1)
ACCEPTED = Receipt(Outcome.ACCEPTED, 250, "2.0.0", "queued as 4Wx")
REFUSED = Receipt(Outcome.REJECTED, 550, "5.1.1", "No such user")
BLOCKED = Receipt(Outcome.REJECTED, 550, "5.7.1", "Your IP is blocked by our blocklist")


@pytest.fixture
def noting_store(store: Store, tmp_path: Path) -> Store:
    """A database with a folder for journals, whichever kind it is."""
    store.notes = tmp_path / "notes"
    return store


def begin(store: Store) -> tuple[int, Path | None]:
    return begin_run(store, 1, until=UNTIL, now=LATER)


def a_killed_run_in(store: Store, *, readers: int) -> Journal:
    """Everything claimed, and the journal of that run."""
    a_planned_issue_in(store, readers=readers)
    _, folder = begin(store)
    assert folder
    with store.writing() as session:
        deliveries.claim(session, 1, limit=readers, now=NOON)
    return Journal(folder)


def tally(store: Store) -> Tally:
    with store.reading() as session:
        return tallies.tally(session, 1)


def test_each_message_of_a_killed_run_is_where_it_had_come_to(noting_store: Store) -> None:
    journal = a_killed_run_in(noting_store, readers=5)
    for number, receipt in ((1, ACCEPTED), (2, REFUSED), (3, BLOCKED), (4, None)):
        note = journal.note(number, None)
        note.begins()
        if receipt:
            note.ends(receipt)

    orphans, folder = begin(noting_store)

    assert orphans == 1
    assert tally(noting_store) == Tally(accepted=1, rejected=1, deferred=1, unknown=1, queued=1)
    with noting_store.reading() as session:
        [line] = tallies.listed(session, 1, DeliveryState.ACCEPTED)
        [queued] = tallies.listed(session, 1, DeliveryState.QUEUED)
    assert (line.delivery_id, line.code, line.enhanced, line.reply) == (1, 250, "2.0.0", "queued as 4Wx")
    assert (queued.delivery_id, queued.attempt) == (5, 0)
    assert noting_store.notes
    assert folder == noting_store.notes / "1-2"
    assert [path.name for path in noting_store.notes.iterdir()] == ["1-2"]


def test_without_its_journal_everything_that_was_claimed_is_unknown(noting_store: Store, tmp_path: Path) -> None:
    a_killed_run_in(noting_store, readers=3)
    noting_store.notes = tmp_path / "of another machine"

    orphans, _ = begin(noting_store)

    assert (orphans, tally(noting_store)) == (3, Tally(unknown=3))


def test_note_on_what_is_written_down_changes_nothing(noting_store: Store) -> None:
    journal = a_killed_run_in(noting_store, readers=1)
    with noting_store.writing() as session:
        deliveries.orphans(session, 1, now=NOON)
    note = journal.note(1, None)
    note.begins()
    note.ends(ACCEPTED)

    orphans, _ = begin(noting_store)

    assert (orphans, tally(noting_store)) == (0, Tally(unknown=1))
