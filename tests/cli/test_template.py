"""Themes on the command line, from the first file to an issue that wears it."""

import json
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import digest, settle_in, write_edition


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle_in(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'digest.db'}")
    monkeypatch.setenv("DIGEST_TEMPLATES", str(tmp_path / "mine"))


def test_theme_from_its_first_file_to_an_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("template", "new", "night") == Exit.OK
    table = tmp_path / "mine" / "themes" / "night" / "theme.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace('# page = "#EFE7D9"', 'page = "#010203"'), encoding="utf-8")
    assert digest("template", "eject", "pill", "--theme", "night") == Exit.OK
    assert digest("template", "check") == Exit.OK
    capsys.readouterr()

    assert digest("template", "list", "--json") == Exit.OK
    files = json.loads(capsys.readouterr().out)
    assert {file["name"] for file in files if (file["theme"], file["origin"]) == ("night", "night")} == {
        "parts/opening.mjml.j2",
        "parts/pill.mjml.j2",
    }
    assert digest("template", "preview", "night") == Exit.OK
    assert capsys.readouterr().out.splitlines() == ["preview-night/issue.html", "preview-night/issue.txt"]
    html = (tmp_path / "preview-night" / "issue.html").read_text(encoding="utf-8")
    assert "background-color:#010203" in html
    assert 'src="pictures/' in html
    assert "LA LAGUNE" in (tmp_path / "preview-night" / "issue.txt").read_text(encoding="utf-8")
    assert digest("template", "preview", "night", "--out", "preview-night") == Exit.OK


def test_check_tells_each_mistake_and_ends_with_its_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest("template", "new", "night")
    digest("template", "eject", "pill", "--theme", "night")
    part = tmp_path / "mine" / "themes" / "night" / "parts" / "pill.mjml.j2"
    part.write_text("\n<mj-pil>{{ story.catgory }}</mj-pil>", encoding="utf-8")
    capsys.readouterr()

    assert digest("template", "check", "night") == Exit.FINDINGS
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        f"error: {part}, line 2: there is no “story.catgory”; did you mean “category”.",
        f"error: {part}, line 2: <mj-pil> is not an element of MJML.",
    ]
    assert err == "night: 2 to mend, 0 to look at.\n"
    assert digest("template", "check", "--json") == Exit.FINDINGS
    assert {key: len(found["errors"]) for key, found in json.loads(capsys.readouterr().out).items()} == {
        "default": 0,
        "night": 2,
    }
    assert digest("template", "preview", "night") == Exit.INVALID
    assert digest("template", "check", "noon") == Exit.NOT_FOUND


def test_check_fills_what_it_has_compiled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest("template", "new", "night")
    digest("template", "eject", "subject", "--theme", "night")
    subject = tmp_path / "mine" / "themes" / "night" / "issue" / "subject.txt.j2"
    subject.write_text("{{ number + headline }}", encoding="utf-8")
    capsys.readouterr()

    assert digest("template", "check") == Exit.FINDINGS
    out, err = capsys.readouterr()
    told = "The mail template cannot be filled: unsupported operand type(s) for +: 'int' and 'str'."
    assert out == f"error: theme “night”: {told}\n"
    assert err == "default: 0 to mend, 0 to look at.\nnight: 1 to mend, 0 to look at.\n"


def test_edition_names_a_theme_that_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest("template", "new", "night")
    file = write_edition(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(f'theme = "noon"\n{text}', encoding="utf-8")
    assert digest("edition", "import", file) == Exit.NOT_FOUND
    assert "There is no theme “noon”; “digest template list” shows them all." in capsys.readouterr().err

    file.write_text(f'theme = "night"\n{text}', encoding="utf-8")
    assert digest("edition", "import", file) == Exit.OK
    digest("edition", "export", "ouest")
    assert 'theme = "night"' in capsys.readouterr().out


def test_table_of_templates_is_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest("template", "new", "night")
    capsys.readouterr()

    broken = tmp_path / "mine" / "themes" / "Broken" / "theme.toml"
    broken.parent.mkdir()
    broken.write_text('name = "a"', encoding="utf-8")
    assert digest("template", "list") == Exit.OK
    out, err = capsys.readouterr()
    assert "Broken: “Broken” is not a name for a theme" in err
    rows = [line.split() for line in out.splitlines()]
    assert ["night", "parts/opening.mjml.j2", "night", "shipped"] in [row[:4] for row in rows]
