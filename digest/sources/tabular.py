"""What a row of CSV and a line of JSON say about an article; both use the same names.

url, title               every row needs both; a url of “urn:digest:…” stands for an article that has none
summary, body            text or HTML
published, modified      dates; without a zone they are UTC
country, category        names or codes; several with “;” or “|” between them, or a list in JSON
language                 fr, en
image                    address of a picture
image_alt                what is to be seen on it
image_width, image_height  in pixels
source                   name of the publisher, where it differs from row to row
guid                     what the publisher calls the article for ever, whatever becomes of its address

In CSV, an apostrophe that keeps a spreadsheet from taking a cell for a formula is no part of the text.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic_core import from_json

from digest.core.article import Picture, RawItem
from digest.core.country import country_name, country_names, is_country
from digest.core.gazetteer import country_of
from digest.sources.dates import read_date
from digest.sources.formula import unguarded
from digest.sources.pictures import pixels
from digest.sources.reading import Broken

COLUMNS = (
    *("url", "title", "summary", "body", "published", "country", "category", "language", "image", "source"),
    *("image_alt", "image_width", "image_height", "guid", "modified"),
)
_READ = frozenset(COLUMNS)
REQUIRED = ("url", "title")
DELIMITERS = ",;\t"

_NAMED_BY_US = "urn:digest:"
_BETWEEN = re.compile(r"\s*[;|]\s*")


def header_of(line: str) -> tuple[str, list[str]] | None:
    """Delimiter and columns of the first line of a CSV file, or None if it names neither url nor title."""
    delimiter = max(DELIMITERS, key=line.count)
    columns = [column.strip().strip('"').lower() for column in line.strip().split(delimiter)]
    return (delimiter, columns) if set(REQUIRED) & set(columns) else None


def read_json_line(line: bytes, where: str) -> RawItem | Broken:
    """The article of one line, in UTF-8 or else in what Windows writes."""
    try:
        value = _value(line)
    except (ValueError, RecursionError):
        return Broken(where, "is not JSON")
    return _item(value, where) if isinstance(value, dict) else Broken(where, "is not a JSON object")


def _value(line: bytes) -> object:
    try:
        # Several times as fast as the other, and stricter: it takes neither UTF-16 nor half a surrogate pair.
        return from_json(line)
    except ValueError:
        pass
    try:
        return json.loads(line)
    except UnicodeDecodeError:
        return json.loads(line.decode("cp1252", errors="replace"))


def read_row(cells: Sequence[str], columns: Sequence[str], where: str) -> RawItem | Broken:
    """The article of one row of CSV."""
    if len(cells) > len(columns):
        return Broken(where, f"has {len(cells)} cells, the header has {len(columns)}")
    return _item(dict(zip(columns, map(unguarded, cells), strict=False)), where)


def _item(row: Mapping[str, Any], where: str) -> RawItem | Broken:
    # What a row says, and not what it might say: most rows have few of the columns.
    texts = {name: str(value).strip() for name, value in row.items() if name in _READ and value is not None}
    title, url = texts.get("title"), texts.get("url")
    if not title or not url:
        return Broken(where, "has no title" if url else "has no url")
    published, modified = texts.get("published"), texts.get("modified")
    published_at = read_date(published) if published else None
    modified_at = read_date(modified) if modified else None
    for text, moment in ((published, published_at), (modified, modified_at)):
        if text and not moment:
            return Broken(
                where, f"has a date that cannot be read: “{text[:40]}”; write 2024-03-06 or 2024-03-06T10:30Z"
            )
    return RawItem(
        title=title,
        where=where,
        url=None if url.startswith(_NAMED_BY_US) else url,
        summary=texts.get("summary", ""),
        body=texts.get("body", ""),
        published_at=published_at,
        modified_at=modified_at,
        guid=texts.get("guid") or None,
        labels=(
            *_labels(row.get("category"), texts.get("category")),
            *map(_country, _labels(row.get("country"), texts.get("country"))),
        ),
        language=texts.get("language") or None,
        picture=_picture(texts),
        source=texts.get("source") or None,
    )


def _picture(texts: Mapping[str, str]) -> Picture | None:
    if not (url := texts.get("image")):
        return None
    width, height = (pixels(texts.get(name)) for name in ("image_width", "image_height"))
    return Picture(url, texts.get("image_alt", ""), width, height)


def _labels(value: object, text: str | None) -> list[str]:
    if not text:
        return []
    found = [str(part) for part in value] if isinstance(value, list) else _BETWEEN.split(text)
    return [label for label in found if label]


def _country(label: str) -> str:
    """A code as a name that tagging knows."""
    code = label.upper()
    return _known_name(code) if is_country(code) else label


@cache
def _known_name(code: str) -> str:
    english = country_name(code, "en")
    # CLDR writes "Myanmar (Burma)", and has no French name of Sark.
    names = (english, country_names("fr").get(code, ""), english.partition(" (")[0])
    return next((name for name in names if country_of(name) == code), english)
