"""What editors say of grouping, from the command line."""

import json
from pathlib import Path

import pytest

from digest.cli.app import app
from digest.cli.exits import Exit
from tests.cli.command import run


@pytest.fixture(autouse=True)
def _four_articles(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIGEST_DATABASE_URL", sqlite_url)
    file = tmp_path / "articles.jsonl"
    rows = [
        {"url": f"https://echo.example/{n}", "title": title, "published": "2026-03-05T08:00Z"}
        for n, title in enumerate(("Crue", "Vote", "Port", "Cacao"), 1)
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    assert run(app, "article", "import", file, "--source", "echo") == Exit.OK


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def ties(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, int, str]]:
    capsys.readouterr()
    run(app, "story", "ties", "--json")
    said = json.loads(capsys.readouterr().out)
    return sorted((each["verdict"], each["first_id"], each["second_id"], each["by"]) for each in said)


def test_same_ties_articles_by_id_or_address(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    assert run(app, "story", "same", "3", "https://echo.example/1", "2", "--by", "Awa") == Exit.OK

    assert told(capsys) == "One story: “Port” (3), “Crue” (1), “Vote” (2).\n"
    assert ties(capsys) == [("same", 1, 2, "Awa"), ("same", 1, 3, "Awa"), ("same", 2, 3, "Awa")]


def test_apart_and_untie_say_it_and_take_it_back(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    assert run(app, "story", "apart", "2", "1") == Exit.OK
    assert told(capsys) == "Not one story: “Vote” (2), “Crue” (1).\n"
    assert ties(capsys) == [("apart", 1, 2, "command line")]

    assert run(app, "story", "untie", "1", "2") == Exit.OK
    assert told(capsys) == "Their words decide again: “Crue” (1), “Vote” (2).\n"
    assert ties(capsys) == []


def test_ties_are_shown_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "story", "apart", "1", "2", "--by", "Awa")
    capsys.readouterr()

    assert run(app, "story", "ties") == Exit.OK

    header, line = capsys.readouterr().out.splitlines()
    assert header.split() == ["verdict", "first", "second", "by", "at"]
    assert line.split()[:6] == ["apart", "1", "Crue", "2", "Vote", "Awa"]


def test_ties_of_nobody_say_how_to_tie(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    assert run(app, "story", "ties") == Exit.OK

    assert told(capsys) == "Nobody has tied any articles; “digest story same” and “digest story apart” do.\n"


def test_contradiction_is_refused_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "story", "apart", "1", "3")
    run(app, "story", "same", "1", "2")
    before = ties(capsys)

    assert run(app, "story", "same", "2", "3") != Exit.OK

    assert "take that back first: digest story untie 1 3" in told(capsys)
    assert ties(capsys) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("same", "1", "1"), "These are one article"),
        (("same", "1", "99"), "There is no article “99”"),
        (("untie", "1", "2"), "Nobody has tied articles 1 and 2"),
    ],
)
def test_what_cannot_be_tied_is_said(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    capsys.readouterr()

    assert run(app, "story", *words) != Exit.OK

    assert sentence in told(capsys)
    assert ties(capsys) == []
