"""Takes items in: each is prepared, and what came together is stored in one transaction."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from digest.core.article import Evidence, NewArticle, RawItem, Source
from digest.core.category import GENERAL
from digest.core.clean import clean_line
from digest.core.labels import Decisions
from digest.core.own_category import labels_of
from digest.core.site_suffix import without_site_suffix
from digest.db import categories, intake, labels, sources
from digest.db.store import Store
from digest.sources.reading import Broken
from digest.wire.prepare import Entries, Prepared, prepare_all
from digest.wire.publisher import host_of


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the items that were handed in."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    broken: tuple[Broken, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.broken + other.broken,
        )

    @property
    def good(self) -> int:
        """How many items could be used."""
        return self.new + self.changed + self.unchanged

    @property
    def in_words(self) -> str:
        """The counts as one sentence."""
        counts = f"{self.new} new, {self.changed} changed, {self.unchanged} known already"
        return f"{counts}, {len(self.broken)} broken." if self.broken else f"{counts}."


def take_in(store: Store, handed_in: Mapping[Source, Entries], *, now: datetime) -> Report:
    """Store every usable item under its source, which is made if it is new and otherwise stays as it is.

    Handing the same items in again changes nothing.
    """
    decided = decisions(store)
    prepared = {
        source: prepare_all(without_site_names(entries, source), source, decided=decided, now=now)
        for source, entries in handed_in.items()
    }
    return put_away(store, prepared, now=now)


def decisions(store: Store) -> Decisions:
    """What the newsroom made of the labels of its sources."""
    with store.reading() as session:
        by_source = {each.source.key: labels.mapped(session, each.id) for each in sources.every(session)}
        return Decisions(labels_of(categories.names(session).own), by_source)


def without_site_names(entries: Entries, source: Source) -> Entries:
    """The entries of one reading, whose titles do not end in the name of their site any more."""
    titles = [clean_line(entry.title) for entry in entries if isinstance(entry, RawItem)]
    names = [name for name in (source.name, host_of(source.url)) if name]
    shorter = iter(zip(titles, without_site_suffix(titles, names=names), strict=True))
    return [_retitled(entry, *next(shorter)) if isinstance(entry, RawItem) else entry for entry in entries]


def _retitled(item: RawItem, title: str, shorter: str) -> RawItem:
    # Escaped, because it will be cleaned like the title that it was.
    return item if shorter == title else replace(item, title=escape(shorter, quote=False))


def put_away(store: Store, prepared: Mapping[Source, Prepared], *, now: datetime) -> Report:
    """Store what was prepared, in one transaction; `now` is that of the whole import."""
    report = Report()
    with store.writing() as session:
        intake.take_turns(session)
        known = {stored.source.key: stored.id for stored in sources.every(session)}
        every = categories.names(session).categories
        for source, entries in prepared.items():
            source_id = known.get(source.key) or sources.save(session, source)
            good = [_filed(entry, every) for entry in entries if isinstance(entry, NewArticle)]
            taken = intake.take_in(session, source_id, good, now=now)
            labels.note(session, source_id, {label: a.title for a in good for label in a.unknown_labels})
            broken = tuple(entry for entry in entries if isinstance(entry, Broken))
            report += Report(taken.new, taken.changed, taken.unchanged, broken)
    return report


def _filed(article: NewArticle, categories: Container[str]) -> NewArticle:
    """The article, under the general category where its own was removed after it was prepared."""
    if article.category in categories:
        return article
    kept = (each for each in article.evidence if each.value != article.category)
    return replace(article, category=GENERAL, evidence=(*kept, Evidence(GENERAL, "default", "")))
