"""Validate MJML by the book: the engine takes unknown elements, attributes and wrong places without a word."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from digest.render.attribute_values import FIXED, wrong_value
from digest.render.elements import ELEMENTS, REFUSED, Content, Element

MARKUP = re.compile(
    r"""<!--.*?-->|<(?P<slash>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^'"<>/]|/(?!>))*)(?P<end>/?)>""",
    re.S,
)
"""A comment or a tag."""

Fault = tuple[int, str]
"""Where in the text a mistake is, and what to do about it."""

_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
_TOKEN = re.compile(r"JJ(\d+)JJ")
_CLASS = re.compile(r"""<mj-class\s[^>]*?\bname\s*=\s*["']([^"']*)["']""")
_ONCE = ("mjml", "mj-head", "mj-body")
_NEEDED = {"mj-image": "alt", "img": "alt", "mj-breakpoint": "width"}


def find_faults(text: str, constructs: Sequence[str]) -> list[Fault]:
    """All mistakes in `text`, which is MJML with a token JJnJJ where the n-th of `constructs` stands."""
    inspector = _Inspector(text, constructs)
    inspector.walk()
    return sorted(inspector.faults)


class _Inspector:
    """Walks through a template and notes everything that is not by the book."""

    def __init__(self, text: str, constructs: Sequence[str]) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._constructs = constructs
        self._path: list[tuple[str, int]] = []
        self._seen: set[str] = set()
        self._classes = frozenset(_CLASS.findall(text))

    def walk(self) -> None:
        end = 0
        for markup in MARKUP.finditer(self._text):
            self._check_text(end, markup.start())
            end = markup.end()
            if markup["tag"]:
                self._visit(markup)
        self._check_text(end, len(self._text))
        for tag, offset in self._path:
            self._note(offset, f"<{tag}> is not closed; end it with </{tag}>.")
        if "<mj-body" not in self._text:
            self._note(0, "there is no <mj-body>; a mail is <mjml> with a <mj-body> in it.")

    def _visit(self, markup: re.Match[str]) -> None:
        tag, offset = markup["tag"], markup.start()
        is_ours = tag.startswith("mj")
        if markup["slash"]:
            if is_ours:
                self._close(tag, offset)
            return
        if tag in self._seen and tag in _ONCE:
            self._note(offset, f"<{tag}> stands here for the second time; a mail has one.")
        self._seen.add(tag)
        self._check_place(tag, offset)
        self._check_attributes(tag, markup)
        if is_ours and not markup["end"]:
            self._path.append((tag, offset))

    def _close(self, tag: str, offset: int) -> None:
        if tag not in [name for name, _ in self._path]:
            self._note(offset, f"</{tag}> closes nothing; take it away.")
            return
        while (opened := self._path.pop())[0] != tag:
            self._note(opened[1], f"<{opened[0]}> is not closed before </{tag}>; end it with </{opened[0]}>.")

    def _check_place(self, tag: str, offset: int) -> None:
        parent = self._parent
        element = ELEMENTS.get(tag)
        if tag in REFUSED:
            self._note(offset, f"<{tag}> cannot be used: {REFUSED[tag]}.")
        elif element is None and tag.startswith("mj"):
            self._note(offset, f"<{tag}> is not an element of MJML{_near(tag, ELEMENTS, prefix='mj-')}.")
        elif element is None:
            if _content(parent) in (Content.ELEMENTS, Content.NOTHING):
                self._note(offset, f"<{tag}> stands in {_named(parent)}; put it into <mj-text> or <mj-raw>.")
        elif (parent or "") not in (element.parents or {""}):
            places = " or ".join(f"<{name}>" for name in sorted(element.parents - {"mj-attributes"}))
            where = f"it belongs into {places}" if places else "it is the outermost element"
            self._note(offset, f"<{tag}> stands in {_named(parent)}; {where}.")

    def _check_attributes(self, tag: str, markup: re.Match[str]) -> None:
        start = markup.start("rest")
        element = ELEMENTS.get(tag)
        names = []
        for attribute in _ATTRIBUTE.finditer(markup["rest"]):
            names.append(attribute[1])
            if element:
                self._check_attribute(tag, element, attribute, start + attribute.start())
        left = _ATTRIBUTE.sub("", markup["rest"])
        if token := _TOKEN.search(left):
            shown = self._constructs[int(token[1])]
            self._note(start, f"{shown} stands inside the tag <{tag}>; put it into an attribute’s value.")
        elif left.strip() and element:
            self._note(start, f'“{left.split()[0]}” in <{tag}> is no attribute; write name="value".')
        needed = _NEEDED.get(tag)
        if needed and needed not in names and self._parent != "mj-attributes":
            self._note(markup.start(), f"<{tag}> needs the attribute {needed}.")

    def _check_attribute(self, tag: str, element: Element, attribute: re.Match[str], offset: int) -> None:
        name, value = attribute[1], attribute[2][1:-1]
        token = _TOKEN.search(value)
        if name not in element.attributes:
            self._note(offset, f"<{tag}> has no attribute {name}{_near(name, element.attributes)}.")
        elif token and FIXED.fullmatch(name):
            shown = self._constructs[int(token[1])]
            self._note(offset, f"{shown} cannot set {name} of <{tag}>, which has to be fixed.")
        elif not token and (instead := wrong_value(name, value)):
            self._note(offset, f"{name} of <{tag}> is “{value}”; {instead}.")
        elif name == "mj-class" and (unknown := set(value.split()) - self._classes):
            shown = min(unknown)
            self._note(offset, f'there is no <mj-class name="{shown}">{_near(shown, self._classes)}.')

    def _check_text(self, start: int, end: int) -> None:
        text = self._text[start:end]
        if "<" in text:
            offset = start + text.index("<")
            shown = self._text[offset : min(end, offset + 20)].split("\n")[0]
            self._note(offset, f"“{shown}” is no tag; write &lt; for the sign, and quotes around attributes.")
        elif _content(self._parent) in (Content.ELEMENTS, Content.NOTHING):
            shown = " ".join(_TOKEN.sub(self._shown, text).split())
            if shown:
                offset = start + len(text) - len(text.lstrip())
                self._note(offset, f"“{shown[:40]}” stands in {_named(self._parent)}; put it into <mj-text>.")

    def _shown(self, token: re.Match[str]) -> str:
        """What a token comes to, where only statements leave nothing."""
        construct = self._constructs[int(token[1])]
        return "" if construct.startswith("{%") else construct

    @property
    def _parent(self) -> str | None:
        return self._path[-1][0] if self._path else None

    def _note(self, offset: int, words: str) -> None:
        self.faults.append((offset, words))


def _content(parent: str | None) -> Content:
    if parent is None:
        return Content.ELEMENTS
    return ELEMENTS[parent].content if parent in ELEMENTS else Content.HTML


def _named(parent: str | None) -> str:
    return f"<{parent}>" if parent else "no element"


def _near(name: str, known: Iterable[str], *, prefix: str = "") -> str:
    """A hint, where one of the names is alike behind the `prefix` that they share."""
    bare = sorted(each.removeprefix(prefix) for each in known)
    near = get_close_matches(name.removeprefix(prefix), bare, n=1, cutoff=0.7)
    return f"; did you mean {prefix}{near[0]}" if near else ""
