"""A sender is killed at one point after another: nobody is lost, nobody served twice, hardly anybody unknown."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from digest.circulation.send import Sent
from digest.core.delivery import DeliveryState
from digest.core.errors import Busy
from digest.core.issue import IssueState
from digest.db import tallies
from digest.db.store import Store
from digest.mail.flight import DEPTH
from digest.mail.smtp import Smtp
from tests.circulation.given import an_approved_issue_in, send_today
from tests.servers import OFFERS, ScriptedServer

READERS = 40
CONNECTIONS = 2
CHUNKS = (*OFFERS, "CHUNKING")

COMMITS = [
    ("engine/default.py:do_commit", moment, number) for number in range(1, 8) for moment in ("call", "return")
]
LEDGER = [
    ("db/deliveries.py:plan", "return", 1),
    ("db/deliveries.py:claim", "return", 2),
    ("db/outcomes.py:mark", "call", 2),
    ("db/outcomes.py:mark", "return", 3),
    ("db/outcomes.py:write_down", "call", 1),
    ("db/outcomes.py:write_down", "return", 1),
]
JOURNAL = [
    ("circulation/journal.py:begin", "return", 1),
    ("circulation/journal.py:note", "return", 5),
    ("circulation/journal.py:begins", "call", 7),
    ("circulation/journal.py:begins", "return", 7),
    ("circulation/journal.py:ends", "call", 7),
    ("circulation/journal.py:ends", "return", 7),
    ("circulation/journal.py:clear", "call", 3),
    ("circulation/journal.py:clear", "return", 3),
    ("circulation/journal.py:forget", "call", 2),
]
WIRE = [
    ("mail/connection.py:connect", "return", 1),
    ("mail/line.py:write", "call", 6),
    *(("mail/line.py:write", "return", number) for number in (1, 2, 5, 12)),
    *(("mail/line.py:read", "return", number) for number in (1, 2, 3, 4, 11)),
    ("mail/line.py:quit", "call", 1),
]


def kill_at(url: str, notes: Path, server: ScriptedServer, point: tuple[str, str, int]) -> int:
    """Send in a process of its own that dies at `point`; its exit code."""
    name, moment, number = point
    command = [
        sys.executable,
        "-m",
        "tests.journeys.dying",
        url,
        notes,
        server.port,
        CONNECTIONS,
        name,
        moment,
        number,
    ]
    return subprocess.run([str(word) for word in command], check=False, capture_output=True, timeout=60).returncode


def send_once_free(store: Store, port: int) -> Sent:
    """PostgreSQL notices a little later that who held the lock is dead."""
    for _ in range(600):
        with suppress(Busy):
            return send_today(store, lambda: Smtp(host="127.0.0.1", port=port, timeout=5), connections=CONNECTIONS)
        Event().wait(0.05)
    raise AssertionError("the lock was not let go of")


def check_after(
    store: Store, url: str, notes: Path, point: tuple[str, str, int], *, offers: Sequence[str], in_flight: int
) -> None:
    store.notes = notes
    issue = an_approved_issue_in(store, readers=READERS)
    with ScriptedServer(offers=offers) as server:
        assert kill_at(url, notes, server, point) == -9
        sent = send_once_free(store, server.port)

    with store.reading() as session:
        unknown = {line.email for line in tallies.listed(session, issue.id, DeliveryState.UNKNOWN)}
        accepted = {line.email for line in tallies.listed(session, issue.id, DeliveryState.ACCEPTED)}
    served = server.recipients()
    everybody = {f"reader{number}@lectrices.example" for number in range(1, READERS + 1)}
    assert len(served) == len(set(served))
    assert accepted | unknown == everybody
    assert accepted <= set(served)
    assert len(unknown) <= in_flight
    assert sent.tally.targeted == READERS
    assert sent.issue.state is IssueState.SENT


def in_words(point: tuple[str, str, int]) -> str:
    name, moment, number = point
    return f"{name.rpartition('/')[2]} {moment} {number}"


@pytest.mark.parametrize("point", [*COMMITS, *LEDGER, *JOURNAL, *WIRE], ids=in_words)
def test_sender_killed_anywhere_loses_nobody_and_repeats_nobody(
    store: Store, database_url: str, tmp_path: Path, point: tuple[str, str, int]
) -> None:
    check_after(store, database_url, tmp_path / "notes", point, offers=OFFERS, in_flight=CONNECTIONS)


@pytest.mark.parametrize("point", [*JOURNAL[2:6], *WIRE[1:6]], ids=in_words)
def test_sender_killed_with_several_messages_in_the_air_loses_nobody(
    store: Store, database_url: str, tmp_path: Path, point: tuple[str, str, int]
) -> None:
    check_after(store, database_url, tmp_path / "notes", point, offers=CHUNKS, in_flight=CONNECTIONS * DEPTH)
