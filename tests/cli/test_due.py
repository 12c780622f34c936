"""digest send --due, as cron calls it: whatever is due, whoever has to wait, and the code that tells.

The clock is the real one: the edition is due an hour before the test, and was made the day before.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from digest.core.edition import Approval, Limits
from digest.db import editions
from digest.db.store import open_store
from digest.mail.mailbox import Mailbox
from tests.builders import a_cadence, an_edition
from tests.cli.newsroom_cli import digest, settle_in, write_page

NOW = datetime.now(UTC).replace(microsecond=0)
DUE = NOW - timedelta(hours=1)
ISSUE = f"ouest/{DUE.date()}"


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)


def open_edition(tmp_path: Path, database_url: str, *, approval: Approval, due: datetime = DUE) -> None:
    edition = an_edition(
        cadence=a_cadence(zone="UTC", at=due.time()),
        approval=approval,
        limits=Limits(minimum=1),
    )
    store = open_store(database_url)
    try:
        with store.writing() as session:
            editions.save(session, edition, now=NOW - timedelta(days=2))
    finally:
        store.close()
    published = (due - timedelta(hours=3)).isoformat()
    digest("article", "import", write_page(tmp_path), "--published", published)
    digest("subscriber", "add", "ouest", "awa@lectrices.example")


def test_issue_that_approves_itself_is_built_and_sent_once(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_edition(tmp_path, sqlite_url, approval=Approval.AUTOMATIC)
    capsys.readouterr()

    with Mailbox(tmp_path / "box") as box:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(box.port))
        codes = [digest("send", "--due", "--json") for _ in range(2)]
        received = [mail.envelope.recipient for mail in box.messages()]

    shown = capsys.readouterr()
    assert (codes, received) == ([Exit.OK, Exit.OK], ["awa@lectrices.example"])
    assert shown.err == f"{ISSUE}: built\n"
    first, second = shown.out.split("\n]\n", 1)
    [sent] = json.loads(f"{first}]")
    assert (sent["issue"], sent["state"], sent["accepted"], sent["targeted"]) == (ISSUE, "sent", 1, 1)
    assert json.loads(second) == []


def test_issue_that_needs_approval_waits_for_it(
    tmp_path: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    open_edition(tmp_path, sqlite_url, approval=Approval.REQUIRED)
    capsys.readouterr()

    codes = [digest("send", "--due") for _ in range(2)]

    waits = f"{ISSUE}: waits for approval, nothing was sent\n"
    assert codes == [Exit.NOT_APPROVED, Exit.NOT_APPROVED]
    assert capsys.readouterr() == ("", f"{ISSUE}: built\n{waits}{waits}")


def test_server_that_is_down_is_named_with_the_issue(
    tmp_path: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    open_edition(tmp_path, sqlite_url, approval=Approval.AUTOMATIC)
    capsys.readouterr()

    assert digest("send", "--due") == Exit.UNAVAILABLE
    built, down = capsys.readouterr().err.splitlines()
    assert built == f"{ISSUE}: built"
    assert down.startswith(f"{ISSUE}: ")
    assert "port 9, cannot be reached" in down


def test_issue_that_nobody_approved_in_time_is_given_up(
    tmp_path: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    due = NOW - timedelta(hours=7)
    open_edition(tmp_path, sqlite_url, approval=Approval.REQUIRED, due=due)
    digest("build", "ouest", "--date", due.date())
    capsys.readouterr()

    assert digest("send", "--due") == Exit.OK
    assert capsys.readouterr().err == f"ouest/{due.date()}: too late, it is not sent any more\n"
