"""Document: what the checks want to know about an HTML mail."""

import re
from html.parser import HTMLParser

_HEADINGS = {"h1", "h2", "h3"}
_UNSEEN = {"style", "title", "xml"}


class Document(HTMLParser):
    """One pass over a mail: its attributes, headings, images, links and visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root: dict[str, str] = {}
        """Attributes of `<html>`."""
        self.title = ""
        self.headings: list[tuple[str, str]] = []
        """Element and text, in order."""
        self.images: list[dict[str, str]] = []
        self.links: list[str] = []
        self.sheets: list[str] = []
        self.words: list[str] = []
        self._open = ""
        self.feed(html)
        self.text = collapse("".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root = attributes
        elif tag == "img":
            self.images.append(attributes)
        elif tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag in _HEADINGS:
            self.headings.append((tag, ""))
        if tag in _HEADINGS | _UNSEEN:
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "title":
            self.title += data
        elif self._open == "style":
            self.sheets.append(data)
        elif self._open in _HEADINGS:
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)
        if self._open not in _UNSEEN:
            self.words.append(data)


def collapse(text: str) -> str:
    """`text` with every stretch of blanks as one space."""
    return re.sub(r"\s+", " ", text).strip()
