"""Tokens on the command line: shown once, listed without their secret, removed for good."""

import json
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import digest, settle_in, write_page


@pytest.fixture(autouse=True)
def _newsroom(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settle_in(monkeypatch, tmp_path, database_url)
    digest("article", "import", write_page(tmp_path), "--source", "echo")
    capsys.readouterr()


def test_token_is_shown_once_and_then_only_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("token", "add", "our CMS", "--source", "echo") == Exit.OK
    token = capsys.readouterr().out.strip()

    digest("token", "list", "--json")
    listed = capsys.readouterr().out

    assert len(token) >= 43
    assert token not in listed
    [row] = json.loads(listed)
    assert (row["name"], row["source"], row["used_at"]) == ("our CMS", "echo", None)


def test_wrong_names_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("token", "add", "our CMS", "--source", "zou") == Exit.NOT_FOUND
    assert digest("token", "add", "our CMS", "--source", "echo") == Exit.OK
    assert digest("token", "add", "our CMS", "--source", "echo") == Exit.CONFLICT
    assert digest("token", "remove", "our CMS") == Exit.OK
    assert digest("token", "remove", "our CMS") == Exit.NOT_FOUND
    assert "There is no token “our CMS”; “digest token list” shows them all." in capsys.readouterr().err
