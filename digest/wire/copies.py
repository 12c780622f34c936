"""Joins what came in with the article that carried the same text first, under whatever address."""

from datetime import datetime, timedelta

from digest.core.copies import Sketched, find_copies, samples, sketch
from digest.db import sketches
from digest.db.store import Store

SPAN = timedelta(days=3)
"""How far back a text is looked for: what is older is in no issue beside it."""
_CHUNK = 2_000
"""Articles that are compared at a time, so that memory stays flat in a large import."""


def join_copies(store: Store, *, now: datetime) -> int:
    """Look at every article of the last days that has not been looked at; how many of them are copies."""
    count = 0
    while True:
        looked_at, copies = _join_some(store, now - SPAN)
        count += copies
        if looked_at < _CHUNK:
            return count


def _join_some(store: Store, since: datetime) -> tuple[int, int]:
    """How many articles were looked at, and how many of them are copies."""
    with store.reading() as session:
        new = sketches.unsketched(session, since, limit=_CHUNK)
        if not new:
            return 0, 0
        drawn = {article: sketch(article.text) for article in new}
        known = (Sketched(id_, samples(drawing)) for id_, drawing in sketches.originals(session, since))
        copies = find_copies([Sketched(a.id, samples(drawing)) for a, drawing in drawn.items()], known)
    with store.writing() as session:
        sketches.add(session, drawn, copies)
    return len(new), len(copies)
