"""Pace: so many messages in so much time. Whoever comes too early is given a moment, and nobody else gets it."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digest.core.errors import InvalidInput

_PER = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_RATE = re.compile(r"(\d{1,9})\s*(?:/|per)\s*(s(?:ec(?:ond)?)?|m(?:in(?:ute)?)?|h(?:our)?|d(?:ay)?)")
_FORGOTTEN_AFTER = timedelta(hours=1)


def read_rate(text: str) -> timedelta:
    """The time from one message to the next at a rate such as `20/second` or `500 per hour`; InvalidInput."""
    found = _RATE.fullmatch(text.strip().lower())
    if not found or int(found[1]) == 0:
        raise InvalidInput(f"“{text}” is no rate; write it like 20/second, 600/minute, 5000/hour or 20000/day.")
    return timedelta(seconds=_PER[found[2][0]] / int(found[1]))


@dataclass(slots=True)
class Lane:
    """Gives out moments, one interval apart. Belongs to whoever holds the lock over it."""

    interval: timedelta
    _free_at: datetime | None = None
    """The first moment that nobody has."""
    _given: dict[int, datetime] = field(default_factory=dict)
    """The moments of those who were sent away, by a hash of who it was: a name is longer."""

    def reserve(self, who: str, now: datetime) -> datetime:
        """The moment of `who`: `now`, or a later one, which is still theirs when they come again."""
        key = hash(who)
        if (given := self._given.get(key)) is not None:
            if given <= now:
                del self._given[key]
            return max(given, now)
        if self._free_at and self._free_at < now - _FORGOTTEN_AFTER:
            self._given.clear()  # of those who never came back
        moment = max(self._free_at or now, now)
        self._free_at = moment + self.interval
        if moment > now:
            self._given[key] = moment
        return moment

    def use(self, who: str) -> None:
        """`who` waited here for their moment, and does not come again."""
        self._given.pop(hash(who), None)

    def free_at(self, now: datetime) -> datetime:
        """When the next newcomer may go."""
        return max(self._free_at or now, now)
