"""Element: HTML as a tree, and what its elements say."""

from collections.abc import Iterator
from dataclasses import dataclass, field

_LONGEST_SAYING = 2_000
_NEAREST = 250
"""Nodes of an element that are looked at for what it says."""


@dataclass(slots=True, eq=False)
class Element:
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: "Element | None"
    children: list["Element | str"] = field(default_factory=list)
    classes: frozenset[str] = frozenset()
    """The names in its attribute class."""
    _text: str | None = None

    def get(self, name: str) -> str:
        """The value of an attribute; empty if it has none."""
        return self.attributes.get(name, "")

    def ancestors(self) -> Iterator["Element"]:
        """What it stands in, the nearest first."""
        element = self.parent
        while element:
            yield element
            element = element.parent

    def inherited(self, name: str) -> str:
        """The attribute of the element itself, or of the nearest ancestor that has it."""
        return next((each.get(name) for each in (self, *self.ancestors()) if name in each.attributes), "")

    @property
    def text(self) -> str:
        """What stands in it, on one line; no more than its beginning where that is very long."""
        if self._text is None:
            self._text = self._read_text()
        return self._text

    def _read_text(self) -> str:
        found: list[str] = []
        waiting: list[Element | str] = [self]
        for _ in range(_NEAREST):
            if not waiting:
                break
            node = waiting.pop()
            if isinstance(node, str):
                found.append(node[:_LONGEST_SAYING])
            else:
                waiting.extend(reversed(node.children[:_NEAREST]))
        return " ".join("".join(found).split())[:_LONGEST_SAYING]

    def within(self, tag: str) -> list["Element"]:
        """The elements of that name in it, among its first 250 nodes."""
        waiting, found = self.children[:_NEAREST], list[Element]()
        for _ in range(_NEAREST):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, Element):
                found += [node] if node.tag == tag else []
                waiting += node.children[:_NEAREST]
        return found


@dataclass(slots=True)
class Tree:
    """A document."""

    doctype: str = ""
    root: Element = field(default_factory=lambda: Element("", {}, 1, None))
    elements: list[Element] = field(default_factory=list)
    """In the order in which they begin."""
