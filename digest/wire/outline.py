"""Sources as OPML: handed to another reader of feeds or another newsroom, and taken in from there."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from digest.core.article import Source
from digest.core.canonical import canonical
from digest.core.clean import clean_line
from digest.core.errors import InvalidInput
from digest.db import sources
from digest.db.store import Store
from digest.sources.opml import Outline, read_opml, write_opml
from digest.sources.reading import Broken
from digest.wire.intake import Report
from digest.wire.publisher import LONGEST_KEY, check_key, host_of, key_of

KINDS = ("feed", "wordpress", "sitemap", "page")


def export_sources(store: Store, *, now: datetime) -> str:
    """All sources as OPML, in the order of their keys."""
    with store.reading() as session:
        every = [stored.source for stored in sources.every(session)]
    return write_opml(every, title="Sources", now=now)


def import_sources(store: Store, path: Path) -> Report:
    """Store the sources of the OPML file at `path`, in one transaction; none is fetched before its next visit.

    A source is known by its address. What another reader wrote leaves a known source as it is; what we wrote
    brings it up to date, under the key that it has. Raises InvalidInput if the file cannot be read at all.
    """
    outlines = read_opml(_bytes_of(path), str(path))
    broken: list[Broken] = []
    became = {"new": 0, "changed": 0, "unchanged": 0}
    with store.writing() as session:
        directory = _Directory([stored.source for stored in sources.every(session)])
        for outline in outlines:
            source = directory.source_of(outline) if isinstance(outline, Outline) else outline
            if isinstance(source, Broken):
                broken.append(source)
                continue
            before = directory.by_key.get(source.key)
            became["unchanged" if before == source else "changed" if before else "new"] += 1
            if before != source:
                sources.save(session, source)
                directory.add(source)
    return Report(**became, broken=tuple(broken))


class _Directory:
    """The sources that there are, by key and by address, and what an outline makes of them."""

    def __init__(self, known: list[Source]) -> None:
        self.by_key: dict[str, Source] = {}
        self._by_address: dict[str, Source] = {}
        self._numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
        for source in known:
            self.add(source)

    def add(self, source: Source) -> None:
        """Know `source` from now on, in place of the one that had its key."""
        self.by_key[source.key] = source
        if source.url:
            self._by_address[_address(source.url)] = source

    def source_of(self, outline: Outline) -> Source | Broken:
        """The source that an outline stands for: the known one, if there is one, with what the outline changes."""
        if fault := _fault(outline):
            return Broken(outline.where, fault)
        known = self._by_address.get(_address(outline.url)) if outline.url else None
        if known and not outline.is_ours:
            return known
        name = clean_line(outline.name) or host_of(outline.url) or str(outline.key)
        key = known.key if known else outline.key or self._free_key(name, outline.url)
        known = known or self.by_key.get(key)
        if known and known.url and outline.url and _address(known.url) != _address(outline.url):
            return Broken(outline.where, f"has the key “{key}”, which is that of the source at {known.url}")
        before = known or Source(key, name, kind="wordpress" if "/wp/v2/posts" in (outline.url or "") else "feed")
        return Source(
            key=key,
            name=name,
            url=outline.url or before.url,
            owner=clean_line(outline.owner) if outline.owner else before.owner,
            weight=float(outline.weight) if outline.weight else before.weight,
            kind=outline.kind or before.kind,
        )

    def _free_key(self, name: str, url: str | None) -> str:
        """A key made of the name, or of the host where the name has no letter for one; numbered if it is taken.

        A source of that key which has no address yet is taken for the same one.
        """
        try:
            key = key_of(name)
        except InvalidInput:
            key = key_of(host_of(canonical(url or "")) or "")
        numbered = (f"{key[: LONGEST_KEY - 6].rstrip('-')}-{number}" for number in self._numbers[key])
        return next(
            each for each in chain([key], numbered) if each not in self.by_key or not self.by_key[each].url
        )


def _fault(outline: Outline) -> str | None:
    """What is wrong with an outline, as the end of a sentence."""
    if outline.url and (not canonical(outline.url) or not host_of(outline.url)):
        return f"has an address that cannot be fetched: “{clean_line(outline.url)}”"
    if outline.weight and not _is_weight(outline.weight):
        return f"has a weight that does not lie between 0 and 1: “{clean_line(outline.weight)}”"
    if outline.kind and outline.kind not in KINDS:
        return f"is of a kind that is not known: “{clean_line(outline.kind)}”; write one of {', '.join(KINDS)}"
    try:
        check_key(outline.key or "none")
    except InvalidInput:
        return f"has a key that cannot be one: “{clean_line(outline.key or '')}”; use a-z, 0-9 and -"
    return None


def _is_weight(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


def _address(url: str) -> str:
    """What tells a source from others: its canonical address, whether by http or https."""
    return (canonical(url) or url).removeprefix("https:").removeprefix("http:")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error
