"""Scan a template: every Jinja construct becomes a token that MJML and CSS engines leave alone."""

import re
from bisect import bisect
from dataclasses import dataclass
from operator import itemgetter

from jinja2 import Environment

from digest.core.errors import InvalidTemplate
from digest.render.source import Source
from digest.render.validate import MARKUP, find_faults

TOKEN = re.compile(r"<!--JJ(\d+)JJ-->|JJ(\d+)JJ")
"""A token where a tag may stand, or inside text and attributes; the number leads to the construct."""

_TEXT_ONLY = frozenset({"mj-title", "mj-style"})


@dataclass(frozen=True, slots=True)
class Scanned:
    """A template as plain MJML, and the Jinja constructs that its tokens stand for."""

    mjml: str
    constructs: tuple[str, ...]

    def restore(self, html: str) -> str:
        """`html` with the constructs back in place of their tokens."""
        return TOKEN.sub(lambda match: self.constructs[int(match[1] or match[2])], html)


def scan(environment: Environment, source: Source) -> Scanned:
    """Raise InvalidTemplate for whatever MJML would lose or misread, with file and line of each mistake."""
    if reserved := TOKEN.search(source.text):
        raise InvalidTemplate(
            f"{source.place(reserved.start())}: text such as “JJ1JJ” is reserved; write it in another way."
        )
    hidden = _hide(environment, source)
    faults = find_faults(hidden.text, hidden.constructs)
    if faults:
        told = (f"{source.place(hidden.origin(offset))}: {words}" for offset, words in faults)
        raise InvalidTemplate(*dict.fromkeys(told))  # each once, however often a part is included
    return Scanned(_place(hidden.text, hidden.constructs), tuple(hidden.constructs))


@dataclass(frozen=True, slots=True)
class _Hidden:
    text: str
    constructs: list[str]
    origins: list[tuple[int, int]]
    """Where stretches begin: in the text, and in the template."""

    def origin(self, offset: int) -> int:
        """Where in the template the character at `offset` of the text stands."""
        start, origin = self.origins[bisect(self.origins, offset, key=itemgetter(0)) - 1]
        return origin + offset - start


def _hide(environment: Environment, source: Source) -> _Hidden:
    whole = source.text
    text, origins = "", [(0, 0)]
    constructs: list[str] = []
    position = 0
    for construct in source.constructs(environment):
        text += whole[position : construct.start]
        position = construct.start + len(construct.text)
        if not construct.is_comment:
            origins.append((len(text), construct.start))
            text += f"JJ{len(constructs)}JJ"
            constructs.append(construct.text)
        origins.append((len(text), position))
    return _Hidden(text + whole[position:], constructs, origins)


def _place(text: str, constructs: list[str]) -> str:
    """Turn the tokens of statements between tags into comments: a table or a body takes no text there."""

    def as_comment(match: re.Match[str]) -> str:
        is_statement = constructs[int(match[2])].startswith("{%")
        return f"<!--{match[0]}-->" if is_statement else match[0]

    placed: list[str] = []
    end, element = 0, ""
    for markup in MARKUP.finditer(text):
        between = text[end : markup.start()]
        placed.append(between if element in _TEXT_ONLY else TOKEN.sub(as_comment, between))
        element = f"{markup['slash']}{markup['tag']}" if markup["tag"] else element
        placed.append(markup[0])
        end = markup.end()
    placed.append(TOKEN.sub(as_comment, text[end:]))
    return "".join(placed)
