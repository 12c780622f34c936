"""Source: a template with its parts in their places, and the file and line that each stretch of it comes from."""

import re
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text from one file."""

    text: str
    path: str
    line: int
    """Of its first character, from 1."""


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

    def place_of(self, word: str, *, line: int) -> str:
        """The same of the first `word` from that line of the text on."""
        text = self.text
        start = len("".join(text.splitlines(keepends=True)[: line - 1]))
        pattern = rf"\b{word}\b" if word.isidentifier() else re.escape(word)
        found = re.compile(pattern).search(text, start)
        return self.place(found.start() if found else start)


def source_of(text: str, name: str) -> Source:
    """A template that is one file, or none."""
    return Source(name, (Stretch(text, name, 1),))
