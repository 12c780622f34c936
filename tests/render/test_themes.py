from pathlib import Path

import pytest

from digest.core.errors import InvalidInput, InvalidTemplate, NotFound
from digest.render.environment import html_environment
from digest.render.prepare import prepare
from digest.render.themes import Themes, merge_tokens, open_themes


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def theme(root: Path, key: str, table: str, **parts: str) -> Themes:
    write(
        root / "themes" / key, **{"theme.toml": table} | {f"{name}.mjml.j2": text for name, text in parts.items()}
    )
    return open_themes(root)


def test_themes_know_the_operators_and_ours(tmp_path: Path) -> None:
    assert theme(tmp_path, "night", 'name = "Nuit"').names() == ["default", "night"]
    assert open_themes(None).names() == ["default"]


def test_theme_has_its_own_values_and_else_those_that_it_extends(tmp_path: Path) -> None:
    theme(tmp_path, "night", 'name = "Nuit"\n[colours]\ncard = "#010203"\nink = "#FFFFFF"')
    themes = theme(
        tmp_path, "noon", 'name = "Midi"\nextends = "night"\n[colours]\nink = "#EEEEEE"\nsun = "#FFCC00"'
    )
    ours = merge_tokens(open_themes(None).chain("default"))

    assert merge_tokens(themes.chain("noon")) == ours | {
        "colours.card": "#010203",
        "colours.ink": "#EEEEEE",
        "colours.sun": "#FFCC00",
    }


def test_theme_of_an_operator_may_stand_for_ours(tmp_path: Path) -> None:
    themes = theme(tmp_path, "default", 'name = "La nôtre"\n[sizes]\ntext = "17px"')

    assert [each.table.name for each in themes.chain("default")] == ["La nôtre", "As shipped"]
    assert "font-size:17px" in prepare(themes.library("default")).html


def test_library_looks_in_the_theme_then_in_the_operators_folder_then_among_ours(tmp_path: Path) -> None:
    write(tmp_path / "email", **{"parts__a.j2": "operator", "parts__b.j2": "operator"})
    theme(tmp_path, "night", 'name = "Nuit"', parts__pill="night")
    themes = theme(tmp_path, "noon", 'name = "Midi"\nextends = "night"')
    write(tmp_path / "themes" / "noon", **{"parts__a.j2": "theme"})
    library = themes.library("noon")

    def text(name: str) -> str:
        return library.read(name, html_environment()).text.strip()

    assert [text(f"parts/{name}") for name in ("a.j2", "b.j2", "pill.mjml.j2")] == ["theme", "operator", "night"]
    assert text("parts/follows.mjml.j2").startswith("{% if story.follows %}")


def test_library_is_shipped_unless_an_operator_wrote_some_of_it(tmp_path: Path) -> None:
    themes = theme(tmp_path, "night", 'name = "Nuit"', parts__pill="night")

    assert [themes.library(key).is_shipped for key in ("default", "night")] == [True, False]
    write(tmp_path / "email" / "parts", **{"pill.mjml.j2": "operator"})
    assert not themes.library("default").is_shipped


def test_values_of_a_theme_reach_what_is_computed_and_what_is_not(tmp_path: Path) -> None:
    table = 'name = "Nuit"\n[sizes]\ntext = "19px"\n[colours]\npage = "#010203"\n[dark]\npage = "#040506"'
    html = prepare(theme(tmp_path, "night", table).library("night")).html

    assert "font-size:19px" in html
    assert "background-color:#010203" in html
    assert ".page{background:#040506!important}" in html


def test_library_names_the_place_of_a_value_that_the_theme_lacks(tmp_path: Path) -> None:
    themes = theme(tmp_path, "night", 'name = "Nuit"', parts__pill="\n\n{{ theme.colours.crad }}")

    with pytest.raises(
        InvalidTemplate,
        match=r"night/parts/pill\.mjml\.j2, line 3: the theme has no “colours\.crad”; did you mean",
    ):
        prepare(themes.library("night"))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("name = ", r"night/theme\.toml is not valid TOML"),
        ("", "is not a theme: name: Field required"),
        ('name = "a"\ncolors = {}', "is not a theme: colors: Extra inputs are not permitted"),
        ('name = "a"\n[colours]\nink = "red"', "colours.ink: “red” is not a colour such as #1F1A15"),
        ('name = "a"\n[dark]\nink = "#fff"', "dark.ink: “#fff” is not a colour such as #1F1A15"),
        ('name = "a"\n[colours]\n"i-nk" = "#ffffff"', "“i-nk” is no name for it"),
        ('name = "a"\n[sizes]\ntext = "1em"', "sizes.text: “1em” is not a size such as 16px"),
        ('name = "a"\n[fonts]\ntext = "x; } body {"', "fonts.text: “x; } body {” is not a list of fonts"),
        ('name = "a"\nextends = "night"', "night/theme.toml: the theme extends itself; change “extends”."),
    ],
)
def test_theme_that_cannot_be_used_says_why(tmp_path: Path, table: str, words: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        theme(tmp_path, "night", table).chain("night")

    assert words.replace("\\", "") in str(raised.value)


def test_themes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    theme(tmp_path, "night", 'name = "Nuit"\nextends = "noon"')

    with pytest.raises(InvalidInput, match=r"noon/theme\.toml: the theme extends itself"):
        theme(tmp_path, "noon", 'name = "Midi"\nextends = "night"').chain("night")


def test_theme_that_does_not_exist_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no theme “nowhere”; “digest template list” shows them all"):
        open_themes(tmp_path).chain("nowhere")


@pytest.mark.parametrize("key", ["../email", "", "Night"])
def test_theme_needs_a_name_that_is_one(tmp_path: Path, key: str) -> None:
    with pytest.raises(InvalidInput, match=f"“{key}” is not a name for a theme"):
        theme(tmp_path, key or "x", 'name = "a"').chain(key)


def test_theme_says_which_one_extends_what_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no theme “noon”, which .*night/theme\.toml extends"):
        theme(tmp_path, "night", 'name = "Nuit"\nextends = "noon"').chain("night")
