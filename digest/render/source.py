"""Source: a template with its parts in their places, and the file and line that each stretch of it comes from."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from jinja2 import Environment

_BEGIN = {"variable_begin", "block_begin", "comment_begin", "raw_begin"}
_END = {"variable_end", "block_end", "comment_end", "raw_end"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text from one file."""

    text: str
    path: str
    line: int
    """Of its first character, from 1."""


@dataclass(frozen=True, slots=True)
class Construct:
    """One piece of Jinja: `{{ … }}`, `{% … %}`, `{# … #}`, or all from `{% raw %}` to its end."""

    text: str
    start: int
    """Where in the template it begins."""

    @property
    def is_comment(self) -> bool:
        """Whether nothing comes of it."""
        return self.text.startswith("{#")

    def find(self, word: str) -> int:
        """Where in the template the first `word` of it begins."""
        found = re.search(rf"\b{word}\b" if word.isidentifier() else re.escape(word), self.text)
        return self.start + (found.start() if found else 0)


@dataclass(frozen=True, slots=True)
class Source:
    """A whole template."""

    name: str
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(stretch.text for stretch in self.stretches)

    def place(self, offset: int) -> str:
        """File and line of the character at `offset` of the text, as in "parts/lead.mjml.j2, line 3"."""
        ends = accumulate(len(stretch.text) for stretch in self.stretches)
        for stretch, end in zip(self.stretches, ends, strict=True):
            if offset < end:
                before = stretch.text[: offset - end + len(stretch.text)]
                return f"{stretch.path}, line {stretch.line + before.count(chr(10))}"
        return self.name

    def constructs(self, environment: Environment) -> tuple[Construct, ...]:
        """The Jinja in it, in order."""
        return _constructs(environment, self.text)


@lru_cache(maxsize=1)  # it is asked for twice, by those who look at names and by those who look at tags
def _constructs(environment: Environment, text: str) -> tuple[Construct, ...]:
    found: list[Construct] = []
    start: int | None = None
    position = 0
    for _, kind, value in environment.lex(text):
        place = text.index(value, position)  # a minus sign makes the lexer leave out blanks
        position = place + len(value)
        if kind in _BEGIN:
            start = place
        elif kind in _END and start is not None:
            found.append(Construct(text[start:position], start))
            start = None
    return tuple(found)


def source_of(text: str, name: str) -> Source:
    """A template that is one file, or none."""
    return Source(name, (Stretch(text, name, 1),))
