"""The elements of a feed that is well-formed XML: their names whatever the version, and what is in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from digest.sources.markup import absolute

Fields = Mapping[str, list[Any]]
"""The elements inside another one, by their names."""

_PREFIXES = {
    **dict.fromkeys(("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"), ""),
    **dict.fromkeys(("http://www.w3.org/2005/atom", "http://purl.org/atom/ns#"), ""),
    **dict.fromkeys(("http://backend.userland.com/rss", "http://backend.userland.com/rss2"), ""),
    **dict.fromkeys(("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss"), "media:"),
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
"""What stands for a namespace here, by its address in lower case."""
_HTML = ("text/html", "application/xhtml+xml")
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(body: bytes) -> Any:
    """The root of `body`, UTF-8 without a declaration; None if that is no well-formed XML of a sane depth.

    One that declares entities of its own is not read either: nothing is expanded, and nothing fetched.
    """
    if b"<!DOCTYPE" in body:
        return None
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


@lru_cache(maxsize=512)
def name_of(tag: str) -> str:
    """The name of an element, in lower case: “title”, “content:encoded”, “?:title” of a stranger."""
    space, _, local = tag.rpartition("}")
    return _PREFIXES.get(space[1:].lower(), "?:") + local.lower()


def fields(element: Any) -> Fields:
    """The children of `element`."""
    found = defaultdict(list)
    for child in element:
        found[name_of(child.tag)].append(child)
    return found


def first(found: Fields, *names: str) -> str:
    """The text of the first element that has one, of the names in their order; the last of each name counts."""
    return next((text for name in names for e in found.get(name, ())[-1:] if (text := text_of(e))), "")


def text_of(element: Any) -> str:
    """What is written in an element, without white space around it; what markup it holds stays markup."""
    if not len(element):
        return (element.text or "").strip()
    # Atom wraps a text that is XHTML in one <div>, which is no part of it (RFC 4287, 3.1.1.3).
    only = element[0]
    is_wrapped = len(element) == 1 and only.tag.endswith("}div") and not _around(element, only).strip()
    return _markup(only if is_wrapped else element).strip()


def is_text(element: Any) -> bool:
    """Whether the content of an item is in it, and is no picture or sound in base64 (RFC 4287, 4.1.3)."""
    kind = str(element.get("type") or "text").lower()
    is_read = kind in ("text", "html", "xhtml") or kind.startswith("text/") or kind.endswith("xml")
    return is_read and element.get("src") is None and element.get("mode") != "base64"


def link_of(found: Fields) -> str:
    """The address of the page that an item or a feed stands for."""
    link = ""
    for element in found.get("link", ()):
        address = element.get("href")
        if address is None:
            link = text_of(element).replace("&amp;", "&")
        elif _rel(element) == "alternate" and element.get("type", "text/html").lower() in _HTML:
            link = absolute(element.base or "", address)
    return link


def enclosures(found: Fields) -> Iterable[tuple[str, str]]:
    """The type and the address of each file that goes with an item."""
    for element in found.get("enclosure", ()):
        yield element.get("type", ""), element.get("url", "")
    for element in found.get("link", ()):
        if _rel(element) == "enclosure":
            yield element.get("type", ""), element.get("href", "")


def _rel(element: Any) -> str:
    return str(element.get("rel", "alternate")).lower()


def _around(element: Any, child: Any) -> str:
    return f"{element.text or ''}{child.tail or ''}"


def _markup(element: Any) -> str:
    pieces = [escape(element.text or "")]
    for child in element:
        name = etree.QName(child).localname
        pieces += (f"<{name}{_attributes(child)}>", _markup(child), f"</{name}>", escape(child.tail or ""))
    return "".join(pieces)


def _attributes(element: Any) -> str:
    written = ((etree.QName(key).localname, escape(value, {'"': "&quot;"})) for key, value in element.items())
    return "".join(f' {name}="{value}"' for name, value in written)
