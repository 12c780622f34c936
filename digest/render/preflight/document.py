"""Document: what the checks want to know about an HTML mail."""

import re
from collections.abc import Iterator
from functools import cached_property

from digest.render.preflight.css import Rule, read_sheets
from digest.render.preflight.element import Element
from digest.render.preflight.finding import quote
from digest.render.preflight.markup import read_markup

_UNSEEN = frozenset({"head", "script", "style", "title", "xml", "template"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "u"}
)
"""Elements that do not end a word."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_FILLER = re.compile("[\u034f\u200b-\u200f\u2007\u00ad\ufeff\u00a0\\s]+")


class Document:
    """An HTML mail, read once."""

    def __init__(self, html: str) -> None:
        tree = read_markup(html)
        self.doctype = tree.doctype
        self.elements = tree.elements
        self._root = tree.root

    def every(self, *tags: str) -> Iterator[Element]:
        """The elements with one of these names."""
        return (element for element in self.elements if element.tag in tags)

    @cached_property
    def html(self) -> Element:
        """The element `<html>`; one without attributes, if there is none."""
        return next(self.every("html"), Element("html", {}, 1, None))

    @cached_property
    def title(self) -> str:
        """What `<title>` says."""
        return next((each.text for each in self.every("title")), "")

    @cached_property
    def headings(self) -> list[Element]:
        """Elements from h1 to h6."""
        return list(self.every(*_HEADINGS))

    @cached_property
    def images(self) -> list[Element]:
        """Elements `<img>`."""
        return list(self.every("img"))

    @cached_property
    def links(self) -> list[Element]:
        """Elements `<a>` that lead somewhere."""
        return [element for element in self.every("a") if "href" in element.attributes]

    @cached_property
    def targets(self) -> frozenset[str]:
        """Where the links lead."""
        return frozenset(link.get("href").strip() for link in self.links)

    @cached_property
    def sheets(self) -> list[Element]:
        """Elements `<style>`."""
        return list(self.every("style"))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """What the style sheets say."""
        return read_sheets(self.sheets)

    @cached_property
    def texts(self) -> list[tuple[Element, str]]:
        """What is said, each stretch with the element that says it; the mail's head says nothing."""
        found: list[tuple[Element, str]] = []
        waiting: list[tuple[Element, Element | str]] = [(self._root, self._root)]
        while waiting:
            parent, node = waiting.pop()
            if isinstance(node, str):
                found.append((parent, node))
            elif node.tag == "br":
                found.append((parent, "\n"))
            elif node.tag not in _UNSEEN:
                waiting.extend((node, child) for child in reversed(node.children))
        return found

    @cached_property
    def text(self) -> str:
        """All that is said, on one line."""
        blocks: dict[Element | None, Element | None] = {None: None}
        for element in (self._root, *self.elements):  # parents come before what is in them
            blocks[element] = blocks[element.parent] if element.tag in _INLINE else element
        said: list[str] = []
        last: Element | None = None
        for element, text in self.texts:
            said += [text] if blocks[element] is last else ["\n", text]
            last = blocks[element]
        return collapse("".join(said))

    @cached_property
    def preheader(self) -> str:
        """What mailboxes show beside the subject: the hidden words at the beginning; empty if there are none."""
        for element, text in self.texts:
            if said := _FILLER.sub(" ", text).strip():
                is_hidden = any(_HIDDEN.search(each.get("style")) for each in (element, *element.ancestors()))
                return said if is_hidden else ""
        return ""


def collapse(text: str) -> str:
    """`text` with every stretch of blanks as one space."""
    return " ".join(text.split())


def place(element: Element) -> str:
    """Where an element stands, for a finding."""
    telling = ("src", "href", "class", "style")
    name = next((each for each in telling if element.get(each)), "")
    shown = f" {name}={quote(element.get(name), 40)}" if name else ""
    return f"html line {element.line}, <{element.tag}{shown}>"
