"""Dates as sources write them: ISO 8601, RFC 822, and days with the names of French months.

A date without a zone is taken for UTC: most systems that leave the zone out write UTC, and a guess from
the country of the source would move an article by an hour at most.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from digest.core.words import fold

_MONTHS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_LONGEST = 80
_FRENCH = re.compile(
    r"(?:[a-z]+\.?,?\s+)?(\d{1,2})(?:er)?\s+(" + "|".join(_MONTHS) + r")[a-z]*\.?\s+(\d{4})"
    r"(?:\s*(?:a|,|-|–)?\s+(\d{1,2})\s?[:h]\s?(\d{2})?(?::(\d{2}))?)?\s*(z|gmt|utc|[+-]\d{2}:?\d{2})?"
)


def read_date(text: str) -> datetime | None:
    """The moment that `text` means, in UTC, or None if it cannot be read as one."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    for read in (_iso, _french, _rfc822):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        if moment:
            return _in_utc(moment)
    return None


def read_change(text: str, *, published_at: datetime | None) -> datetime | None:
    """When something was last changed, by `text`; None if that would be before it was published."""
    changed = read_date(text)
    return None if changed and published_at and changed < published_at else changed


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _rfc822(text: str) -> datetime:
    return parsedate_to_datetime(text)


def _french(text: str) -> datetime | None:
    parts = _FRENCH.fullmatch(fold(text))
    if not parts:
        return None
    day, month, year, hour, minute, second, zone = parts.groups()
    moment = datetime(  # noqa: DTZ001 (the zone follows)
        int(year), _MONTHS.index(month) + 1, int(day), int(hour or 0), int(minute or 0), int(second or 0)
    )
    offset = datetime.strptime(zone, "%z").tzinfo if zone and zone[0] in "+-" else UTC
    return moment.replace(tzinfo=offset)


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
