"""Journal: what is read of it is what was noted, whenever the writer stops."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.circulation.journal import BLIND, ROOM, Journal, Noted, begin, forget, open_journal, read
from digest.core.delivery import Outcome, Receipt
from digest.core.errors import Unavailable
from digest.mail.transport import NOBODY

ACCEPTED = Receipt(Outcome.ACCEPTED, 250, "2.0.0", "queued as 4Wx")
UNTRIED = Receipt(Outcome.UNTRIED, text="The server closed the connection.")

receipts = st.builds(
    Receipt,
    st.sampled_from(list(Outcome)),
    st.none() | st.integers(200, 599),
    st.none() | st.just("5.1.1"),
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=60),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert begin(tmp_path / "notes" / "7-1")
    return tmp_path / "notes" / "7-1"


def test_journal_tells_what_had_begun_and_what_was_answered(folder: Path) -> None:
    journal = Journal(folder)
    answered, begun, _ = (journal.note(number, selection) for number, selection in ((1, 9), (2, None), (3, None)))

    answered.begins()
    answered.ends(ACCEPTED)
    begun.begins()

    assert read(folder) == {1: Noted(ACCEPTED, 9), 2: Noted(None, None)}


def test_journal_forgets_what_is_written_down(folder: Path) -> None:
    journal = Journal(folder)
    for number in range(ROOM):
        journal.note(number, None).begins()

    journal.clear()
    journal.note(300, None).begins()

    assert read(folder) == {300: Noted(None, None)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(receipt=receipts)
def test_journal_keeps_each_receipt_as_it_is(folder: Path, receipt: Receipt) -> None:
    assert begin(folder)
    note = Journal(folder).note(1, None)

    note.begins()
    note.ends(receipt)

    assert read(folder) == {1: Noted(receipt, None)}


def test_journal_cuts_an_answer_that_is_too_long(folder: Path) -> None:
    first, second = (Journal(folder).note(number, None) for number in (1, 2))

    first.begins()
    second.begins()
    first.ends(Receipt(Outcome.REJECTED, 550, "5.1.1", "é" * 500))

    noted = read(folder)
    assert noted is not None
    assert noted[2] == Noted(None, None)
    assert noted[1].receipt is not None
    assert set(noted[1].receipt.text) == {"é"}


@pytest.mark.parametrize("later_first", [True, False])
@pytest.mark.parametrize("receipt", [None, ACCEPTED], ids=["begun", "accepted"])
def test_message_put_back_and_begun_again_may_have_arrived(
    folder: Path, receipt: Receipt | None, later_first: bool
) -> None:
    earlier, later = Journal(folder), Journal(folder)
    put_back, again = (later, earlier) if later_first else (earlier, later)
    for journal, answer in ((put_back, UNTRIED), (again, receipt)):
        note = journal.note(1, None)
        note.begins()
        if answer:
            note.ends(answer)

    assert read(folder) == {1: Noted(receipt, None)}


def test_second_attempt_on_another_relay_counts(folder: Path) -> None:
    note = Journal(folder).note(1, None)

    note.begins()
    note.ends(UNTRIED)
    note.begins()

    assert read(folder) == {1: Noted(None, None)}


def test_journal_of_another_run_of_the_system_tells_nothing(folder: Path) -> None:
    (folder / "boot").write_text("another one")

    assert read(folder) is None


def test_journal_that_is_not_there_tells_nothing(folder: Path) -> None:
    forget(folder)

    assert read(folder) is None


def test_journal_begins_empty_where_one_was_left(folder: Path) -> None:
    Journal(folder).note(1, None).begins()

    assert begin(folder)
    assert read(folder) == {}


def test_journal_without_a_place_is_refused_by_name(folder: Path) -> None:
    forget(folder)

    with pytest.raises(Unavailable, match=r"The journal .*7-1/.* cannot be kept \(No such file or directory\)"):
        Journal(folder)


def test_folder_that_cannot_be_made_means_no_journal(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("a file")

    assert not begin(tmp_path / "notes" / "7-1")
    blind = open_journal(None)
    assert (blind.room, blind.note(1, None)) == (BLIND, NOBODY)


def test_journal_outlives_a_writer_that_is_killed(folder: Path) -> None:
    program = (
        "import os, pathlib, signal, sys\n"
        "from digest.circulation.journal import Journal\n"
        "journal = Journal(pathlib.Path(sys.argv[1]))\n"
        "journal.note(5, None).begins()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, folder], env=os.environ, check=False)

    assert read(folder) == {5: Noted(None, None)}
