"""All that is known about one article, on one screen."""

import json
from pathlib import Path

import pytest

from digest.cli.app import app
from digest.cli.exits import Exit
from tests.cli.command import run


@pytest.fixture(autouse=True)
def _an_article_that_changed(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIGEST_DATABASE_URL", sqlite_url)
    path = tmp_path / "articles.jsonl"
    for body in (
        "Le fleuve monte.\n\nDeux villages sont isolés.",
        "Le fleuve monte.\n\nTrois villages sont isolés.",
    ):
        row = {
            "url": "https://echo.example/1",
            "title": "Bénin : crue",
            "body": body,
            "published": "2026-03-05T08:00Z",
        }
        path.write_text(json.dumps(row))
        assert run(app, "article", "import", path, "--source", "echo") == Exit.OK


@pytest.mark.parametrize("reference", ["1", "https://echo.example/1", "http://echo.example/1?utm_source=rss"])
def test_show_tells_why_and_what_changed(capsys: pytest.CaptureFixture[str], reference: str) -> None:
    assert run(app, "article", "show", reference) == Exit.OK

    told = capsys.readouterr().out.splitlines()
    assert told[:4] == [
        "Bénin : crue",
        "id          1",
        "address     https://echo.example/1",
        "source      echo (echo)",
    ]
    assert "why         BJ: title prefix “Bénin”" in told
    assert told[-2:] == ["-Deux villages sont isolés.", "+Trois villages sont isolés."]


def test_show_as_json_holds_the_earlier_version(capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "article", "show", "1", "--json")

    told = json.loads(capsys.readouterr().out)
    assert (told["revision"], told["copies"]) == (2, [])
    assert [was["body"] for was in told["earlier"]] == ["Le fleuve monte.\n\nDeux villages sont isolés."]


@pytest.mark.parametrize("reference", ["2", "99999999999999999999", "https://echo.example/2", "crue"])
def test_show_of_what_is_not_there_says_where_to_look(capsys: pytest.CaptureFixture[str], reference: str) -> None:
    assert run(app, "article", "show", reference) == Exit.NOT_FOUND
    assert f"There is no article “{reference}”; “digest article list” shows" in capsys.readouterr().err
