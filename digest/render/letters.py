"""Letters as mails: the same parts, theme and languages as an issue, filled once for one person.

A letter is one of a kind, so it is filled by Jinja as it is; only the templates are compiled ahead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from threading import Lock
from typing import Any, get_type_hints

from jinja2 import Template

from digest.core.edition import Edition
from digest.core.letter import Letter
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.render.apart import read_apart
from digest.render.compile import compile_mail
from digest.render.environment import filling, html_environment, text_environment
from digest.render.letter_words import Words, word_letter
from digest.render.mirror import mirror
from digest.render.names import check_names
from digest.render.templates import Library
from digest.render.themes import Themes
from digest.render.views import EditionView, view_edition
from digest.render.wording import direction, open_wording

HTML, TEXT = "service/body.mjml.j2", "service/body.txt.j2"

OF_LETTER: Mapping[str, Any] = {
    "_": None,
    "language": str,
    "direction": str,
    "kind": str,
    "edition": EditionView,
    "email": str,
    "link": str,
    "preheader": str,
    **get_type_hints(Words),
}
"""The names that the template of a letter may use, and what each of them stands for."""


@dataclass(frozen=True, slots=True)
class LetterSource:
    """The templates of letters as Jinja alone."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class SetLetter:
    """A letter as it will be read."""

    subject: str
    html: str
    text: str


class LetterSetter:
    """Sets letters; the templates of a theme are compiled when the first one of it is asked for."""

    def __init__(self, themes: Themes) -> None:
        self._themes = themes
        self._known: dict[tuple[str, str], tuple[Template, Template]] = {}
        self._compiling = Lock()

    def set(self, letter: Letter, edition: Edition, names: CategoryNames = OUR_NAMES) -> SetLetter:
        """The letter in the language and theme of `edition`.

        InvalidInput if a template cannot be used, NotFound if there is no such theme.
        """
        wording = open_wording(edition.locale, names)
        html, text = self._templates(edition.theme, direction(wording.language))
        words = word_letter(letter, edition, wording)
        values = {
            "_": wording.say,
            "language": wording.language,
            "direction": direction(wording.language),
            "kind": letter.kind.value,
            "edition": view_edition(edition, wording),
            "email": letter.recipient,
            "link": letter.link,
            "preheader": words.paragraphs[0],
            **{field.name: getattr(words, field.name) for field in fields(words)},
        }
        with filling():
            return SetLetter(words.subject, html.render(values), text.render(values))

    def _templates(self, theme: str, direction: str) -> tuple[Template, Template]:
        with self._compiling:
            if (theme, direction) not in self._known:
                source = _compile(self._themes.library(theme), direction)
                templates = (
                    html_environment().from_string(source.html),
                    text_environment().from_string(source.text),
                )
                self._known[theme, direction] = templates
            return self._known[theme, direction]


def prepare_letters(library: Library) -> LetterSource:
    """Read, check and compile the templates; InvalidTemplate tells what is wrong with them."""
    for_html, for_text = html_environment(), text_environment()
    body, text = library.read(HTML, for_html), library.read(TEXT, for_text)
    check_names(for_html, body, OF_LETTER)
    check_names(for_text, text, OF_LETTER)
    return LetterSource(compile_mail(for_html, body), text.text)


def _compile(library: Library, direction: str) -> LetterSource:
    source = prepare_letters(library) if library.is_shipped else read_apart(library, prepare_letters)
    return replace(source, html=mirror(source.html)) if direction == "rtl" else source
