"""Reads sitemaps: those of news, plain ones, and indexes of sitemaps (sitemaps.org; Google News, version 0.9)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.sources.dates import read_change, read_date
from digest.sources.pictures import first_picture
from digest.sources.reading import Broken, Reading

# What content systems call the maps that list no articles: pages, archives of a tag, authors, media.
_FURNITURE = re.compile(
    r"(?:^|[/_.-])(?:pages?|categor(?:y|ies|ie)|tags?|authors?|auteurs?|users?|taxonomies|products?|videos?|images?"
    r"|attachments?|rubriques?|mots)(?=[/_.-]|\d|$)",
    re.I,
)
# Written as numbers: once libxml2 has forgiven a first fault, it drops every “&amp;” from titles and addresses.
# With all others escaped, no entity of a document’s own is ever replaced.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#[0-9]{1,7};|#x[0-9a-f]{1,6};)(?:(amp|lt|gt|quot|apos);)?", re.S | re.I
)
_NUMBERS = {b"lt": b"&#60;", b"gt": b"&#62;", b"quot": b"&#34;", b"apos": b"&#39;"}
_NEWS = re.compile(r"news|actu", re.I)


def read_sitemap(body: bytes, name: str) -> Reading:
    """The pages that a sitemap lists, or the sitemaps that an index lists; `name` is its address, for messages.

    A plain sitemap knows no titles. Raises InvalidInput for what is no sitemap.
    """
    # Nothing is loaded, and libxml2 itself stops at a depth of 256.
    parser = etree.XMLParser(recover=True, resolve_entities="internal", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_AMPERSAND.sub(_numbered, body.lstrip()), parser)
    except etree.XMLSyntaxError as error:
        raise _no_sitemap(name) from error
    match _name(root) if root is not None else None:
        case "urlset":
            listed = [_fields(element) for element in _children(root, "url")]
            entries = (_page(fields, f"{name}, page {n}") for n, fields in enumerate(listed, start=1))
            titles = (fields["name"] for fields in listed if fields.get("name"))
            return Reading(tuple(entries), title=next(titles, None), kind="sitemap")
        case "sitemapindex":
            children = (_fields(element) for element in _children(root, "sitemap"))
            entries = (_child(fields, f"{name}, sitemap {n}") for n, fields in enumerate(children, start=1))
            return Reading(tuple(entries), kind="sitemap index")
    raise _no_sitemap(name)


def newest_sitemaps(index: Reading, *, limit: int) -> list[RawItem]:
    """The sitemaps of an index that may list new articles: those of news, then the ones that changed last."""
    maps = [entry for entry in index.entries if isinstance(entry, RawItem)]
    useful = [entry for entry in maps if not _FURNITURE.search(_path(entry))] or maps
    dated = sorted(useful, key=lambda each: each.modified_at.timestamp() if each.modified_at else 0, reverse=True)
    return sorted(dated, key=lambda each: not _NEWS.search(_path(each)))[:limit]


def _numbered(match: re.Match[bytes]) -> bytes:
    return match[0] if match[0].startswith(b"<") else _NUMBERS.get((match[1] or b"").lower(), b"&#38;")


def _path(item: RawItem) -> str:
    return (item.url or "").partition("://")[2].partition("/")[2]


def _page(fields: dict[str, str], where: str) -> RawItem | Broken:
    if not fields.get("loc"):
        return Broken(where, "has no address")
    published_at = read_date(fields.get("publication_date", ""))
    return RawItem(
        title=fields.get("title", ""),
        where=where,
        url=fields["loc"],
        published_at=published_at,
        modified_at=read_change(fields.get("lastmod", ""), published_at=published_at),
        labels=tuple(word for part in fields.get("keywords", "").split(",") if (word := part.strip())),
        language=fields.get("language") or None,
        picture=first_picture(_pictures(fields)),
    )


def _child(fields: dict[str, str], where: str) -> RawItem | Broken:
    if not fields.get("loc"):
        return Broken(where, "has no address")
    return RawItem("", where, url=fields["loc"], modified_at=read_date(fields.get("lastmod", "")))


def _pictures(fields: dict[str, str]) -> Iterable[Picture]:
    if "image loc" in fields:
        yield Picture(fields["image loc"], fields.get("image caption") or fields.get("image title", ""))


def _fields(element: Any) -> dict[str, str]:
    """Every field of one entry by its name, the first of a name; those of a picture begin with “image ”.

    Names go without their namespace, which many a generator spells in its own way.
    """
    found: dict[str, str] = {}
    for inner in element.iter(etree.Element):
        text = (inner.text or "").strip()
        outer = inner.getparent()
        prefix = "image " if outer is not None and _name(outer) == "image" else ""
        if text:
            found.setdefault(prefix + _name(inner), text)
    return found


def _children(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iterchildren(etree.Element) if _name(element) == name)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _no_sitemap(name: str) -> InvalidInput:
    return InvalidInput(f"{name} is not a sitemap that can be read.")
