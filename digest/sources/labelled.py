"""Reads headlines that people sorted into stories: a table whose columns a tabulator separates.

title, story             every row needs both; the story is any word, the same for all headlines of one event
published                a date; the order of the rows where it is missing
source                   name of the publisher
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from digest.core.errors import InvalidInput
from digest.sources.dates import read_date

NEEDED = ("title", "story")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A headline and the story that it belongs to."""

    title: str
    story: str
    published_at: datetime | None = None
    source: str | None = None


def read_labelled(text: str, name: str) -> list[Labelled]:
    """The headlines of a table, whose first line names its columns; InvalidInput says what is wrong, and where."""
    first, *rows = text.removeprefix("\ufeff").splitlines() or [""]
    # “published (UTC)” is the column “published”, and a “#” before all of it makes no difference.
    columns = [(name.split() or [""])[0].lower() for name in first.lstrip("# ").split("\t")]
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise InvalidInput(f"{name} has no column {' and '.join(missing)}; its first line names them, with tabs.")
    found = list(_read(rows, columns, name))
    if not found:
        raise InvalidInput(f"{name} has no headline below its first line.")
    return found


def _read(rows: list[str], columns: list[str], name: str) -> Iterator[Labelled]:
    for number, row in enumerate(rows, start=2):
        if not row.strip() or row.startswith("#"):
            continue
        cells = dict(zip(columns, map(str.strip, row.split("\t")), strict=False))
        if not all(cells.get(column) for column in NEEDED):
            raise InvalidInput(f"{name}, line {number}, has no {' or no '.join(NEEDED)}.")
        yield Labelled(
            cells["title"], cells["story"], read_date(cells.get("published", "")), cells.get("source") or None
        )
