"""The deliveries of an issue add up to everybody whom it was planned for, or somebody is told."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from digest.cli.exits import Exit
from tests import databases
from tests.cli.newsroom_cli import digest, settle_in
from tests.db.given import a_planned_issue_in


def test_status_adds_up_or_says_that_it_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], sqlite_url: str
) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)
    with databases.opened(sqlite_url) as store:
        issue = a_planned_issue_in(store, readers=3)
        name = f"{issue.edition}/{issue.date}"
        assert digest("issue", "status", name, "--json") == Exit.OK
        sound = json.loads(capsys.readouterr().out)
        with store.writing() as session:
            session.execute(text("UPDATE delivery SET state = 'lost', due_at = NULL WHERE id = 1"))
        assert digest("issue", "status", name) == Exit.CONFLICT

    assert (sound["queued"], sound["planned"], sound["adds_up"]) == (3, 3, True)
    assert "add up to 2, not to 3" in capsys.readouterr().err
