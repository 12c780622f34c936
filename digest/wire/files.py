"""Imports a file of articles: any form that sources/recognise.py knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from digest.core.article import RawItem, Source
from digest.core.clean import clean_line
from digest.core.errors import InvalidInput
from digest.db.store import Store
from digest.sources.reading import Broken, Reading
from digest.sources.recognise import read
from digest.wire.intake import Report, take_in
from digest.wire.publisher import check_key, host_of, key_of


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who imports a file knows better than the file; None where it shall speak for itself."""

    key: str | None = None
    """Key of the one source that all of the file comes from."""
    name: str | None = None
    """Name of that source, if it has to be made."""
    published_at: datetime | None = None
    """Date of the items that have none; without it they are dated when they are taken in."""
    url: str | None = None
    """Address of the page that a capture was taken of."""


def import_file(store: Store, path: Path, given: Given = Given(), *, now: datetime) -> Report:
    """Take in the articles of the file at `path`; broken ones are in the report, the others are stored.

    Raises InvalidInput if the file cannot be read at all.
    """
    reading = read(_bytes_of(path), str(path))
    entries = [_completed(entry, given) for entry in _addressed(reading.entries, given.url, path)]
    by_source: dict[Source, list[RawItem | Broken]] = {}
    usual = _usual_source(reading, given, path)
    for entry in entries:
        by_source.setdefault(_source_of(entry, usual, given), []).append(entry)
    return take_in(store, by_source, now=now)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error


def _addressed(entries: Sequence[RawItem | Broken], url: str | None, path: Path) -> Iterator[RawItem | Broken]:
    """The entries, the first one with the address `url`: in a capture that is the article itself."""
    for number, entry in enumerate(entries):
        if number > 0 or not url or isinstance(entry, Broken):
            yield entry
        elif entry.url:
            raise InvalidInput(f"{path} has the addresses of its articles; --url is for the capture of a page.")
        else:
            yield replace(entry, url=url)


def _completed(entry: RawItem | Broken, given: Given) -> RawItem | Broken:
    if isinstance(entry, RawItem) and entry.published_at is None:
        return replace(entry, published_at=given.published_at)
    return entry


def _usual_source(reading: Reading, given: Given, path: Path) -> Source:
    """The source of all items that name none: as given, or what the file tells about itself."""
    items = (entry for entry in reading.entries if isinstance(entry, RawItem))
    hosts = (host for item in items if (host := host_of(item.url)))
    told = given.name or clean_line(reading.title or "")
    if given.key:
        return Source(check_key(given.key), told or given.key)
    name = told or host_of(given.url) or next(hosts, path.stem)
    return Source(key_of(name), name)


def _source_of(entry: RawItem | Broken, usual: Source, given: Given) -> Source:
    if isinstance(entry, Broken) or not entry.source or given.key or given.name:
        return usual
    name = clean_line(entry.source)
    return Source(key_of(name), name)
