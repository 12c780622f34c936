"""digest issue: an issue edited from the command line, and its journal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from digest.db.store import Store
from tests import databases
from tests.cli.newsroom_cli import digest, settle_in
from tests.desk.editing import an_issue_on_the_desk, ids, order, the_issue

CRUE, PORT = "Crue du fleuve à Malanville", "Le port de Cotonou accueille un navire-école"
ISSUE = "ouest/2026-03-06"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> Iterator[Store]:
    settle_in(monkeypatch, tmp_path, sqlite_url)
    with databases.opened(sqlite_url) as store:
        yield store


def test_issue_is_edited_and_tells_its_journal(desk: Store, capsys: pytest.CaptureFixture[str]) -> None:
    stories = ids(an_issue_on_the_desk(desk).content)
    options = ("--title", f"{stories[PORT]}=Un navire au port", "--move", f"{stories[PORT]}=Mali:1")

    assert digest("issue", "edit", ISSUE, *options, "--drop", f"{stories[CRUE]}=déjà lu", "--by", "Awa") == Exit.OK
    assert digest("issue", "edit", ISSUE, "--subject", "Le matin", "--by", "Koffi") == Exit.OK
    edited = the_issue(desk).content
    assert CRUE not in ids(edited)
    assert (order(edited)["Mali"][0], edited.subject) == ("Un navire au port", "Le matin")

    assert digest("issue", "edit", ISSUE, "--undo") == Exit.OK
    assert the_issue(desk).content.subject == ""
    assert digest("issue", "edit", ISSUE, "--redo") == Exit.OK
    assert the_issue(desk).content == edited

    capsys.readouterr()
    assert digest("issue", "journal", ISSUE, "--language", "en", "--json") == Exit.OK
    lines = json.loads(capsys.readouterr().out)
    assert [line["by"] for line in lines] == ["Awa", "Awa", "Awa", "Koffi", "command line", "command line"]
    assert lines[0]["sentence"] == f"Awa took out “{CRUE}”: déjà lu"
    assert digest("issue", "journal", ISSUE) == Exit.OK
    assert "Koffi a écrit l’objet" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [(), ("--undo", "--redo"), ("--drop", "première"), ("--move", "1=Mali"), ("--lead", "1", "--undo")],
    ids=repr,
)
def test_options_that_say_nothing_clear_are_refused(desk: Store, options: tuple[str, ...]) -> None:
    before = an_issue_on_the_desk(desk)

    assert digest("issue", "edit", ISSUE, *options) == Exit.USAGE
    assert the_issue(desk) == before
