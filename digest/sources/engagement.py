"""Reads a table of engagement: how often the stories of each kind were delivered, and how often they were opened.

category, country, source   the kind; a category and a source by their keys, a country by its ISO 3166 code
delivered, clicks           whole numbers over all readers together; clicks are at most as many as delivered
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.core.country import is_country
from digest.core.engagement import Cell
from digest.core.errors import InvalidInput
from digest.sources.reading import Broken
from digest.sources.tabular import DELIMITERS

COLUMNS = ("category", "country", "source", "delivered", "clicks")
_MOST = 2**31 - 1
"""What a column of either database holds."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A cell, and where in the file it stands."""

    where: str
    cell: Cell


def read_engagement(text: str, name: str) -> list[Numbered | Broken]:
    """The cells of a table, and the rows that are none; InvalidInput if its columns are not these five.

    Other columns are refused rather than ignored: a table that names readers has no business here.
    """
    first, *_ = text.removeprefix("\ufeff").splitlines() or [""]
    rows = csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=max(DELIMITERS, key=first.count))
    columns = [column.strip().lower() for column in next(rows, [])]
    if sorted(columns) != sorted(COLUMNS):
        raise InvalidInput(f"{name} needs the columns {', '.join(COLUMNS)} in its first line, and no other.")
    return list(_read(rows, columns, name))


def _read(rows: Iterator[list[str]], columns: Sequence[str], name: str) -> Iterator[Numbered | Broken]:
    lines: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(rows, start=2):
        where = f"{name}, line {number}"
        if not any(map(str.strip, row)):
            continue
        if len(row) != len(columns):
            yield Broken(where, f"has {len(row)} cells, the header has {len(columns)}")
            continue
        read = _cell(dict(zip(columns, map(str.strip, row), strict=True)))
        if isinstance(read, Cell) and lines.setdefault(read.kind, number) != number:
            read = f"is about the same kind as line {lines[read.kind]}"
        yield Broken(where, read) if isinstance(read, str) else Numbered(where, read)


def _cell(row: dict[str, str]) -> Cell | str:
    """The cell of a row, or what is wrong with it."""
    code = row["country"].upper()
    if not is_country(code):
        return f"has “{row['country']}” where a country code such as BJ is needed"
    for column in ("delivered", "clicks"):
        if not (row[column].isascii() and row[column].isdigit() and len(row[column]) <= len(str(_MOST))):
            return f"has “{row[column]}” for {column}, which has to be a whole number"
    delivered, clicks = int(row["delivered"]), int(row["clicks"])
    if delivered > _MOST:
        return f"has {delivered} deliveries, more than {_MOST}"
    if clicks > delivered:
        return (
            f"has {clicks} clicks in {delivered} deliveries; count a delivery once, however often it was clicked"
        )
    return Cell(row["category"], code, row["source"], delivered, clicks)
