"""Theme files: which file every theme takes each template from, and how an operator gets files of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from digest.core.edition import DEFAULT_THEME
from digest.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from digest.render.templates import Library, shipped_templates
from digest.render.themes import THEME_FILE, Themes, check_key, open_themes

_EXAMPLE = "parts/opening.mjml.j2"
_ABOUT_EXAMPLE = """\
{# The greeting and the list on top, as they are shipped. Change them here, or delete this file.
   Other parts: digest template eject PART --theme THEME. All files: digest template list.
   Jinja prints, loops and tests for presence; values of theme.toml are {{ theme.colours.ink }} and the like. #}
"""
_ABOUT_TABLE = """\
# A theme: values that go into the templates, and parts that stand in for those that are shipped.
# What is not set here comes from the theme that this one extends. Colours have six digits, sizes are in px.
# An edition names its theme: theme = "{key}". Look at it: digest template preview {key}
name = "{key}"
extends = "default"
"""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """Where one template of a theme comes from."""

    theme: str
    name: str
    path: Path
    origin: str
    """The theme that has it, "own" for the operator's folder, or "shipped"."""
    replaces: str | None
    """Whose file of that name stands behind it."""


def template_files(themes: Themes, key: str) -> Iterator[TemplateFile]:
    """Every template of the theme `key`, by name."""
    library = themes.library(key)
    for name in _names(library):
        holders = [folder for folder in library.folders if (folder / name).is_file()]
        origins = [_origin(folder) for folder in holders]
        yield TemplateFile(key, name, holders[0] / name, origins[0], origins[1] if origins[1:] else None)


def make_theme(own: Path | None, key: str) -> tuple[Path, ...]:
    """A new theme in the operator's folder, made if need be: its theme.toml and one part, with comments."""
    if own is None:
        raise InvalidInput("Say where your templates are first: set DIGEST_TEMPLATES to a folder.")
    check_key(key)
    folder = own / "themes" / key
    if folder.exists():
        raise Conflict(f"There is a theme “{key}” already, in {folder}.")
    ours = open_themes(None).chain(DEFAULT_THEME)[0].file.read_text(encoding="utf-8")
    part = (shipped_templates() / "email" / _EXAMPLE).read_text(encoding="utf-8")
    table = _ABOUT_TABLE.format(key=key) + _commented(ours.partition("\n")[2])
    return _write({folder / THEME_FILE: table, folder / _EXAMPLE: _ABOUT_EXAMPLE + part})


def eject(themes: Themes, part: str, *, theme: str | None) -> Path:
    """Copy a shipped template into the operator's folder, or into their theme `theme`.

    `part` is its name, as in "parts/lead.mjml.j2", or the beginning of the last piece of it: "lead".
    """
    if themes.own is None:
        raise InvalidInput("Say where your templates are first: set DIGEST_TEMPLATES to a folder.")
    target = themes.own / "themes" / theme if theme else themes.own / "email"
    if theme and not (target / THEME_FILE).is_file():
        raise NotFound(f"You have no theme “{theme}”; make it: digest template new {theme}")
    shipped = shipped_templates() / "email"
    name = _find(part, _names(Library((shipped,))))
    if (target / name).exists():
        raise Conflict(f"{target / name} exists already; delete it to start from ours again.")
    return _write({target / name: (shipped / name).read_text(encoding="utf-8")})[0]


def _names(library: Library) -> list[str]:
    found = (
        path.relative_to(folder) for folder in library.folders for path in folder.rglob("*.j2") if path.is_file()
    )
    return sorted({path.as_posix() for path in found})


def _origin(folder: Path) -> str:
    if folder.parent.name == "themes":
        return folder.name
    return "shipped" if folder.is_relative_to(shipped_templates()) else "own"


def _find(part: str, names: list[str]) -> str:
    found = [name for name in names if name == part] or [
        name for name in names if name.rpartition("/")[2].partition(".")[0] == part
    ]
    if len(found) > 1:
        raise InvalidInput(f"“{part}” is more than one template: {', '.join(found)}; name one of them.")
    if not found:
        near = get_close_matches(part, names, n=1, cutoff=0.4)
        hint = f"; did you mean {near[0]}" if near else ""
        raise NotFound(f"There is no template “{part}”{hint}. “digest template list” shows them all.")
    return found[0]


def _commented(table: str) -> str:
    """A theme.toml whose values are comments, so that they stay those of the theme that it extends."""
    return re.sub(r"^(?=\w)", "# ", table, flags=re.M)


def _write(files: dict[Path, str]) -> tuple[Path, ...]:
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unavailable(f"{error.filename} cannot be written: {error.strerror}.") from error
    return tuple(files)
