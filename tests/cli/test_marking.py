"""Marks from the command line: given, shown, kept, taken back."""

import json
from pathlib import Path

import pytest

from digest.cli.app import app
from digest.cli.exits import Exit
from tests.cli.command import run


def put_in(folder: Path, body: str) -> None:
    path = folder / "articles.jsonl"
    row = {
        "url": "https://echo.example/1",
        "title": "Bénin : crue",
        "body": body,
        "published": "2026-03-05T08:00Z",
    }
    path.write_text(json.dumps(row))
    assert run(app, "article", "import", path, "--source", "echo") == Exit.OK


@pytest.fixture(autouse=True)
def _an_article(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIGEST_DATABASE_URL", sqlite_url)
    put_in(tmp_path, "Le fleuve monte.")


def listed_mark(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    run(app, "article", "list", "--days", 36500, "--json")
    (article,) = json.loads(capsys.readouterr().out)
    return str(article["mark"])


@pytest.mark.parametrize("reference", ["1", "https://echo.example/1"])
def test_mark_is_given_and_shown(capsys: pytest.CaptureFixture[str], reference: str) -> None:
    assert listed_mark(capsys) == "normal"

    assert run(app, "article", "mark", reference, "top", "--by", "Awa") == Exit.OK

    assert capsys.readouterr().err == "“Bénin : crue” is marked top.\n"
    assert listed_mark(capsys) == "top"
    run(app, "article", "show", "1")
    assert "mark        top, by Awa" in capsys.readouterr().out.splitlines()


def test_mark_outlives_a_new_version_of_the_article(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(app, "article", "mark", "1", "low")

    put_in(tmp_path, "Le fleuve descend.")

    assert listed_mark(capsys) == "low"
    run(app, "article", "show", "1")
    shown = capsys.readouterr().out.splitlines()
    assert "versions    2" in shown
    assert "mark        low, by command line" in shown


def test_mark_is_taken_back_by_normal(capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "article", "mark", "1", "important")
    run(app, "article", "mark", "1", "normal", "--by", "Awa")

    assert listed_mark(capsys) == "normal"
    run(app, "article", "show", "1")
    assert "Awa" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["1", "urgent"],
            Exit.INVALID,
            "digest: “urgent” is not a mark; choose from top, important, normal, low.",
        ),
        (["2", "top"], Exit.NOT_FOUND, "digest: There is no article “2”; “digest article list” shows ids"),
    ],
)
def test_mark_that_cannot_be_given_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: Exit, words: str
) -> None:
    assert run(app, "article", "mark", *arguments) == code
    assert capsys.readouterr().err.startswith(words)
