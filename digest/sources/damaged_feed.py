"""Reads feeds that are no well-formed XML: what is in them is found all the same, only slowly."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import feedparser

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.sources.dates import read_change, read_date
from digest.sources.markup import absolute
from digest.sources.pictures import first_picture, pictures_in, pixels
from digest.sources.reading import Broken, Reading

DEEPEST = 256
"""Most elements inside each other. feedparser needs seconds for some thousands; no feed has a dozen."""

# Possessive, so that no input makes it try twice.
_MARK = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<(/?)([A-Za-z_][^\s/<>]*+)([^<>]*+)>", re.S)
_NEVER_CLOSED = frozenset((b"br", b"img", b"hr", b"p", b"li", b"input", b"meta"))


def read_damaged_feed(body: bytes, name: str) -> Reading:
    """The items of the feed `body`, UTF-8 without a declaration; `name` is its file or address, for messages.

    Raises InvalidInput for what is not a feed, and for one that is nested without measure.
    """
    if _is_too_deep(body):
        raise InvalidInput(f"{name} nests more than {DEEPEST} elements inside each other and is not read.")
    # A stream, never a text: feedparser opens a text that looks like a path or an address. Markup is
    # cleaned by us, and its own cleaning is slow on deep nesting.
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version and not parsed.entries:
        raise InvalidInput(f"{name} is not an RSS, Atom or RDF feed.")
    home = _text(parsed.feed, "link")
    language = _text(parsed.feed, "language") or None
    entries = (
        _item(entry, where=f"{name}, item {number}", home=home, language=language)
        for number, entry in enumerate(parsed.entries, start=1)
    )
    return Reading(tuple(entries), title=_text(parsed.feed, "title") or None)


def _item(entry: Any, *, where: str, home: str, language: str | None) -> RawItem | Broken:
    link = _text(entry, "link")
    if not link:
        return Broken(where, "has no link")
    content = next((part.get("value", "") for part in entry.get("content", ())), "")
    summary = _text(entry, "summary")
    updated = _text(entry, "updated")
    published_at = read_date(_text(entry, "published")) or read_date(updated)
    labels = (label for tag in entry.get("tags", ()) if (label := tag.get("label") or tag.get("term")))
    return RawItem(
        title=_text(entry, "title"),
        where=where,
        url=absolute(home, link) or link,
        summary="" if summary == content else summary,
        body=content,
        published_at=published_at,
        modified_at=read_change(updated, published_at=published_at),
        guid=_text(entry, "id") or None,
        labels=tuple(dict.fromkeys(labels)),
        language=language,
        picture=first_picture(_pictures(entry, content or summary)),
    )


def _pictures(entry: Any, markup: str) -> Iterable[Picture]:
    media = [m for m in entry.get("media_content", ()) if m.get("medium", "image") == "image"]
    for found in (*media, *entry.get("media_thumbnail", ())):
        if not found.get("type", "image/").startswith("image/"):
            continue
        yield Picture(found.get("url", ""), width=pixels(found.get("width")), height=pixels(found.get("height")))
    for enclosure in entry.get("enclosures", ()):
        if enclosure.get("type", "").startswith("image/"):
            yield Picture(enclosure.get("href", ""))
    yield from pictures_in(markup)


def _text(holder: Any, name: str) -> str:
    # feedparser warns where "updated" is asked for and only "published" is there.
    return str(dict.get(holder, name) or "")


def _is_too_deep(body: bytes) -> bool:
    return any(depth > DEEPEST for depth in _depths(body))


def _depths(body: bytes) -> Iterator[int]:
    """How deep each element of `body` stands; a closing tag also closes what was left open inside it."""
    open_elements: list[bytes] = []
    for mark in _MARK.finditer(body):
        closing, element, rest = mark.groups(b"")
        if closing and element in open_elements:
            while open_elements.pop() != element:
                pass
        elif element and not closing and not rest.endswith(b"/") and element.lower() not in _NEVER_CLOSED:
            open_elements.append(element)
            yield len(open_elements)
