"""Replay: an issue made once more from what it was made from, and compared with what was built."""

import hashlib
from dataclasses import dataclass
from datetime import date

from digest.core.comparison import Change, Place, compare
from digest.core.errors import NotFound
from digest.core.inputs import METHOD, make
from digest.core.story import POINT
from digest.db import issues, snapshots
from digest.db.snapshots import Kept
from digest.db.store import Store


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of an issue the second time. Sizes are in bytes of canonical JSON, hashes SHA-256 over them."""

    size: int
    sha256: str
    built_size: int
    built_sha256: str
    changes: tuple[Change, ...]
    """From what was built to what came now; empty where only the reserve or the reasons differ."""
    method: int
    """Of the version that built it; `our_method` is that of this one."""
    our_method: int
    version: str
    """Of the product that built it."""

    @property
    def is_identical(self) -> bool:
        """Whether it is the same, byte for byte."""
        return self.sha256 == self.built_sha256

    @property
    def in_words(self) -> str:
        """As in “identical: 48,231 bytes, SHA-256 …”."""
        if self.is_identical:
            return f"identical: {self.size:,} bytes, SHA-256 {self.sha256}"
        made = f"made by method {self.method} of version {self.version}; this is method {self.our_method}"
        built, again = (
            f"{size:,} bytes, SHA-256 {sha256}"
            for size, sha256 in ((self.built_size, self.built_sha256), (self.size, self.sha256))
        )
        stories = [f"  {_line(change)}" for change in self.changes]
        what = stories or ["  The stories are the same; the reserve or the names of categories differ."]
        return "\n".join((f"differs ({made})", f"  built: {built}", f"  again: {again}", *what))


def replay(store: Store, key: str, day: date) -> Replayed:
    """Make the issue of `day` again, in memory alone, from articles to places.

    Compared is what was built, whatever an editor did to it later. Raises NotFound where there is no issue or
    where its inputs are no longer kept.
    """
    kept = inputs_of_issue(store, key, day)
    if kept is None:
        raise NotFound(
            f"The inputs of {key}/{day} are not kept any more: they were pruned for their age, or an earlier "
            "version built the issue; what it says is all there is."
        )
    again = make(kept.inputs)
    ours, theirs = (issues.to_json(content).encode() for content in (again, kept.built))
    return Replayed(
        size=len(ours),
        sha256=hashlib.sha256(ours).hexdigest(),
        built_size=len(theirs),
        built_sha256=hashlib.sha256(theirs).hexdigest(),
        changes=compare(kept.built, again),
        method=kept.method,
        our_method=METHOD,
        version=kept.version,
    )


def inputs_of_issue(store: Store, key: str, day: date) -> Kept | None:
    """What the issue of `day` was made from, if that is still kept; NotFound if there is no issue."""
    with store.reading() as session:
        return snapshots.of_issue(session, issues.find(session, key, day).id)


def _line(change: Change) -> str:
    """As in “Crue du fleuve: Bénin 2 (0.5321) → not in the issue”."""
    before = _place(change.before, change.points_before)
    after = _place(change.after, change.points_after)
    return f"{change.title}: {before} → {after}" if before != after else f"{change.title}: other words or reasons"


def _place(place: Place | None, points: int | None) -> str:
    where = f"{place.section or 'Lead'} {place.number}" if place else "not in the issue"
    return where if points is None else f"{where} ({points / POINT:.4f})"
