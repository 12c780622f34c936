"""Whether a source or a country still tells us something, judged by how much it told before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(days=7)
MONTH = timedelta(days=28)
SHORTEST = timedelta(hours=24)
"""A silence below this is a night, or a day off."""
LEAST_MISSED = 3.0
"""Articles that should have come. If they come at random, three of them fail to in one case out of twenty."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What came from one place lately."""

    month: int = 0
    """Articles of the last 28 days."""
    week: int = 0
    """Articles of the last 7 days."""
    last_at: datetime | None = None
    """When the newest of them was published; None if there is none."""

    @property
    def a_day(self) -> float:
        """Articles a day, the mean of a week."""
        return self.week / WEEK.days

    def unusual_silence(self, *, now: datetime) -> timedelta | None:
        """How long nothing came, where that is longer than usual; None where it is not."""
        if not self.last_at:
            return None
        silence = now - self.last_at
        missed = self.month * (silence / max(MONTH - silence, timedelta(hours=1)))
        return silence if silence >= SHORTEST and missed >= LEAST_MISSED else None


def in_hours(silence: timedelta) -> str:
    """A silence in words: "26 h", and "4 d" from three days on."""
    hours = int(silence.total_seconds() // 3600)
    return f"{hours} h" if hours < 72 else f"{hours // 24} d"
