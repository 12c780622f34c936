"""Reads one web page with an article: what its head and its linked data state, and the text of its body."""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.core.words import fold
from digest.sources.dates import read_change, read_date
from digest.sources.linked_data import LinkedData, linked_data_of
from digest.sources.markup import absolute, links, parse_page, stated, text_of
from digest.sources.pictures import first_picture, pixels
from digest.sources.reading import Reading

_SHORTEST = 300
"""Characters of text that make an article of a page which does not say that it is one."""
_MOST_ELEMENTS = 20_000
"""Of a page whose text is looked for: the time for it grows with their square, and articles have few thousand."""
_BODY_PICTURE = (300, 150)
"""Least width and height of a picture in the text, as notes and buttons stand there too."""
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_WORD = re.compile(r"\w+")

Metas = dict[str, list[str]]


def read_page(body: bytes, name: str, *, charset: str | None = None) -> Reading:
    """The article of a page, named after its site; `name` is its file or address, and where its links start.

    `charset` is what its server says that it is written in.

    Raises InvalidInput if there is no article in it: a front page, or a form.
    """
    tree = parse_page(body, charset=charset)
    if tree is None:
        raise no_feed(name)
    metas, data = stated(tree), linked_data_of(tree)
    item = _article(tree, metas, data, name)
    if item is None:
        raise no_feed(name)
    return Reading((item,), title=_first(metas, "og:site_name") or data.publisher or None, kind="page")


def no_feed(name: str) -> InvalidInput:
    """What to say of a page where a feed should be."""
    return InvalidInput(f"{name} is a web page, not a feed; look for the address of its feed, often /feed.")


def _article(tree: Any, metas: Metas, data: LinkedData, name: str) -> RawItem | None:
    base = name if name.startswith(("https://", "http://")) else ""
    titles = _titles(tree, metas, data)
    body = _body(tree, titles)
    may_be = len(body) >= _SHORTEST and not (base and _is_front(base))
    if not titles or not (may_be or _says_so(metas, data)):
        return None
    published_at = _date(data.published, _first(metas, *_PUBLISHED), *_times(tree))
    return RawItem(
        title=titles[0],
        where=name,
        url=_address(tree, metas, base) or None,
        summary=data.description or _first(metas, "og:description", "description"),
        body=body,
        published_at=published_at,
        modified_at=read_change(data.modified or _first(metas, *_MODIFIED), published_at=published_at),
        labels=tuple(_labels(metas, data)),
        language=data.language or str(tree.get("lang") or "") or _first(metas, "og:locale") or None,
        picture=first_picture(_pictures(tree, metas, data, base)),
    )


def _says_so(metas: Metas, data: LinkedData) -> bool:
    return data.is_article or "article:published_time" in metas or _first(metas, "og:type") == "article"


def _titles(tree: Any, metas: Metas, data: LinkedData) -> list[str]:
    """All that the page calls its article, the best first: a heading, where it begins what the head states."""
    in_head = [data.headline, _first(metas, "og:title"), text_of(tree.find(".//title"))]
    stated_title = next(filter(None, in_head), "")
    headings = [heading for element in tree.iter("h1") if (heading := text_of(element))]
    same = [heading for heading in headings if not stated_title or _bare(stated_title).startswith(_bare(heading))]
    return [title for title in chain([] if data.headline else same[:1], in_head, headings) if title]


def _body(tree: Any, titles: Iterable[str]) -> str:
    """The paragraphs of the article, without its title in front."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return ""
    # Not above: importing it takes a quarter of a second, and most of what is read is no page.
    from trafilatura import extract  # noqa: PLC0415

    text = extract(tree, fast=True, include_comments=False, include_tables=False) or ""
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    known = {_bare(title) for title in titles}
    while lines and _bare(lines[0]) in known:
        del lines[0]
    return "\n\n".join(html.escape(line, quote=False) for line in lines)


def _bare(text: str) -> str:
    """The words of a text alone: a page prints its title in two ways."""
    return " ".join(_WORD.findall(fold(html.unescape(text))))


def _times(tree: Any) -> Iterator[str]:
    """The dates in the body that are marked as that of the article."""
    for time in tree.iter("time"):
        if time.get("pubdate") is not None or "published" in f"{time.get('class')} {time.get('itemprop')}".lower():
            yield str(time.get("datetime") or text_of(time))


def _date(*texts: str) -> datetime | None:
    return next((date for text in texts if (date := read_date(text))), None)


def _address(tree: Any, metas: Metas, base: str) -> str:
    """Where the page wants to be found; never the front page, which broken templates name on every page."""
    named = [str(link.get("href")) for link in links(tree, "canonical")] + metas.get("og:url", [])
    for address in (absolute(base, each) for each in named):
        if address.startswith(("https://", "http://")) and not _is_front(address):
            return address
    return base


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.path.strip("/") and not parts.query


def _labels(metas: Metas, data: LinkedData) -> Iterator[str]:
    """Each label once, the section before the tags."""
    keywords = data.keywords or [word.strip() for text in _all(metas, "news_keywords") for word in text.split(",")]
    every = (*data.sections, *data.crumbs, *_all(metas, "article:section"), *_all(metas, "article:tag"), *keywords)
    seen = {""}
    for label in every:
        if (folded := _bare(label)) not in seen:
            seen.add(folded)
            yield label


def _pictures(tree: Any, metas: Metas, data: LinkedData, base: str) -> Iterator[Picture]:
    """The one for sharing, those of the linked data, then large ones of the text."""
    for address in _all(metas, "og:image", "og:image:url", "og:image:secure_url", "twitter:image")[:1]:
        width, height = (pixels(_first(metas, f"og:image:{side}")) for side in ("width", "height"))
        yield Picture(absolute(base, address), _first(metas, "og:image:alt"), width, height)
    for picture in data.pictures:
        yield Picture(absolute(base, picture.url), picture.alt, picture.width, picture.height)
    for image in tree.xpath("//article//img[@src] | //main//img[@src]"):
        sides = pixels(image.get("width")), pixels(image.get("height"))
        if all(side and side >= least for side, least in zip(sides, _BODY_PICTURE, strict=True)):
            yield Picture(absolute(base, image.get("src")), str(image.get("alt") or ""), *sides)


def _all(metas: Metas, *names: str) -> list[str]:
    return [text for name in names for text in metas.get(name, [])]


def _first(metas: Metas, *names: str) -> str:
    return next(iter(_all(metas, *names)), "")
