"""When an edition is due, and which span of time its issue covers.

One instant for each local date: a local time that does not exist (clocks go forward) is moved
forward by the gap; one that exists twice (clocks go back) is the first of the two. Both fall out
of `fold=0` in PEP 495.
"""

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.core.errors import InvalidInput

# The system's copy of the zone data is often years old (Morocco changed its rules in 2026), so the
# one that is installed with us answers alone. This must run before the first zone is made.
zoneinfo.reset_tzpath(to=[])

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_LONGEST_PAUSE = 7


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open span of time: `start` belongs to it, `end` does not. Both aware, UTC."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Cadence:
    """Local time and weekdays of an edition."""

    zone: str
    at: time
    days: tuple[int, ...] = EVERY_DAY
    """Weekdays, Monday is 0."""
    prepare: timedelta = timedelta(hours=1)
    """How long before it is due an issue is built, so that an editor can look at it."""
    grace: timedelta = timedelta(hours=6)
    """How late an issue may still be sent; after that it is out of date."""
    lateness: timedelta = timedelta(hours=12)
    """How late, after it was due or approved, a message of it may still be delivered; after that it expires."""
    span: timedelta | None = None
    """How much time an issue covers; None: all since the issue before."""

    def __post_init__(self) -> None:
        check_zone(self.zone)
        if not self.days or not set(self.days) <= set(EVERY_DAY):
            raise InvalidInput("An edition needs at least one weekday, Monday is 0 and Sunday is 6.")

    def is_day(self, day: date) -> bool:
        """Whether an issue appears on `day`."""
        return day.weekday() in self.days

    def due_at(self, day: date) -> datetime:
        """The instant, in UTC, at which the issue of `day` is due."""
        return datetime.combine(day, self.at, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def closes_at(self, day: date) -> datetime:
        """The instant at which the issue of `day` is built and takes no more articles."""
        return self.due_at(day) - self.prepare

    def window(self, day: date) -> Window:
        """What the issue of `day` covers: from where the one before it closed, or `span` if that is set."""
        end = self.closes_at(day)
        start = end - self.span if self.span else self.closes_at(self.day_before(day))
        return Window(start, end)

    def day_before(self, day: date) -> date:
        """The last day with an issue before `day`."""
        days = (day - timedelta(days=n) for n in range(1, _LONGEST_PAUSE + 1))
        return next(earlier for earlier in days if self.is_day(earlier))

    def days_from(self, day: date) -> Iterator[date]:
        """The days with an issue, from `day` on, without end."""
        while True:
            if self.is_day(day):
                yield day
            day += timedelta(days=1)

    def local_date(self, now: datetime) -> date:
        """The date that the edition's readers have at `now`."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def latest_closed(self, now: datetime) -> date:
        """The newest day whose issue may be built at `now`: its window has closed."""
        tomorrow = self.local_date(now) + timedelta(days=1)
        days = (tomorrow - timedelta(days=n) for n in range(_LONGEST_PAUSE + 2))
        return next(day for day in days if self.is_day(day) and self.closes_at(day) <= now)


def check_zone(name: str) -> None:
    """Raise InvalidInput unless `name` is a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(f"“{name}” is not a time zone; write one such as Africa/Porto-Novo or UTC.") from error
