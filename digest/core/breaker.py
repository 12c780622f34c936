"""Breaker: a server that fails again and again is left alone for a while, then tried once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FAILURES = 3
"""So many in a row open it."""
SHORTEST = timedelta(seconds=15)
LONGEST = timedelta(minutes=10)
"""How long it stays open: twice as long each time, between these two."""
PROBE = timedelta(minutes=2)
"""So long nobody else tries while one does."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """What happened lately at one server."""

    failures: int = 0
    """In a row."""
    open_until: datetime | None = None

    def lets_through(self, now: datetime) -> bool:
        """Whether the server may be tried at `now`."""
        return self.open_until is None or self.open_until <= now

    def tried(self, now: datetime) -> "Breaker":
        """After somebody went through at `now`: where it had been open, they go alone."""
        return replace(self, open_until=now + PROBE) if self.open_until else self

    def failed(self, now: datetime) -> "Breaker":
        """After a failure."""
        if self.open_until is None and self.failures + 1 < FAILURES:
            return Breaker(self.failures + 1)
        openings = min(max(self.failures + 1 - FAILURES, 0), 10)
        return Breaker(max(self.failures + 1, FAILURES), now + min(SHORTEST * 2**openings, LONGEST))

    def worked(self) -> "Breaker":
        """After a success."""
        return Breaker()
