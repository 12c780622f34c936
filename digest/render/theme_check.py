"""Theme check: all that is wrong with a theme, and what may be."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.core.errors import InvalidInput, InvalidTemplate, NotFound
from digest.render.apart import prepare_apart
from digest.render.preflight.colours import contrast, read_colour
from digest.render.prepare import HTML, SUBJECT, TEXT, prepare
from digest.render.templates import INCLUDE, THEME_VALUE
from digest.render.theme_files import TemplateFile, template_files
from digest.render.themes import Theme, Themes, merge_tokens

_LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""
_TONES = ("red", "blue", "green", "gold")
_PAIRS = (
    *((text, "card") for text in ("ink", "text", "quiet", "accent")),
    *((text, "panel") for text in ("ink", "text", "number", "quiet")),
    *((text, "page") for text in ("text", "small")),
    ("on_accent", "accent"),
    *((f"{tone}_text", tone) for tone in _TONES),
)
"""Which text stands on which ground."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a theme."""

    errors: tuple[str, ...]
    """It cannot be used before they are mended."""
    warnings: tuple[str, ...] = ()


def check_theme(themes: Themes, key: str) -> Checked:
    """Compile all that the theme `key` has and look at its values; NotFound if there is no such theme."""
    try:
        chain, library = themes.chain(key), themes.library(key)
        warnings = (*_dim(chain), *_idle(chain[0], tuple(template_files(themes, key))))
    except InvalidInput as error:
        return Checked((str(error),))
    except NotFound as error:
        if key not in themes.names():
            raise
        return Checked((str(error),))  # it extends one that there is not
    try:
        prepare(library) if library.is_shipped else prepare_apart(library)
    except InvalidTemplate as error:
        return Checked(error.args, warnings)
    except InvalidInput as error:
        return Checked((str(error),), warnings)
    return Checked((), warnings)


def _dim(chain: tuple[Theme, ...]) -> Iterator[str]:
    tokens = merge_tokens(chain)
    for table in ("colours", "dark"):
        for text, ground in _PAIRS:
            colours = [tokens[f"{table}.{name}"] for name in (text, ground)]
            front, back = (read_colour(colour.lower()) for colour in colours)
            if front and back and (ratio := contrast(front, back)) < _LEAST_CONTRAST:
                pair = f"{text} {colours[0]} on {ground} {colours[1]}"
                yield f"{chain[0].file}: [{table}] {pair} has a contrast of {ratio:.1f}; texts need 4.5."


def _idle(theme: Theme, files: tuple[TemplateFile, ...]) -> Iterator[str]:
    """Values and files of the theme itself that no template uses."""
    texts = [file.path.read_text(encoding="utf-8", errors="replace") for file in files]
    used = {name for text in texts for name in THEME_VALUE.findall(text)}
    for token in sorted(theme.table.tokens.keys() - used):
        yield f"{theme.file}: no template uses {token}; is it misspelt?"
    included = {name for text in texts for match in INCLUDE.finditer(text) for name in match.groups()}
    for file in files:
        if file.path.is_relative_to(theme.folder) and file.name not in included | {HTML, TEXT, SUBJECT}:
            yield f"{file.path}: no template includes it; is its name misspelt?"
