"""The markup of a web page: a tree by a real parser, and what its head states."""

from collections import defaultdict
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from digest.sources.charset import decode


def parse_page(body: bytes, *, charset: str | None = None) -> Any | None:
    """The tree of a page, or None where there is no element at all; `charset` is what its server said.

    Never by patterns: pages of a well-known theme hold a second `<html lang="en">` in a comment.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    text = decode(body, charset=charset).replace("\0", "")
    try:
        return html.document_fromstring(text.encode(errors="replace"), parser=parser)
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
