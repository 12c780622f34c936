"""Bounce score: how many failures it takes until an address is not written to any more.

Numbers of Mailman, which lists have lived with for twenty years: a permanent failure counts 1, a temporary one ½,
one day counts once, at 5 it is over, and who has had no failure for a week begins at 0. On top of that, an address
of which servers said on two days that it does not exist needs no third.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from digest.core.cadence import Cadence
from digest.core.refusal_reason import Reason

PERMANENT, TEMPORARY = 1.0, 0.5
THRESHOLD = 5.0
APART = timedelta(hours=24)
STALE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Strike:
    """One failure that is about the person's address."""

    at: datetime
    """When the message went out."""
    weight: float
    is_missing: bool
    """Whether it was said, in terms that leave no doubt, that there is no such address."""


def weigh(reason: Reason, *, is_permanent: bool) -> float:
    """What a failure for `reason` counts; 0 where it is for the sender to do something."""
    if reason.is_ours:
        return 0.0
    return PERMANENT if is_permanent and not reason.is_temporary else TEMPORARY


def stale_after(cadence: Cadence) -> timedelta:
    """After how long without a failure the score is forgotten: a week, or two issues where they are rarer."""
    return max(STALE, 2 * timedelta(days=7) / len(cadence.days))


def is_over(strikes: Iterable[Strike], *, stale: timedelta) -> bool:
    """Whether the address is not to be written to any more, after these failures."""
    days: dict[date, float] = {}
    missing_since = last = None
    for strike in sorted(strikes, key=lambda each: each.at):
        if last and strike.at - last > stale:
            days, missing_since = {}, None
        last, day = strike.at, strike.at.date()
        days[day] = max(days.get(day, 0.0), strike.weight)
        if strike.is_missing:
            missing_since = missing_since or strike.at
        is_missing_still = strike.is_missing and missing_since and strike.at - missing_since >= APART
        if is_missing_still or sum(days.values()) >= THRESHOLD:
            return True
    return False
