"""Themes: folders with a theme.toml, whose values go into the templates, and with parts instead of ours."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from digest.core.edition import DEFAULT_THEME
from digest.core.errors import InvalidInput, NotFound
from digest.render.templates import Library, shipped_templates

THEME_FILE = "theme.toml"
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOKEN = re.compile(r"[a-z][a-z0-9_]*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SIZE = re.compile(r"\d{1,3}(\.\d{1,2})?px")
_FONT = re.compile(r"[\w\s,'-]{1,200}")


def _token(name: str) -> str:
    if not _TOKEN.fullmatch(name):
        raise ValueError(f"“{name}” is no name for it; use a-z, 0-9 and _")
    return name


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise ValueError(f"“{value}” is not a colour such as #1F1A15")
    return value


def _size(value: str) -> str:
    if not _SIZE.fullmatch(value):
        raise ValueError(f"“{value}” is not a size such as 16px")
    return value


def _font(value: str) -> str:
    if not _FONT.fullmatch(value):
        raise ValueError(f"“{value}” is not a list of fonts such as Georgia, 'Times New Roman', serif")
    return value


Token = Annotated[str, AfterValidator(_token)]
Colours = dict[Token, Annotated[str, AfterValidator(_colour)]]


class ThemeTable(BaseModel):
    """What stands in a theme.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    extends: str = DEFAULT_THEME
    colours: Colours = {}
    dark: Colours = {}
    fonts: dict[Token, Annotated[str, AfterValidator(_font)]] = {}
    sizes: dict[Token, Annotated[str, AfterValidator(_size)]] = {}

    @property
    def tokens(self) -> dict[str, str]:
        """Its values by their names in templates, as in "colours.card"."""
        tables = {"colours": self.colours, "dark": self.dark, "fonts": self.fonts, "sizes": self.sizes}
        return {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Theme:
    """One folder of a theme."""

    key: str
    folder: Path
    table: ThemeTable

    @property
    def file(self) -> Path:
        """Its theme.toml."""
        return self.folder / THEME_FILE


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes that there are: the operator's, then those that are shipped."""

    own: Path | None
    """The operator's folder of templates."""

    @property
    def roots(self) -> tuple[Path, ...]:
        """Folders that hold folders of themes; the first that has one wins."""
        return tuple(folder / "themes" for folder in (self.own, shipped_templates()) if folder)

    def names(self) -> list[str]:
        """What the themes are called."""
        files = (file for root in self.roots for file in root.glob(f"*/{THEME_FILE}"))
        return sorted({file.parent.name for file in files})

    def chain(self, key: str) -> tuple[Theme, ...]:
        """The theme `key`, the one that it extends, and so on; the shipped default is the last.

        Raises NotFound for one that does not exist, InvalidInput for one that cannot be used.
        """
        found: list[Theme] = []
        while theme := self._next(key, found):
            found.append(theme)
            key = theme.table.extends
        return tuple(found)

    def _next(self, key: str, found: list[Theme]) -> Theme | None:
        check_key(key)
        taken = {theme.folder for theme in found}
        for root in self.roots:
            if (root / key / THEME_FILE).is_file() and root / key not in taken:
                return Theme(key, root / key, _read(root / key / THEME_FILE))
        if found and found[-1].key == key == DEFAULT_THEME:
            return None
        if key in {theme.key for theme in found}:
            raise InvalidInput(f"{found[-1].file}: the theme extends itself; change “extends”.")
        asked = f", which {found[-1].file} extends" if found else ""
        raise NotFound(f"There is no theme “{key}”{asked}; “digest template list” shows them all.")

    def library(self, key: str) -> Library:
        """The templates of the theme `key`: its own, those of the themes that it extends, the operator's, ours."""
        chain = self.chain(key)
        folders = [theme.folder for theme in chain if _has_parts(theme)]
        bases = [folder / "email" for folder in (self.own, shipped_templates()) if folder]
        return Library((*folders, *(base for base in bases if base.is_dir())), merge_tokens(chain))


def open_themes(own: Path | None) -> Themes:
    """The themes of an operator whose folder of templates is `own`, and those that are shipped."""
    if own is not None and not own.is_dir():
        raise InvalidInput(f"The folder of templates {own} does not exist; set DIGEST_TEMPLATES to one that does.")
    return Themes(own)


def check_key(key: str) -> None:
    """Raise InvalidInput unless `key` can be the name of a theme, and of its folder."""
    if not _KEY.fullmatch(key):
        raise InvalidInput(f"“{key}” is not a name for a theme; it is made of a-z, 0-9 and single hyphens.")


def merge_tokens(chain: tuple[Theme, ...]) -> Mapping[str, str]:
    """The values of a theme: its own, and else those of the theme that it extends."""
    return {name: value for theme in reversed(chain) for name, value in theme.table.tokens.items()}


def _has_parts(theme: Theme) -> bool:
    return any(theme.folder.glob("*/*.j2"))


def _read(path: Path) -> ThemeTable:
    try:
        return ThemeTable.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"{path} is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise InvalidInput(f"{path} is not a theme: {'; '.join(_problems(error))}.") from error
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 text; save it as UTF-8.") from error


def _problems(error: ValidationError) -> Iterator[str]:
    for each in error.errors(include_url=False):
        yield f"{'.'.join(map(str, each['loc']))}: {each['msg'].removeprefix('Value error, ')}"
