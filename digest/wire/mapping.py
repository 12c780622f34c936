"""Mapping: an editor decides which category a source means by the name of a section, or takes that back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.core.errors import NotFound
from digest.core.labels import plain
from digest.db import categories, labelled, labels, sources
from digest.db.labelled import Decision
from digest.db.store import Store

REACH = timedelta(days=62)
"""How old an article may be for a decision to reach it: no issue covers more than half of that."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A label that waits for a category."""

    source: str
    """Key of the source that uses it."""
    label: str
    articles: int
    """How many of the last REACH carry it."""
    example: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a decision reached."""

    sources: int
    articles: int
    """How many that were stored already have changed their category, or the reason for it."""


def list_waiting(store: Store, *, source: str | None, now: datetime) -> list[Waiting]:
    """The labels that wait, of one source or all; those that most articles carry come first."""
    with store.reading() as session:
        found = labels.unmapped(session, sources.find(session, source).id if source else None)
        counts = labelled.count_waiting(session, since=now - REACH)
    waiting = [Waiting(each.source, each.label, counts[each.source, each.label], each.example) for each in found]
    return sorted(waiting, key=lambda each: (-each.articles, each.source, each.label))


def map_label(store: Store, label: str, category: str, *, source: str | None, now: datetime) -> Mapped:
    """Let `label` stand for `category`, for one source or all that use it.

    It holds for articles that are taken in from now on, and for those of the last REACH that carry it, unless
    another label of theirs says what they are.
    """
    with store.writing() as session:
        categories.names(session).check(category)
        source_id = sources.find(session, source).id if source else None
        count = labels.assign(session, plain(label), category, source_id=source_id)
    if not count:
        where = f"of “{source}” " if source else ""
        raise NotFound(f"No article {where}is labelled “{label}”; “digest category unmapped” lists what waits.")
    return Mapped(count, _file_anew(store, Decision(plain(label), category, source_id, now - REACH)))


def unmap_label(store: Store, label: str, *, source: str | None) -> int:
    """Let `label` wait for a category again, for one source or all that use it; for how many it was decided.

    Articles that were filed by it keep their category, but for those that a source still shows at the next visit.
    """
    with store.writing() as session:
        count = labels.withdraw(
            session, plain(label), source_id=sources.find(session, source).id if source else None
        )
    if not count:
        where = f"for “{source}” " if source else ""
        raise NotFound(f"Nothing {where}was decided about “{label}”; “digest category unmapped” lists what waits.")
    return count


def _file_anew(store: Store, decision: Decision) -> int:
    changed, last_id = 0, 0
    while True:
        with store.writing() as session:
            filed = labelled.file_anew(session, decision, after=last_id)
        changed += filed.changed
        if filed.last_id is None:
            return changed
        last_id = filed.last_id
