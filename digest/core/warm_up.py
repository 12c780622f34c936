"""Warm-up: a new sending address begins with few messages a day, and may send more from day to day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

DAYS = 30
"""So long a start doubles each day; then there is no ceiling any more."""


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Since when, and how much. Days are those of UTC."""

    since: date
    first: int = 0
    """Ceiling of the first day, twice as high each following day; or, instead:"""
    ceilings: tuple[int, ...] = ()
    """The ceiling of each day; after the last one there is none."""

    def ceiling(self, day: date) -> int | None:
        """How many messages may go on `day`; None: as many as there are."""
        number = (day - self.since).days
        if number < 0:
            return 0
        if self.ceilings:
            return self.ceilings[number] if number < len(self.ceilings) else None
        return self.first * 2**number if number < DAYS else None


def next_day(now: datetime) -> datetime:
    """When the next day of UTC begins."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
