"""Scan a template: every Jinja construct becomes a token that MJML and CSS engines leave alone."""

import re
from dataclasses import dataclass

from jinja2 import Environment

from digest.core.errors import InvalidInput

TOKEN = re.compile(r"<!--JJ(\d+)JJ-->|JJ(\d+)JJ")
"""A token where a tag may stand, or inside text and attributes; the number leads to the construct."""

_LAYOUT = re.compile(
    r"width|height|(inner-)?padding(-\w+)?|border(-\w+)?|font-size|line-height|(vertical-)?align"
    r"|mj-class|css-class|name"
)
"""Attributes that MJML computes with, so that they have to be known before Jinja runs."""

_MARKUP = re.compile(r"""<!--.*?-->|<(/?[\w:-]+)((?:"[^"]*"|'[^']*'|[^'">])*)>""", re.S)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
_TEXT_ONLY = frozenset({"mj-title", "mj-preview", "mj-style"})
_BEGIN = {"variable_begin", "block_begin", "comment_begin", "raw_begin"}
_END = {"variable_end", "block_end", "comment_end", "raw_end"}


@dataclass(frozen=True, slots=True)
class Scanned:
    """A template as plain MJML, and the Jinja constructs that its tokens stand for."""

    mjml: str
    constructs: tuple[str, ...]

    def restore(self, html: str) -> str:
        """`html` with the constructs back in place of their tokens."""
        return TOKEN.sub(lambda match: self.constructs[int(match[1] or match[2])], html)


def scan(environment: Environment, source: str, *, name: str) -> Scanned:
    """Raise InvalidInput for a construct that stands where MJML would lose or misread it."""
    if TOKEN.search(source):
        raise InvalidInput(f"{name}: text such as “JJ1JJ” is reserved; write it in another way.")
    text, constructs = _replace(environment, source)
    return Scanned(_place(text, constructs, name), tuple(constructs))


def _replace(environment: Environment, source: str) -> tuple[str, list[str]]:
    text: list[str] = []
    constructs: list[str] = []
    current: list[str] | None = None
    for _, kind, value in environment.lex(source):
        if kind in _BEGIN:
            current = [value]
        elif current is None:
            text.append(value)
        else:
            current.append(value)
            if kind in _END:
                if kind != "comment_end":
                    text.append(f"JJ{len(constructs)}JJ")
                    constructs.append("".join(current))
                current = None
    return "".join(text), constructs


def _place(text: str, constructs: list[str], name: str) -> str:
    """Turn the tokens of statements between tags into comments: a table or a body takes no text there."""

    def as_comment(match: re.Match[str]) -> str:
        is_statement = constructs[int(match[2])].startswith("{%")
        return f"<!--{match[0]}-->" if is_statement else match[0]

    placed: list[str] = []
    end, element = 0, ""
    for markup in _MARKUP.finditer(text):
        between = text[end : markup.start()]
        placed.append(between if element in _TEXT_ONLY else TOKEN.sub(as_comment, between))
        element = markup[1] or element
        _check_tag(markup, constructs, name)
        placed.append(markup[0])
        end = markup.end()
    placed.append(TOKEN.sub(as_comment, text[end:]))
    return "".join(placed)


def _check_tag(markup: re.Match[str], constructs: list[str], name: str) -> None:
    if markup[1] is None:
        return
    for attribute, value in _ATTRIBUTE.findall(markup[2]):
        token = TOKEN.search(value)
        if token and markup[1].startswith("mj-") and _LAYOUT.fullmatch(attribute):
            shown = constructs[int(token[2])]
            raise InvalidInput(f"{name}: {shown} cannot set {attribute} of <{markup[1]}>, which has to be fixed.")
    if token := TOKEN.search(_ATTRIBUTE.sub("", markup[2])):
        shown = constructs[int(token[2])]
        raise InvalidInput(
            f"{name}: {shown} stands inside the tag <{markup[1]}>; put it into an attribute’s value."
        )
