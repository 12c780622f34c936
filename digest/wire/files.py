"""Imports a file of articles: any form that sources/recognise.py knows, CSV and JSON lines of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from digest.core.article import RawItem, Source
from digest.core.clean import clean_line
from digest.core.errors import InvalidInput
from digest.db.store import Store
from digest.sources.reading import Broken, Reading
from digest.sources.recognise import read
from digest.sources.records import Batch, open_batches
from digest.wire.bulk import Preparer, take_in_batches
from digest.wire.copies import join_copies
from digest.wire.given import NOTHING_GIVEN, Given
from digest.wire.intake import Report, decisions, take_in
from digest.wire.publisher import check_key, host_of, key_of

LARGE = 5_000_000
"""Bytes from which it pays to start other processes."""
LARGEST = 50_000_000
"""Most bytes of a file that has to be in memory as a whole."""


def import_file(store: Store, path: Path, given: Given = NOTHING_GIVEN, *, now: datetime) -> Report:
    """Take in the articles of the file at `path`; broken ones are in the report, the others are stored.

    CSV and JSON lines are stored batch by batch. What was stored stays if the import is interrupted: the next one
    takes in the rest. Raises InvalidInput if the file cannot be read at all.
    """
    try:
        with open_batches(path) as batches:
            report = _import_batches(store, batches, path, given, now) if batches else None
        report = report or _import_whole(store, path, given, now)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error
    join_copies(store, now=now)
    return report


def _import_batches(store: Store, batches: Iterator[Batch], path: Path, given: Given, now: datetime) -> Report:
    if given.url:
        raise InvalidInput(f"{path} has the addresses of its articles; --url is for the capture of a page.")
    first = next(batches, None)
    if not first:
        return Report()
    usual = _usual_source(Reading(tuple(first.read())), given, path)
    preparer = Preparer(given, usual, decisions(store), now)
    is_large = path.stat().st_size > LARGE
    reports = take_in_batches(store, preparer, chain((first,), batches), in_parallel=is_large)
    return sum(reports, Report())


def _import_whole(store: Store, path: Path, given: Given, now: datetime) -> Report:
    if path.stat().st_size > LARGEST:
        raise InvalidInput(
            f"{path} is larger than {LARGEST // 1_000_000} MB, which only CSV and JSON lines may be."
        )
    reading = read(path.read_bytes(), str(path))
    usual = _usual_source(reading, given, path)
    by_source: dict[Source, list[RawItem | Broken]] = {}
    for entry in _addressed(reading.entries, given.url, path):
        source, placed = given.place(entry, usual=usual)
        by_source.setdefault(source, []).append(placed)
    return take_in(store, by_source, now=now)


def _addressed(entries: Sequence[RawItem | Broken], url: str | None, path: Path) -> Iterator[RawItem | Broken]:
    """The entries, the first one with the address `url`: in a capture that is the article itself."""
    for number, entry in enumerate(entries):
        if number > 0 or not url or isinstance(entry, Broken):
            yield entry
        elif entry.url:
            raise InvalidInput(f"{path} has the addresses of its articles; --url is for the capture of a page.")
        else:
            yield replace(entry, url=url)


def _usual_source(reading: Reading, given: Given, path: Path) -> Source:
    """The source of all items that name none: as given, or what the file tells about itself."""
    items = (entry for entry in reading.entries if isinstance(entry, RawItem))
    hosts = (host for item in items if (host := host_of(item.url)))
    told = given.name or clean_line(reading.title or "")
    if given.key:
        return Source(check_key(given.key), told or given.key)
    name = told or host_of(given.url) or next(hosts, path.stem)
    return Source(key_of(name), name)
