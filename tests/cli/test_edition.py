"""Editions on the command line: made, changed, shown, and told apart from what is none."""

import json
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import digest, settle_in, write_edition

MADE = (
    "edition", "add", "ouest", "--name", "Afrique de l’Ouest", "--masthead", "La Lagune",
    "--from", "matin@lalagune.example", "--zone", "Africa/Porto-Novo", "--country", "BJ",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)


def test_edition_is_made_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert (digest(*MADE), digest(*MADE)) == (Exit.OK, Exit.CONFLICT)
    assert capsys.readouterr().err == (
        "Edition “ouest” made.\n"
        "digest: There is an edition “ouest” already; change it with: digest edition import FILE\n"
    )


def test_export_and_import_give_the_same_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest("edition", "import", write_edition(tmp_path))
    capsys.readouterr()
    digest("edition", "export", "ouest")
    exported = capsys.readouterr().out
    (tmp_path / "again.toml").write_text(exported, encoding="utf-8")

    assert digest("edition", "import", tmp_path / "again.toml") == Exit.OK
    assert capsys.readouterr().err == "Edition “ouest” changed.\n"
    digest("edition", "export", "ouest")
    assert capsys.readouterr().out == exported


def test_list_and_show_speak_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest("edition", "import", write_edition(tmp_path))
    capsys.readouterr()

    digest("edition", "list", "--json")
    [edition] = json.loads(capsys.readouterr().out)
    digest("edition", "show", "ouest", "--json")
    shown = json.loads(capsys.readouterr().out)

    assert (edition["key"], edition["cadence"]["zone"]) == ("ouest", "Africa/Porto-Novo")
    assert shown["edition"] == edition
    assert [set(issue) for issue in shown["next"]] == [{"date", "closes_at", "due_at"}] * 3


def test_list_and_show_speak_to_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest("edition", "import", write_edition(tmp_path))
    capsys.readouterr()

    digest("edition", "list")
    _, line = capsys.readouterr().out.splitlines()
    digest("edition", "show", "ouest")
    *toml, header, first, _, _ = capsys.readouterr().out.splitlines()

    assert line.split() == [
        "ouest", "Afrique", "de", "l’Ouest", "06:30", "Africa/Porto-Novo",
        "BJ", "BF", "CI", "ML", "NE", "fr", "required",
    ]  # fmt: skip
    assert toml[0] == 'key = "ouest"'
    assert header.split() == ["date", "closes", "due"]
    assert first.split()[2::2] == ["04:30:00+00:00", "05:30:00+00:00"]


def test_empty_list_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("edition", "list") == Exit.OK
    assert capsys.readouterr().err == "No edition yet; make one with: digest edition import FILE\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key = ", "edition.toml is not valid TOML"),
        ('key = "ouest"', "edition.toml is not an edition: name: Field required"),
        ("", "edition.toml is not an edition"),
    ],
)
def test_file_that_is_no_edition_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (tmp_path / "edition.toml").write_text(text)

    assert digest("edition", "import", "edition.toml") == Exit.INVALID
    assert message in capsys.readouterr().err
    digest("edition", "list", "--json")
    assert json.loads(capsys.readouterr().out) == []


def test_zone_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["Afrique/Cotonou" if word == "Africa/Porto-Novo" else word for word in MADE]

    assert digest(*arguments) == Exit.INVALID
    assert "“Afrique/Cotonou” is not a time zone" in capsys.readouterr().err
