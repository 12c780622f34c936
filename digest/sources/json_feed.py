"""Reads JSON Feed, versions 1.0 and 1.1 (jsonfeed.org)."""

import re
from collections.abc import Iterable
from typing import Any

from digest.core.article import Picture, RawItem
from digest.sources.dates import read_change, read_date
from digest.sources.markup import absolute
from digest.sources.pictures import first_picture, pictures_in
from digest.sources.reading import Broken, Reading

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1(?:\.\d)?/?", re.I)


def is_json_feed(value: object) -> bool:
    """Whether decoded JSON is a JSON Feed, whose version says so."""
    return (
        isinstance(value, dict)
        and bool(_VERSION.fullmatch(_text(value, "version")))
        and isinstance(value.get("items"), list)
    )


def read_json_feed(feed: dict[str, Any], name: str) -> Reading:
    """The items of a decoded JSON Feed; `name` is its file or address, for messages."""
    home = _text(feed, "home_page_url") or _text(feed, "feed_url")
    language = _text(feed, "language")
    entries = (
        _item(item, where=f"{name}, item {number}", home=home, language=language)
        for number, item in enumerate(feed["items"], start=1)
    )
    return Reading(tuple(entries), title=_text(feed, "title") or None)


def _item(item: Any, *, where: str, home: str, language: str) -> RawItem | Broken:
    if not isinstance(item, dict):
        return Broken(where, "is not a JSON object")
    # The id is the address in many feeds, and the only one in some.
    link = _text(item, "url") or _text(item, "external_url") or _web_address(_text(item, "id"))
    if not link:
        return Broken(where, "has no link")
    body = _text(item, "content_html") or _text(item, "content_text")
    tags = item.get("tags")
    modified = _text(item, "date_modified")
    published_at = read_date(_text(item, "date_published")) or read_date(modified)
    return RawItem(
        title=_text(item, "title"),
        where=where,
        url=absolute(home, link) or link,
        summary=_text(item, "summary"),
        body=body,
        published_at=published_at,
        modified_at=read_change(modified, published_at=published_at),
        guid=_identity(item.get("id")),
        labels=tuple(str(tag) for tag in tags if tag) if isinstance(tags, list) else (),
        language=_text(item, "language") or language or None,
        picture=first_picture(_pictures(item, body)),
    )


def _pictures(item: dict[str, Any], body: str) -> Iterable[Picture]:
    yield from (Picture(_text(item, name)) for name in ("image", "banner_image"))
    attachments = item.get("attachments")
    for attached in attachments if isinstance(attachments, list) else ():
        if isinstance(attached, dict) and _text(attached, "mime_type").startswith("image/"):
            yield Picture(_text(attached, "url"))
    yield from pictures_in(body)


def _identity(value: object) -> str | None:
    """An id; some feeds give a number, which the standard asks to be read as a text (JSON Feed 1.1, items)."""
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None


def _web_address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    return value.strip() if isinstance(value, str) else ""
