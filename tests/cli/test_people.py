"""Subscribers and editors on the command line."""

import io
import json
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from digest.db.store import open_store
from digest.desk.editors import sign_in
from tests.cli.newsroom_cli import digest, settle_in, write_edition


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)


@pytest.fixture(autouse=True)
def _edition(tmp_path: Path, _newsroom: None, capsys: pytest.CaptureFixture[str]) -> None:
    digest("edition", "import", write_edition(tmp_path))
    capsys.readouterr()


def test_one_person_is_subscribed_once(capsys: pytest.CaptureFixture[str]) -> None:
    person = ("subscriber", "add", "ouest", "awa@lectrices.example", "--countries", "BJ,CI", "--format", "text")

    assert (digest(*person), digest(*person)) == (Exit.OK, Exit.OK)
    assert capsys.readouterr().err == (
        "awa@lectrices.example: subscribed.\nawa@lectrices.example: subscribed already, nothing changed.\n"
    )
    digest("subscriber", "list", "ouest", "--json")
    assert json.loads(capsys.readouterr().out) == [
        {
            "email": "awa@lectrices.example",
            "name": "",
            "state": "active",
            "countries": "BJ CI",
            "categories": "",
            "format": "text",
        }
    ]


def test_lists_speak_to_people(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("douze palmiers au bord de l’eau\n"))
    digest("editor", "add", "koffi@lalagune.example", "--name", "Koffi", "--password-stdin")
    digest("subscriber", "add", "ouest", "awa@lectrices.example", "--countries", "BJ")
    capsys.readouterr()

    digest("editor", "list")
    digest("subscriber", "list", "ouest")

    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["email", "name", "role", "editions"],
        ["koffi@lalagune.example", "Koffi", "owner", "all"],
        ["email", "name", "state", "countries", "categories", "format"],
        ["awa@lectrices.example", "active", "BJ", "full"],
    ]


def test_import_names_broken_rows_and_keeps_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.csv").write_text("email,countries\nnobody,\nawa@lectrices.example,BJ\n")

    assert digest("subscriber", "import", "ouest", "people.csv", "--json") == Exit.PARTIAL
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"added": 1, "known": 0, "gone": 0, "broken": 1}
    assert shown.err.startswith("people.csv, line 2: “nobody” is not an e-mail address")


def test_import_of_which_nothing_can_be_used_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text("email\nnobody\n")

    assert digest("subscriber", "import", "ouest", "people.csv") == Exit.INVALID
    assert "digest: No row of people.csv could be used." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("no address",), "is not an e-mail address"),
        (("awa@lectrices.example", "--countries", "Bénin"), "is not a country code"),
        (("awa@lectrices.example", "--format", "pdf"), "is not a format; choose from full, light, text"),
    ],
)
def test_wrong_choice_is_named(wrong: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("subscriber", "add", "ouest", *wrong) == Exit.INVALID
    assert message in capsys.readouterr().err


def test_editor_is_made_with_a_password_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("douze palmiers au bord de l’eau\n"))

    assert digest("editor", "add", "Awa@LaLagune.example", "--name", "Awa", "--password-stdin") == Exit.OK
    assert capsys.readouterr().err == "Awa can sign in as awa@lalagune.example, owner.\n"
    store = open_store(sqlite_url)
    try:
        assert sign_in(store, "Awa@LaLagune.example", "douze palmiers au bord de l’eau")
    finally:
        store.close()
    digest("editor", "list", "--json")
    assert json.loads(capsys.readouterr().out) == [
        {"email": "awa@lalagune.example", "name": "Awa", "role": "owner", "editions": []}
    ]


def test_short_password_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("palmier\n"))

    assert digest("editor", "add", "awa@lalagune.example", "--name", "Awa", "--password-stdin") == Exit.INVALID
    assert "A password has 12 to 128 characters" in capsys.readouterr().err
