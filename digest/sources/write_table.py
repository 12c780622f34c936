"""Writes articles as CSV or as JSON lines, under the names that sources/tabular.py reads."""

import csv
import html
import json
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from digest.sources.formula import guarded
from digest.sources.tabular import COLUMNS

Cells = Mapping[str, str | int | list[str] | None]
"""The values of one article, by column; plain text, and None or nothing for what it has not."""

_TEXTS = frozenset({"title", "summary", "body", "image_alt", "source"})
_OF_THE_PUBLISHER = "guid"
"""What we keep of it is a fingerprint, which would be another id to whoever reads it."""
WRITTEN = tuple(column for column in COLUMNS if column != _OF_THE_PUBLISHER)


def write_csv(rows: Iterable[Cells], output: TextIO) -> int:
    """Write a header and a line for each article, as they come; how many there were."""
    writer = csv.writer(output)
    writer.writerow(WRITTEN)
    count = 0
    for row in rows:
        writer.writerow([guarded(_cell(row, column)) for column in WRITTEN])
        count += 1
    return count


def write_json_lines(rows: Iterable[Cells], output: TextIO) -> int:
    """Write an object for each article, as they come, without what it has not; how many there were."""
    count = 0
    for row in rows:
        values = {column: value for column in WRITTEN if (value := _marked(row, column))}
        output.write(json.dumps(values, ensure_ascii=False) + "\n")
        count += 1
    return count


FORMATS: Mapping[str, Callable[[Iterable[Cells], TextIO], int]] = {"csv": write_csv, "jsonl": write_json_lines}


def _cell(row: Cells, column: str) -> str:
    value = _marked(row, column)
    return ";".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _marked(row: Cells, column: str) -> str | int | list[str] | None:
    """A value as it is read back: as text where that is the same, as HTML where the text would be taken for it."""
    value = row.get(column)
    if column not in _TEXTS or not isinstance(value, str):
        return value
    is_as_html = "<" in value or ("&" in value and html.unescape(value) != value)
    return html.escape(value, quote=False) if is_as_html else value
