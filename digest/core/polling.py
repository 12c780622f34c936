"""When a source is visited again: soon where there is news, seldom where not, later after each failure."""

import hashlib
import math
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SOONEST = timedelta(minutes=15)
LATEST = timedelta(hours=24)
LONGEST_WAIT = timedelta(days=7)
"""Most that a server can put us off for."""
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""When a source is due that is gone for good."""

_OF_THE_SILENCE = 8
"""A source that said nothing for a day may wait three hours more, and nobody misses the morning's issue for it."""
_JITTER = 0.1


def is_due(next_visit_at: datetime | None, *, now: datetime) -> bool:
    """Whether a source should be visited `now`; one without an appointment should."""
    return next_visit_at is None or next_visit_at <= now


def after_success(key: str, *, last_new_at: datetime | None, now: datetime) -> datetime:
    """The next visit to the source `key` after one that went well: an eighth of its silence from now.

    The silence is the time since it last had something new; a source that never had is asked once a day.
    """
    silence = now - last_new_at if last_new_at else _OF_THE_SILENCE * LATEST
    return now + _spread(min(max(silence / _OF_THE_SILENCE, SOONEST), LATEST), f"{key} {now:%j}")


def after_failure(key: str, *, failures: int, now: datetime, wait: timedelta | None = None) -> datetime:
    """The next visit after so many failures in a row: each doubles the wait; `wait` is what the server asked."""
    doublings = min(failures - 1, math.ceil(math.log2(LATEST / SOONEST)))
    backed_off = _spread(min(SOONEST * 2**doublings, LATEST), f"{key} {failures}")
    return now + max(backed_off, min(wait or timedelta(), LONGEST_WAIT))


def read_retry_after(text: str, *, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks us to wait: seconds or a date (RFC 9110, 10.2.3), or None if neither."""
    if text.strip().isdecimal():
        return timedelta(seconds=min(int(text.strip()[:12]), LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(moment - now, timedelta())


def _spread(wait: timedelta, seed: str) -> timedelta:
    """`wait`, up to a tenth shorter or longer, so that sources which were added together drift apart.

    The seed decides it, so that the same visit always has the same successor.
    """
    part = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) / 2**32
    return wait * (1 - _JITTER + 2 * _JITTER * part)
