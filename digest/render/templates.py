"""Templates: where their files are found, and how a file and its parts become one text."""

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from digest.core.errors import InvalidInput

_PACKAGE = Path(__file__).parents[1]
_INCLUDE = re.compile(r'\{%\s*include\s+"([^"]+)"\s*%\}')


@dataclass(frozen=True, slots=True)
class Library:
    """Folders that hold templates; the first that has a file wins."""

    folders: tuple[Path, ...]

    def read(self, name: str, environment: Environment) -> str:
        """The template `name` with its parts in their places.

        Parts are put in as text, because MJML is compiled before Jinja runs. Each file has to be
        whole by itself, so that InvalidInput can name the file and the line of a mistake.
        """
        return self._read(name, environment, within=())

    def _read(self, name: str, environment: Environment, *, within: tuple[str, ...]) -> str:
        if name in within:
            raise InvalidInput(f"The template {name} includes itself, by way of {' and '.join(within)}.")
        path = self._find(name, within)
        try:
            source = path.read_text(encoding="utf-8").strip("\n") + "\n"
            environment.parse(source)
        except TemplateSyntaxError as error:
            raise InvalidInput(f"{path}, line {error.lineno}: {error.message}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput(f"The template {path} cannot be read: {error}.") from error

        def part(match: re.Match[str]) -> str:
            return self._read(match[1], environment, within=(*within, name)).removesuffix("\n")

        return _INCLUDE.sub(part, source)

    def _find(self, name: str, within: tuple[str, ...]) -> Path:
        candidates = [folder / name for folder in self.folders]
        for path in candidates:
            if ".." not in path.parts and path.is_file():
                return path
        needed = f", which {within[-1]} includes," if within else ""
        raise InvalidInput(f"The template {name}{needed} is in none of {', '.join(map(str, self.folders))}.")


def open_library(own: Path | None) -> Library:
    """The mail templates: the operator's `own` folder, then those that are shipped."""
    if own is not None and not own.is_dir():
        raise InvalidInput(f"The folder of templates {own} does not exist; set DIGEST_TEMPLATES to one that does.")
    packed = _PACKAGE / "templates"
    shipped = packed if packed.is_dir() else _PACKAGE.parent / "templates"  # a wheel, or a checkout
    return Library(tuple(folder / "email" for folder in (own, shipped) if folder))
