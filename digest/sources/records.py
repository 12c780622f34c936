"""Cuts CSV and JSON lines into batches of records, however large the file.

Cutting is quick and has to go from the first byte to the last; making items of a batch takes longer, and can be
done anywhere.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from digest.core.article import RawItem
from digest.core.errors import InvalidInput
from digest.sources.reading import Broken, Reading
from digest.sources.tabular import COLUMNS, REQUIRED, header_of, read_json_line, read_row

LONGEST = 5_000_000
"""Most bytes of a line of JSON, most characters of a cell: the csv module’s 131,072 are less than reports have."""
csv.field_size_limit(LONGEST)

_MOST_RECORDS = 1_000
_ENOUGH = 2_000_000
"""Bytes of JSON, or characters in cells, that fill a batch."""
_PIECE = 1 << 20
_BEGINNING = 4096
_OTHER_FORMS = (b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b")
"""How UTF-16 and gzip begin."""

_Record = bytes | list[str] | Broken
"""A line of JSON, the cells of a row, or what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a file, each with the line that it starts on."""

    name: str
    columns: tuple[str, ...]
    """Of CSV; empty for JSON lines."""
    records: tuple[tuple[int, _Record], ...]

    def read(self) -> list[RawItem | Broken]:
        """The articles of the batch, and what is wrong with the others."""
        return [self._item(record, f"{self.name}, line {number}") for number, record in self.records]

    def _item(self, record: _Record, where: str) -> RawItem | Broken:
        if isinstance(record, bytes):
            return read_json_line(record, where)
        return record if isinstance(record, Broken) else read_row(record, self.columns, where)


@contextmanager
def open_batches(path: Path) -> Iterator[Iterator[Batch] | None]:
    """The batches of the file at `path`, read as they are asked for; None if it is neither CSV nor JSON lines.

    Raises OSError if it cannot be opened, InvalidInput for CSV without the columns that it needs.
    """
    with path.open("rb") as file:
        first_line = file.readline(LONGEST)
        file.seek(0)
        beginning = file.read(_BEGINNING)
        file.seek(0)
        name, ending = str(path), path.suffix.lower()
        if not beginning or beginning.startswith(_OTHER_FORMS) or b"\0" in beginning:
            yield None
        elif ending in (".jsonl", ".ndjson") or _is_article(first_line):
            yield json_batches(file, name)
        elif ending in (".csv", ".tsv") or _names_all_columns(first_line):
            charset = "utf-8-sig" if _is_utf8(file) else "cp1252"
            with io.TextIOWrapper(file, charset, errors="replace", newline="") as lines:
                yield csv_batches(lines, name)
        else:
            yield None


def read_csv(text: str, name: str) -> Reading:
    """The rows of a CSV file, each with the line that it starts on; `name` is the file, for messages."""
    return _reading(csv_batches(io.StringIO(text, newline=""), name))


def read_json_lines(text: str, name: str) -> Reading:
    """One article from each line; `name` is the file, for messages."""
    return _reading(json_batches(io.BytesIO(text.encode(errors="replace")), name))


def csv_batches(lines: Iterable[str], name: str) -> Iterator[Batch]:
    """The rows of CSV in batches; InvalidInput if its first line does not name the columns that it needs."""
    lines = iter(lines)
    delimiter, columns = _header(next(lines, ""), name)
    return _batched(_rows(lines, name, delimiter), name, tuple(columns))


def json_batches(file: BinaryIO, name: str) -> Iterator[Batch]:
    """The lines of a file in batches, without the empty ones."""
    return _batched(_lines(file, name), name)


def _batched(records: Iterable[tuple[int, _Record]], name: str, columns: tuple[str, ...] = ()) -> Iterator[Batch]:
    chosen: list[tuple[int, _Record]] = []
    size = 0
    for number, record in records:
        chosen.append((number, record))
        size += _size(record)
        if len(chosen) == _MOST_RECORDS or size >= _ENOUGH:
            yield Batch(name, columns, tuple(chosen))
            chosen, size = [], 0
    if chosen:
        yield Batch(name, columns, tuple(chosen))


def _size(record: _Record) -> int:
    if isinstance(record, Broken):
        return 0
    return len(record) if isinstance(record, bytes) else sum(map(len, record))


def _header(line: str, name: str) -> tuple[str, list[str]]:
    header = header_of(line)
    missing = [column for column in REQUIRED if not header or column not in header[1]]
    if not header or missing:
        raise InvalidInput(
            f"{name} has no column {' and '.join(missing)}; its first line names some of: {', '.join(COLUMNS)}."
        )
    return header


def _rows(lines: Iterator[str], name: str, delimiter: str) -> Iterator[tuple[int, _Record]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 2  # the header is not the reader's
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, Broken(f"{name}, line {number}", f"cannot be read as CSV: {error}")
            continue
        if any(cells):
            yield number, cells


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[int, _Record]]:
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        is_too_long = len(line) == LONGEST and not line.endswith(b"\n")
        while is_too_long and not line.endswith(b"\n") and (line := file.readline(LONGEST)):
            pass
        if is_too_long:
            yield number, Broken(f"{name}, line {number}", f"is longer than {LONGEST // 1_000_000} MB")
        elif record := line.removeprefix(codecs.BOM_UTF8).strip():
            yield number, record


def _is_article(line: bytes) -> bool:
    return line.rstrip().endswith(b"}") and isinstance(read_json_line(line, ""), RawItem)


def _names_all_columns(line: bytes) -> bool:
    header = header_of(line.decode("utf-8-sig", errors="replace"))
    return header is not None and set(REQUIRED) <= set(header[1])


def _is_utf8(file: BinaryIO) -> bool:
    """Whether the whole of a file is UTF-8; it stands at its beginning again afterwards."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _reading(batches: Iterable[Batch]) -> Reading:
    return Reading(tuple(entry for batch in batches for entry in batch.read()))
