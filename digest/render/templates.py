"""Templates: where their files are found, and how a file and its parts become one text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from digest.core.errors import InvalidInput, InvalidTemplate
from digest.render.source import Source, Stretch

_PACKAGE = Path(__file__).parents[1]
INCLUDE = re.compile(r"""\{%[-+]?\s*include\s+(?:"([^"]+)"|'([^']+)')\s*[-+]?%\}""")
THEME_VALUE = re.compile(r"\{\{-?\s*theme\.([\w.]+)\s*-?\}\}")
_LONGEST = 200_000
"""Characters of a template with all of its parts: ten times ours."""


@dataclass(frozen=True, slots=True)
class Library:
    """Folders that hold templates; the first that has a file wins."""

    folders: tuple[Path, ...]
    tokens: Mapping[str, str] = field(default_factory=dict)
    """What `{{ theme.… }}` stands for: known before anything is compiled, it is put in as text."""

    @property
    def is_shipped(self) -> bool:
        """Whether nobody else wrote any of it."""
        return all(folder.is_relative_to(shipped_templates()) for folder in self.folders)

    def read(self, name: str, environment: Environment) -> Source:
        """The template `name` with its parts in their places.

        Parts are put in as text, because MJML is compiled before Jinja runs. Each file has to be
        whole by itself, so that InvalidTemplate can name the file and the line of a mistake.
        """
        stretches: list[Stretch] = []
        length = 0
        for stretch in self._read(name, environment, within=()):
            length += len(stretch.text)
            if length > _LONGEST:
                raise InvalidInput(f"The template {name} grows beyond {_LONGEST:,} characters with its parts.")
            stretches.append(stretch)
        return Source(name, tuple(stretches))

    def _read(self, name: str, environment: Environment, *, within: tuple[str, ...]) -> Iterator[Stretch]:
        if name in within:
            raise InvalidInput(f"The template {name} includes itself, by way of {' and '.join(within)}.")
        path = self.find(name, within)
        text = self._fill(_read_file(path), path)
        _check_syntax(text, path, environment)
        end = len(text) if within else len(text) + 1
        text = f"{text}\n"
        position = len(text) - len(text.lstrip("\n"))
        for match in INCLUDE.finditer(text):
            yield _stretch(path, text, position, match.start())
            yield from self._read(match[1] or match[2], environment, within=(*within, name))
            position = match.end()
        yield _stretch(path, text, position, end)

    def _fill(self, text: str, path: Path) -> str:
        """`text` with the values of the theme."""

        def value(match: re.Match[str]) -> str:
            if match[1] not in self.tokens:
                line = 1 + text.count("\n", 0, match.start())
                near = get_close_matches(match[1], self.tokens, n=1)
                hint = f"; did you mean “{near[0]}”" if near else ""
                raise InvalidTemplate(f"{path}, line {line}: the theme has no “{match[1]}”{hint}.")
            return self.tokens[match[1]]

        return THEME_VALUE.sub(value, text)

    def find(self, name: str, within: tuple[str, ...] = ()) -> Path:
        """The file called `name`; `within` are the templates that include it, the innermost last."""
        for folder in self.folders:
            path = folder / name
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        needed = f", which {within[-1]} includes," if within else ""
        raise InvalidInput(f"The template {name}{needed} is in none of {', '.join(map(str, self.folders))}.")


def _read_file(path: Path) -> str:
    """The text of a file, without empty lines at its end."""
    try:
        return path.read_text(encoding="utf-8").rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The template {path} cannot be read: {error}.") from error


@lru_cache(maxsize=128)  # a part is in several places of a mail, and seldom changes from one preview to the next
def _check_syntax(text: str, path: Path, environment: Environment) -> None:
    """Whether a file is whole by itself."""
    try:
        environment.parse(text)
        environment.parse(f"{text}\n.")  # at the very end, Jinja lets an open raw pass
    except TemplateSyntaxError as error:
        line = min(error.lineno, 1 + text.count("\n"))
        raise InvalidTemplate(f"{path}, line {line}: {error.message}") from error
    except (ValueError, RecursionError) as error:  # a number or a nesting without measure
        raise InvalidTemplate(f"{path}: Jinja cannot read it, {error}; make it simpler.") from error


def _stretch(path: Path, text: str, start: int, end: int) -> Stretch:
    return Stretch(text[start:end], str(path), 1 + text.count("\n", 0, start))


def shipped_templates() -> Path:
    """The folder of the templates that are shipped: in a wheel, or in a checkout."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parent / "templates"
