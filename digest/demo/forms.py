"""The forms in which outlets give their articles away: feed, WordPress posts, table, lines, captured page."""

import csv
import io
import json
from collections.abc import Callable
from email.utils import format_datetime
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from digest.core.article import Picture
from digest.demo.outlet import Item, Outlet

Form = Callable[[Outlet], str]

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MEDIA = "http://search.yahoo.com/mrss/"
ET.register_namespace("content", _CONTENT)
ET.register_namespace("media", _MEDIA)

_COLUMNS = (
    "url",
    "title",
    "summary",
    "body",
    "published",
    "country",
    "category",
    "language",
    "image",
    "source",
)

_PAGE = """\
Live logo
Live logo
spot_img
AccueilNews - Infos{section}{title}

{title}

- Publicité-

{paragraphs}

LAISSER UN COMMENTAIRE

S'il vous plaît entrez votre commentaire!
S'il vous plaît entrez votre nom ici
Captcha verification failed!
{sidebar}
"""


def as_feed(outlet: Outlet) -> str:
    """An RSS 2.0 feed with whole texts and Media RSS pictures."""
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", outlet.source.name)
    _add(channel, "link", outlet.site)
    _add(channel, "description", f"Toute l’actualité de {outlet.source.name}")
    _add(channel, "language", "fr")
    for item in outlet.items:
        _add_item(channel, item)
    ET.indent(rss)
    return ET.tostring(rss, encoding="unicode", xml_declaration=True) + "\n"


def as_posts(outlet: Outlet) -> str:
    """The answer of a WordPress site to `wp-json/wp/v2/posts?_embed`."""
    count = len(outlet.items)
    posts = [_post(item, number=count - place) for place, item in enumerate(outlet.items)]
    return json.dumps(posts, ensure_ascii=False, indent=1) + "\n"


def as_table(outlet: Outlet) -> str:
    """A CSV file with one row for each article."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    writer.writerows(_row(item, outlet) for item in outlet.items)
    return text.getvalue()


def as_lines(outlet: Outlet) -> str:
    """A JSONL file with one object for each article."""
    return "".join(json.dumps(_row(item, outlet), ensure_ascii=False) + "\n" for item in outlet.items)


def as_capture(outlet: Outlet) -> str:
    """The text of a page as a browser copies it: its own article, then the headlines beside it."""
    page, *beside = outlet.items
    return _PAGE.format(
        section=page.section,
        title=page.title,
        paragraphs="\n\n".join((page.lead, *page.paragraphs)),
        sidebar="\n\n".join(line for item in beside for line in (item.country, item.title)),
    )


FORMS: dict[str, tuple[str, Form]] = {
    "feed": ("xml", as_feed),
    "posts": ("json", as_posts),
    "table": ("csv", as_table),
    "lines": ("jsonl", as_lines),
    "capture": ("txt", as_capture),
}
"""Each form with the ending of its file's name."""


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _add_item(channel: ET.Element, item: Item) -> None:
    entry = ET.SubElement(channel, "item")
    _add(entry, "title", item.title)
    _add(entry, "link", item.url)
    _add(entry, "guid", item.url)
    _add(entry, "pubDate", format_datetime(item.published_at, usegmt=True))
    _add(entry, "category", item.section)
    _add(entry, "category", item.country)
    if item.lead:
        _add(entry, "description", item.lead)
    if item.paragraphs:
        _add(entry, f"{{{_CONTENT}}}encoded", _markup(item.paragraphs))
    if item.picture:
        _add_picture(entry, item.picture)


def _add_picture(entry: ET.Element, picture: Picture) -> None:
    about = {"url": picture.url, "medium": "image", "type": "image/jpeg"}
    size = {"width": str(picture.width), "height": str(picture.height)}
    media = ET.SubElement(entry, f"{{{_MEDIA}}}content", about | size)
    _add(media, f"{{{_MEDIA}}}description", picture.alt)


def _post(item: Item, *, number: int) -> dict[str, Any]:
    terms = [
        {"id": place, "taxonomy": "category", "name": escape(name)}
        for place, name in enumerate((item.section, item.country), start=1)
    ]
    return {
        "id": number,
        "date_gmt": item.published_at.strftime("%Y-%m-%dT%H:%M:%S"),
        "link": item.url,
        "title": {"rendered": _texturise(item.title)},
        "excerpt": {"rendered": _markup((item.lead,)), "protected": False},
        "content": {"rendered": _markup(item.paragraphs), "protected": False},
        "_embedded": {"wp:term": [terms, []], **_featured(item.picture)},
    }


def _featured(picture: Picture | None) -> dict[str, Any]:
    if picture is None:
        return {}
    size = {"width": picture.width, "height": picture.height}
    media = {"source_url": picture.url, "alt_text": picture.alt, "media_type": "image", "media_details": size}
    return {"wp:featuredmedia": [media]}


def _row(item: Item, outlet: Outlet) -> dict[str, str]:
    return {
        "url": item.url,
        "title": item.title,
        "summary": item.lead,
        "body": "\n\n".join(item.paragraphs),
        "published": item.published_at.isoformat(),
        "country": item.country,
        "category": item.section,
        "language": item.language,
        "image": item.picture.url if item.picture else "",
        "source": outlet.source.name,
    }


def _markup(paragraphs: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{_texturise(paragraph)}</p>" for paragraph in paragraphs)


def _texturise(text: str) -> str:
    """Markup of `text` with the apostrophe as a number, as WordPress writes it."""
    return escape(text, quote=False).replace("’", "&#8217;")
