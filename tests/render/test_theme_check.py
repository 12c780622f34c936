from pathlib import Path

import pytest

from digest.core.errors import NotFound
from digest.render.theme_check import Checked, check_theme
from digest.render.themes import open_themes
from tests.render.test_themes import theme, write


def told(checked: Checked, root: Path) -> tuple[list[str], list[str]]:
    """Errors and warnings, with files as they are called within `root`."""
    return tuple([words.replace(f"{root}/", "") for words in each] for each in (checked.errors, checked.warnings))


def test_our_theme_is_in_order() -> None:
    assert check_theme(open_themes(None), "default") == Checked(())


def test_check_theme_tells_mistakes_of_every_template(tmp_path: Path) -> None:
    files = {
        "parts/pill.mjml.j2": "{{ a }}\n<mj-foo />",
        "issue/subject.txt.j2": "\n{{ b }",
        "parts/also.txt.j2": "{{ c }}",
    }
    write(tmp_path / "email", **{name.replace("/", "__"): text for name, text in files.items()})

    assert told(check_theme(open_themes(tmp_path), "default"), tmp_path) == (
        [
            "email/parts/pill.mjml.j2, line 1: “a” is nothing that a mail template has.",
            "email/parts/pill.mjml.j2, line 2: <mj-foo> is not an element of MJML.",
            "email/parts/also.txt.j2, line 1: “c” is nothing that a mail template has.",
            "email/issue/subject.txt.j2, line 2: unexpected '}'",
        ],
        [],
    )


def test_check_theme_tells_a_theme_that_cannot_be_read(tmp_path: Path) -> None:
    [error], [] = told(check_theme(theme(tmp_path, "night", "nam = 1"), "night"), tmp_path)

    assert error.startswith("themes/night/theme.toml is not a theme: name: Field required")


def test_check_theme_tells_a_theme_that_extends_none(tmp_path: Path) -> None:
    [error], [] = told(check_theme(theme(tmp_path, "night", 'name = "a"\nextends = "noon"'), "night"), tmp_path)

    assert error.startswith("There is no theme “noon”, which themes/night/theme.toml extends;")


def test_check_theme_warns_of_texts_that_are_hard_to_read(tmp_path: Path) -> None:
    table = 'name = "a"\n[colours]\nquiet = "#AAAAAA"\n[dark]\ngold_text = "#453312"'

    errors, warnings = told(check_theme(theme(tmp_path, "night", table), "night"), tmp_path)

    assert errors == []
    assert warnings == [
        "themes/night/theme.toml: [colours] quiet #AAAAAA on card #FFFFFF has a contrast of 2.3; texts need 4.5.",
        "themes/night/theme.toml: [colours] quiet #AAAAAA on panel #F7EEDD has a contrast of 2.0; texts need 4.5.",
        "themes/night/theme.toml: [dark] gold_text #453312 on gold #453312 has a contrast of 1.0; texts need 4.5.",
    ]


def test_check_theme_warns_of_what_no_template_uses(tmp_path: Path) -> None:
    table = 'name = "a"\n[colours]\nacent = "#A63D1F"'
    themes = theme(tmp_path, "night", table, parts__peel="a")

    assert told(check_theme(themes, "night"), tmp_path) == (
        [],
        [
            "themes/night/theme.toml: no template uses colours.acent; is it misspelt?",
            "themes/night/parts/peel.mjml.j2: no template includes it; is its name misspelt?",
        ],
    )


def test_check_theme_knows_what_there_is() -> None:
    with pytest.raises(NotFound, match="There is no theme “night”"):
        check_theme(open_themes(None), "night")
