"""Memory: what an edition has shown already."""

from dataclasses import dataclass
from datetime import date

from digest.core.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as an earlier issue had it."""

    story: int
    """Its id."""
    date: date
    """That of the issue."""
    articles: tuple[int, ...]
    """Ids of all its articles, further coverage included."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The stories of the last issues of an edition, the newest first."""

    shown: tuple[Shown, ...] = ()

    def of(self, coverage: Coverage) -> Shown | None:
        """The last time that this story was shown."""
        ids = {article.id for article in coverage.articles}
        return next((s for s in self.shown if s.story == coverage.id or not ids.isdisjoint(s.articles)), None)


NOTHING_SHOWN = Memory()
