"""The markup of a web page: a tree by a real parser, and what its head states."""

import codecs
import re
from collections import defaultdict
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

_BEGINNING = 4096
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,40})", re.I)
_WINDOWS = frozenset(("iso8859-1", "ascii"))
"""What browsers take for Windows-1252, whose text it is (WHATWG, Encoding)."""


def parse_page(body: bytes) -> Any | None:
    """The tree of a page, or None where there is no element at all.

    Never by patterns: pages of a well-known theme hold a second `<html lang="en">` in a comment.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(_text(body).replace("\0", "").encode(), parser=parser)
    except etree.ParserError:
        return None


def stated(tree: Any) -> dict[str, list[str]]:
    """What the `<meta>` elements say, by property or name in small letters; empty ones are left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for meta in tree.iter("meta"):
        content = str(meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            if content and (name := meta.get(attribute)):
                found[str(name).strip().lower()].append(content)
                break
    return dict(found)


def links(tree: Any, relation: str) -> list[Any]:
    """The `<link>` elements with this `rel`, among others, that have an address."""
    return [
        link
        for link in tree.iter("link")
        if relation in str(link.get("rel") or "").lower().split() and str(link.get("href") or "").strip()
    ]


def absolute(base: str, address: str) -> str:
    """`address` as seen from `base`; empty where it is no address."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def text_of(element: Any | None) -> str:
    """The text in an element, in one line."""
    return " ".join(str(element.text_content()).split()) if element is not None else ""


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode(_charset(body), errors="replace")


def _charset(body: bytes) -> str:
    """What the page says that it is written in, where it is not UTF-8, and else what Windows writes."""
    stated_charset = _CHARSET.search(body[:_BEGINNING])
    try:
        name = codecs.lookup(stated_charset[1].decode()).name if stated_charset else "ascii"
    except LookupError:
        name = "ascii"
    return "cp1252" if name in _WINDOWS else name
