"""Reads the answer of a WordPress site to `/wp-json/wp/v2/posts?_embed`."""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from digest.core.article import Picture, RawItem
from digest.sources.dates import read_change, read_date
from digest.sources.pictures import first_picture, pictures_in, pixels
from digest.sources.reading import Broken, Reading

PER_PAGE = 50
"""Posts in one answer: a hundred, the most that WordPress gives, can pass the limit of what we read."""
_WIDE_ENOUGH = 600
"""Pixels: the column of a mail."""
_TAXONOMIES = ("category", "post_tag")


def page_urls(url: str, *, after: datetime | None = None) -> Iterator[str]:
    """The addresses of the first and all following pages of `url`, a site’s `/wp-json/wp/v2/posts`, newest first.

    With `after`, only posts that were published later. WordPress answers 400 to the first page that is not there.
    """
    parts = urlsplit(url)
    given = {**dict(parse_qsl(parts.query, keep_blank_values=True)), "_embed": "wp:term,wp:featuredmedia"}
    since = {"after": after.isoformat(timespec="seconds")} if after else {}
    for number in count(1):
        query = urlencode(given | since | {"per_page": PER_PAGE, "page": number}, safe=":,")
        yield urlunsplit(parts._replace(query=query, fragment=""))


def is_wordpress(value: object) -> bool:
    """Whether decoded JSON is a list of WordPress posts, which may be empty."""
    return isinstance(value, list) and (not value or any(_is_post(post) for post in value))


def read_wordpress(posts: list[Any], name: str) -> Reading:
    """The posts as items; `name` is their file or address, for messages."""
    entries = (_item(post, where=f"{name}, post {number}") for number, post in enumerate(posts, start=1))
    return Reading(tuple(entries), kind="wordpress")


def _is_post(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("title"), dict) and "rendered" in value["title"]


def _item(post: Any, *, where: str) -> RawItem | Broken:
    if not _is_post(post):
        return Broken(where, "is not a WordPress post")
    if not post.get("link"):
        return Broken(where, "has no link")
    body = _rendered(post, "content")
    published_at = read_date(str(post.get("date_gmt") or post.get("date") or ""))
    modified = str(post.get("modified_gmt") or post.get("modified") or "")
    return RawItem(
        title=_rendered(post, "title"),
        where=where,
        url=str(post["link"]),
        summary=_rendered(post, "excerpt"),
        body=body,
        published_at=published_at,
        modified_at=read_change(modified, published_at=published_at),
        guid=_guid(post),
        labels=tuple(_labels(post)),
        picture=first_picture((*_featured(post), *pictures_in(body))),
    )


def _guid(post: dict[str, Any]) -> str | None:
    """What the site’s feed calls the post too; where a plugin hides that, what WordPress makes of its number."""
    if stated := html.unescape(_rendered(post, "guid")).strip():
        return stated
    number = post.get("id")
    site = re.match(r"https?://[^/?#]+", str(post["link"]))
    return f"{site[0]}/?p={number}" if site and isinstance(number, int) else None


def _rendered(post: dict[str, Any], name: str) -> str:
    field = post.get(name)
    return str(field.get("rendered") or "") if isinstance(field, dict) else ""


def _labels(post: dict[str, Any]) -> Iterator[str]:
    """The names of the categories, then those of the tags."""
    terms = [term for group in _embedded(post, "wp:term") if isinstance(group, list) for term in group]
    named = [term for term in terms if isinstance(term, dict) and term.get("name")]
    for taxonomy in _TAXONOMIES:
        yield from (str(term["name"]) for term in named if term.get("taxonomy") == taxonomy)


def _featured(post: dict[str, Any]) -> Iterator[Picture]:
    """The picture that the editors chose: the smallest size that fills a mail, then the original."""
    for media in _embedded(post, "wp:featuredmedia"):
        if not isinstance(media, dict) or not media.get("source_url"):
            continue  # a picture that is not public is told as an error, in this very place
        alt = str(media.get("alt_text") or "")
        details = media.get("media_details")
        details = details if isinstance(details, dict) else {}
        sizes = details.get("sizes")
        scaled = [_picture(size, alt) for size in sizes.values()] if isinstance(sizes, dict) else []
        wide = [picture for picture in scaled if (picture.width or 0) >= _WIDE_ENOUGH]
        yield from sorted(wide, key=lambda picture: picture.width or 0)
        yield _picture({**details, "source_url": media["source_url"]}, alt)


def _picture(size: Any, alt: str) -> Picture:
    found = size if isinstance(size, dict) else {}
    return Picture(
        str(found.get("source_url") or ""), alt, pixels(found.get("width")), pixels(found.get("height"))
    )


def _embedded(post: dict[str, Any], name: str) -> list[Any]:
    embedded = post.get("_embedded")
    found = embedded.get(name) if isinstance(embedded, dict) else None
    return found if isinstance(found, list) else []
