"""Reads RSS, Atom and RDF feeds, well-formed ones fast and damaged ones too."""

from collections.abc import Iterable, Iterator
from typing import Any

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.sources.charset import as_utf8
from digest.sources.damaged_feed import read_damaged_feed
from digest.sources.dates import read_change, read_date
from digest.sources.feed_elements import (
    ABOUT,
    LANGUAGE,
    Fields,
    enclosures,
    fields,
    first,
    is_text,
    link_of,
    name_of,
    parse,
    text_of,
)
from digest.sources.markup import absolute
from digest.sources.pictures import first_picture, pictures_in, pixels
from digest.sources.reading import Broken, Reading

LARGEST = 5_000_000
"""Most bytes of a feed."""

_ROOTS = frozenset(("rss", "feed", "rdf:rdf"))
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_CHANGED = ("updated", "modified", "dcterms:modified")
_PUBLISHED = ("pubdate", "published", "issued", "dcterms:issued", "dc:date", *_CHANGED)


def read_feed(body: bytes, name: str, *, charset: str | None = None) -> Reading:
    """The items of the feed `body`; `name` is its file or address, for messages, `charset` what its server says.

    Raises InvalidInput for what is not a feed, and for one that is too large or nested without measure.
    """
    if len(body) > LARGEST:
        raise InvalidInput(
            f"{name} is larger than {LARGEST // 1_000_000} MB; split it, or ask for a shorter feed."
        )
    plain = as_utf8(body, charset=charset).translate(None, _CONTROLS)
    root = parse(plain)
    reading = _reading(root, name) if root is not None and name_of(root.tag) in _ROOTS else None
    return reading or read_damaged_feed(plain, name)


def _reading(root: Any, name: str) -> Reading | None:
    """What is in a well-formed feed; None if its items are not where they should be."""
    around = fields(root)
    channel = next(iter(around.get("channel", ())), root)
    about = fields(channel)
    items = [*about.get("item", ()), *about.get("entry", ())]
    items += around.get("item", ()) if channel is not root else ()
    if not items:
        return None
    home, language = link_of(about), _language(root, about)
    entries = (
        _item(item, where=f"{name}, item {number}", home=home, language=language)
        for number, item in enumerate(items, start=1)
    )
    return Reading(tuple(entries), title=first(about, "title", "dc:title") or None)


def _language(root: Any, about: Fields) -> str | None:
    return first(about, "language", "dc:language") or root.get(LANGUAGE, "").replace("_", "-") or None


def _item(item: Any, *, where: str, home: str, language: str | None) -> RawItem | Broken:
    found = fields(item)
    link = link_of(found) or _permalink(found)
    if not link:
        return Broken(where, "has no link")
    summary = first(found, "description", "summary", "dc:description")
    body = next((text for e in _bodies(found) if (text := text_of(e))), "")
    published_at = next((date for name in _PUBLISHED if (date := read_date(first(found, name)))), None)
    return RawItem(
        title=first(found, "title", "dc:title", "media:title"),
        where=where,
        url=absolute(home, link) or link,
        summary="" if summary == body else summary,
        body=body,
        published_at=published_at,
        modified_at=read_change(first(found, *_CHANGED), published_at=published_at),
        guid=first(found, "guid", "id") or item.get(ABOUT) or None,
        labels=tuple(dict.fromkeys(_labels(found))),
        language=language,
        picture=first_picture(_pictures(found, body or summary)),
    )


def _permalink(found: Fields) -> str:
    """The guid or the id, which is the address where nothing else is and it does not say that it is none."""
    guid = next(iter((*found.get("guid", ()), *found.get("id", ()))), None)
    text = text_of(guid) if guid is not None and guid.get("isPermaLink", "true") == "true" else ""
    return text if text.lower().startswith(("https://", "http://")) else ""


def _bodies(found: Fields) -> Iterator[Any]:
    for name in ("content:encoded", "content", "xhtml:body", "body", "fullitem"):
        yield from (element for element in found.get(name, ()) if is_text(element))


def _labels(found: Fields) -> Iterator[str]:
    for element in (*found.get("category", ()), *found.get("dc:subject", ()), *found.get("media:category", ())):
        if label := element.get("label") or element.get("term") or (element.text or "").strip():
            yield label


def _pictures(found: Fields, markup: str) -> Iterator[Picture]:
    yield from _media(found, alt="")
    for kind, address in enclosures(found):
        if kind.startswith("image/"):
            yield Picture(address)
    yield from pictures_in(markup)


def _media(found: Fields, *, alt: str) -> Iterable[Picture]:
    """The pictures of Media RSS, where a text for several stands beside or around them."""
    alt = first(found, "media:description", "media:title") or alt
    for group in found.get("media:group", ()):
        yield from _media(fields(group), alt=alt)
    contents = [e for e in found.get("media:content", ()) if e.get("medium", "image") == "image"]
    for element in (*contents, *found.get("media:thumbnail", ())):
        if element.get("type", "image/").startswith("image/"):
            own = first(fields(element), "media:description", "media:title") or alt
            width, height = pixels(element.get("width")), pixels(element.get("height"))
            yield Picture(element.get("url", ""), own, width, height)
