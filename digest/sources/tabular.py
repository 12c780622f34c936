"""Reads articles from CSV with a header, and from JSON lines; both use the same names.

url, title               every row needs both
summary, body            text or HTML
published                a date; without a zone it is UTC
country, category        names or codes; several with “;” or “|” between them, or a list in JSON
language                 fr, en
image                    address of a picture
source                   name of the publisher, where it differs from row to row
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from digest.core.article import Picture, RawItem
from digest.core.country import country_name, is_country
from digest.core.errors import InvalidInput
from digest.sources.dates import read_date
from digest.sources.reading import Broken, Reading

COLUMNS = ("url", "title", "summary", "body", "published", "country", "category", "language", "image", "source")
REQUIRED = ("url", "title")
DELIMITERS = ",;\t"

_BETWEEN = re.compile(r"\s*[;|]\s*")


def header_of(line: str) -> tuple[str, list[str]] | None:
    """Delimiter and columns of the first line of a CSV file, or None if it names neither url nor title."""
    delimiter = max(DELIMITERS, key=line.count)
    columns = [column.strip().strip('"').lower() for column in line.strip().split(delimiter)]
    return (delimiter, columns) if set(REQUIRED) & set(columns) else None


def read_csv(text: str, name: str) -> Reading:
    """The rows of a CSV file, each with the line that it starts on; `name` is the file, for messages."""
    header = header_of(text.partition("\n")[0])
    missing = [column for column in REQUIRED if not header or column not in header[1]]
    if not header or missing:
        raise InvalidInput(
            f"{name} has no column {' and '.join(missing)}; its first line names some of: {', '.join(COLUMNS)}."
        )
    return Reading(tuple(_rows(text, name, delimiter=header[0], columns=header[1])))


def read_json_lines(text: str, name: str) -> Reading:
    """One article from each line; `name` is the file, for messages."""
    lines = enumerate(text.split("\n"), start=1)
    return Reading(tuple(_json_line(line, f"{name}, line {number}") for number, line in lines if line.strip()))


def _rows(text: str, name: str, *, delimiter: str, columns: list[str]) -> Iterator[RawItem | Broken]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    next(reader)
    while True:
        where = f"{name}, line {reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(where, f"cannot be read as CSV: {error}")
            continue
        if len(cells) > len(columns):
            yield Broken(where, f"has {len(cells)} cells, the header has {len(columns)}")
        elif any(cells):
            yield _item(dict(zip(columns, cells, strict=False)), where)


def _json_line(line: str, where: str) -> RawItem | Broken:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Broken(where, "is not JSON")
    return _item(value, where) if isinstance(value, dict) else Broken(where, "is not a JSON object")


def _item(row: Mapping[str, Any], where: str) -> RawItem | Broken:
    title, url, image = _text(row, "title"), _text(row, "url"), _text(row, "image")
    if not title or not url:
        return Broken(where, "has no title" if url else "has no url")
    published = _text(row, "published")
    published_at = read_date(published)
    if published and not published_at:
        return Broken(
            where, f"has a date that cannot be read: “{published[:40]}”; write 2024-03-06 or 2024-03-06T10:30Z"
        )
    return RawItem(
        title=title,
        where=where,
        url=url,
        summary=_text(row, "summary"),
        body=_text(row, "body"),
        published_at=published_at,
        labels=(*_labels(row, "category"), *map(_country, _labels(row, "country"))),
        language=_text(row, "language") or None,
        picture=Picture(image) if image else None,
        source=_text(row, "source") or None,
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _labels(row: Mapping[str, Any], name: str) -> list[str]:
    value = row.get(name)
    found = [str(part) for part in value] if isinstance(value, list) else _BETWEEN.split(_text(row, name))
    return [label for label in found if label]


def _country(label: str) -> str:
    """A code as the name that tagging knows."""
    code = label.upper()
    return country_name(code, "en") if is_country(code) else label
