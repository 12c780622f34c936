"""Markup: HTML of any origin as a tree, in time that grows with its length; nothing here raises.

The parser of the standard library raises on some marked sections and is slow on pages of unclosed tags; this one
knows what the checks need of the HTML standard: raw text, void elements, the ends that may be left out.
"""

import html
import re

from digest.render.preflight.element import Element, Tree

MOST_ELEMENTS = 40_000
"""What comes after them is not looked at: such a mail is too heavy in any case."""
_DEEPEST = 256

_TAG = re.compile(r"<(?:(!--)|([!?])|(/?)([a-zA-Z][^\s/>]*+))")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\s>]*+)))?"""
)
_NO_CHARACTER = re.compile(r"&#\d{9,};?")  # html.unescape raises on numbers of more than 4,300 digits
_RAW = frozenset({"script", "style", "title", "textarea", "xmp"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_BLOCKS = ("div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul")
_ENDS = {
    **dict.fromkeys(_BLOCKS, ("p",)),
    **dict.fromkeys(("td", "th"), ("td", "th", "p")),
    **dict.fromkeys(("tr", "tbody", "tfoot"), ("td", "th", "tr", "p")),
    "li": ("li", "p"),
}
"""Elements that end where another one begins."""
_CELLS = frozenset({"table", "td", "th"})
_TABLE_PARTS = frozenset({"table", "tbody", "tfoot", "thead", "tr", "td", "th", "html", "body"})


def read_markup(source: str) -> Tree:
    """The tree of `source`."""
    builder = _Builder(source)
    builder.read()
    return builder.tree


class _Builder:
    def __init__(self, source: str) -> None:
        self.tree = Tree()
        self._source = source
        self._stack = [self.tree.root]
        self._counted = 0
        self._line = 1

    def read(self) -> None:
        at = 0
        while len(self.tree.elements) < MOST_ELEMENTS and (found := _TAG.search(self._source, at)):
            self._say(self._source[at : found.start()])
            at = self._step(found)
        self._say(self._source[at : None if len(self.tree.elements) < MOST_ELEMENTS else at])

    def _step(self, found: re.Match[str]) -> int:
        """Take one tag in; where to read on."""
        if found[1]:
            return self._after("-->", found.end() - 2)
        if found[2]:
            end = self._after(">", found.end())
            if not self.tree.elements and not self.tree.doctype:
                self.tree.doctype = self._source[found.start() : end][:200]
            return end
        tag = found[4].lower()
        if found[3]:
            self._close(tag)
            return self._after(">", found.end())
        return self._open(tag, found)

    def _open(self, tag: str, found: re.Match[str]) -> int:
        attributes, end = self._attributes(found.end())
        self._end_what_ends(tag)
        if tag == "tr" and self._stack[-1].tag == "table":
            self._push("tbody", {}, found.start())
        element = self._push(tag, attributes, found.start())
        if tag in _VOID:
            self._stack.pop()
        elif tag in _RAW:
            self._stack.pop()
            return self._take_raw(element, end)
        return end

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while found := _ATTRIBUTE.match(self._source, at):
            value = next((each for each in found.groups()[1:] if each is not None), "")
            attributes.setdefault(found[1].lower(), unescape(value))
            at = found.end()
        return attributes, self._after(">", at)

    def _push(self, tag: str, attributes: dict[str, str], at: int) -> Element:
        self._line += self._source.count("\n", self._counted, at)
        self._counted = at
        classes = frozenset(attributes.get("class", "").split())
        element = Element(tag, attributes, self._line, self._stack[-1], classes=classes)
        self._stack[-1].children.append(element)
        self.tree.elements.append(element)
        if len(self._stack) >= _DEEPEST:
            self._stack.pop()
        self._stack.append(element)
        return element

    def _end_what_ends(self, tag: str) -> None:
        while self._stack[-1].tag in _ENDS.get(tag, ()):
            self._stack.pop()

    def _close(self, tag: str) -> None:
        """End the nearest open element of that name; the end of an inline element does not end its cell."""
        for depth in range(len(self._stack) - 1, 0, -1):
            if self._stack[depth].tag == tag:
                del self._stack[depth:]
                return
            if self._stack[depth].tag in _CELLS and tag not in _TABLE_PARTS:
                return

    def _take_raw(self, element: Element, at: int) -> int:
        end = re.compile(rf"</{element.tag}(?=[\s/>])", re.I).search(self._source, at)
        raw = self._source[at : end.start() if end else None]
        element.children.append(raw if element.tag in ("script", "style") else unescape(raw))
        return self._after(">", end.end()) if end else len(self._source)

    def _say(self, text: str) -> None:
        if text:
            self._stack[-1].children.append(unescape(text))

    def _after(self, mark: str, at: int) -> int:
        """Where `mark` ends; the end of the document where it is missing."""
        found = self._source.find(mark, at)
        return len(self._source) if found < 0 else found + len(mark)


def unescape(text: str) -> str:
    """`text` with its character references read."""
    return html.unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text
