from pathlib import Path

import pytest

from digest.core.errors import Conflict, InvalidInput, NotFound
from digest.render.prepare import prepare
from digest.render.theme_check import Checked, check_theme
from digest.render.theme_files import eject, make_theme, template_files
from digest.render.themes import merge_tokens, open_themes
from tests.render.test_themes import write


def test_new_theme_is_ours_until_it_is_changed(tmp_path: Path) -> None:
    own = tmp_path / "mine"

    made = make_theme(own, "night")
    themes = open_themes(own)

    assert [path.relative_to(own).as_posix() for path in made] == [
        "themes/night/theme.toml",
        "themes/night/parts/opening.mjml.j2",
    ]
    assert check_theme(themes, "night") == Checked(())
    assert prepare(themes.library("night")) == prepare(themes.library("default"))


def test_new_theme_shows_every_value_that_can_be_set(tmp_path: Path) -> None:
    lines = make_theme(tmp_path, "noon")[0].read_text(encoding="utf-8").splitlines()
    uncommented = "\n".join(line.removeprefix("# ") for line in lines[3:])
    (tmp_path / "themes" / "noon" / "theme.toml").write_text(uncommented, encoding="utf-8")
    themes = open_themes(tmp_path)

    assert themes.chain("noon")[0].table.tokens == merge_tokens(themes.chain("default"))


@pytest.mark.parametrize("key", ["Night", "../x", "a b", "", "-a"])
def test_new_theme_needs_a_name_that_is_one(tmp_path: Path, key: str) -> None:
    with pytest.raises(InvalidInput, match=f"“{key}” is not a name for a theme"):
        make_theme(tmp_path, key)


def test_new_theme_leaves_what_is_there(tmp_path: Path) -> None:
    make_theme(tmp_path, "night")

    with pytest.raises(Conflict, match="There is a theme “night” already, in "):
        make_theme(tmp_path, "night")


def test_theme_files_need_a_folder() -> None:
    with pytest.raises(InvalidInput, match="set DIGEST_TEMPLATES to a folder"):
        make_theme(None, "night")
    with pytest.raises(InvalidInput, match="set DIGEST_TEMPLATES to a folder"):
        eject(open_themes(None), "lead", theme=None)


def test_template_files_say_where_each_comes_from_and_whose_it_replaces(tmp_path: Path) -> None:
    write(tmp_path / "email" / "parts", **{"pill.mjml.j2": "a", "new.mjml.j2": "a"})
    make_theme(tmp_path, "night")
    write(tmp_path / "themes" / "night" / "parts", **{"pill.mjml.j2": "a"})
    themes = open_themes(tmp_path)

    found = {file.name: (file.origin, file.replaces) for file in template_files(themes, "night")}
    ours = {file.name: (file.origin, file.replaces) for file in template_files(open_themes(None), "default")}

    assert set(ours.values()) == {("shipped", None)}
    assert found == ours | {
        "parts/pill.mjml.j2": ("night", "own"),
        "parts/new.mjml.j2": ("own", None),
        "parts/opening.mjml.j2": ("night", "shipped"),
    }


@pytest.mark.parametrize("part", ["parts/lead.mjml.j2", "lead"])
@pytest.mark.parametrize(("theme", "folder"), [(None, "email"), ("night", "themes/night")])
def test_eject_copies_what_is_shipped(tmp_path: Path, part: str, theme: str | None, folder: str) -> None:
    make_theme(tmp_path, "night")
    themes = open_themes(tmp_path)

    path = eject(themes, part, theme=theme)

    assert path == tmp_path / folder / "parts" / "lead.mjml.j2"
    assert path.read_text(encoding="utf-8") == (
        (open_themes(None).library("default").folders[0] / "parts" / "lead.mjml.j2").read_text(encoding="utf-8")
    )
    with pytest.raises(Conflict, match="exists already; delete it to start from ours again"):
        eject(themes, part, theme=theme)


@pytest.mark.parametrize(
    ("part", "theme", "error", "words"),
    [
        (
            "parts/leed.mjml.j2",
            None,
            NotFound,
            r"no template “parts/leed\.mjml\.j2”; did you mean parts/lead\.mjml\.j2",
        ),
        (
            "also",
            None,
            InvalidInput,
            r"more than one template: parts/also\.mjml\.j2, parts/also\.txt\.j2; name one",
        ),
        ("lead", "noon", NotFound, "You have no theme “noon”; make it: digest template new noon"),
        ("lead", "default", NotFound, "You have no theme “default”"),
    ],
)
def test_eject_says_what_it_cannot_find(
    tmp_path: Path, part: str, theme: str | None, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        eject(open_themes(tmp_path), part, theme=theme)
