"""Dates as sources write them: ISO 8601, RFC 822, days with the names of months in four languages, Unix time.

Where three numbers make a day, the day comes before the month, as in our newsrooms: 06/03/2024 is in March.
With AM or PM behind it, it may as well be American, and is none.
A date without a zone is taken for UTC: most systems that leave the zone out write UTC, and a guess from
the country of the source would move an article by an hour at most. A zone whose name nobody knows is taken
for UTC as well (RFC 5322, 4.3). What cannot be a date is none, rather than a wrong one.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from digest.core.words import fold
from digest.sources.date_names import MONTHS, ZONES

_LONGEST = 80
_EARLIEST = 1900
"""Years before are what software writes that has no date: 0001 and 1601."""

_MONTH = r"(?P<month>[a-z]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|o|°)?"
_WEEKDAY = r"(?:publiee?\s+)?(?:le\s+)?(?:[^\W\d_]{2,12}(?:-feira)?[.,\s]+)?"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:\s?h(?:\s?(?P<minute_h>\d{2})(?:\s?min)?)?"
    r"|[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?|(?=\s?[ap]\.?m))"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = r"(?:\s*\(?(?P<name>[a-z]{1,5})?(?P<offset>[+-](?:\d{2}:?\d{2}|\d{1,2}(?::\d{2})?))?\)?(?:\s*\([^()]*\))?)"
_TIME = rf"(?:(?:\s*(?:[,|–—-]|t(?=\d))\s*|\s+)(?:(?:a|as|at)\s+)?{_CLOCK}{_ZONE})?"
_SPELLINGS = tuple(
    re.compile(spelling)
    for spelling in (
        # 6 mars 2024, 06 Mar 24, 6 de março de 2024, 06-Mar-2024
        rf"{_WEEKDAY}{_DAY}[\s./-]+(?:de\s+)?{_MONTH}(?:\s+del?\s+|[\s,./-]+)(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        # 2024-03-06 10:00 +0100, 2024/03/06
        rf"(?P<year>\d{{4}})(?P<between>[/.-])(?P<month>\d{{1,2}})(?P=between)(?P<day>\d{{1,2}}){_TIME}",
        # 06/03/2024, 6.3.2024, 06-03-2024
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?P<numbers>[/.-])(?P<month>\d{{1,2}})(?P=numbers)(?P<year>\d{{4}}){_TIME}",
        # March 6th, 2024
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}}){_TIME}",
        # Wed Mar  6 10:00:00 GMT 2024
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
    )
)
_ISO = re.compile(r"\d{4}(-?)\d\d\1\d\d(?:[Tt ]\d.*)?", re.A)


def read_date(text: str) -> datetime | None:
    """The moment that `text` means, in UTC, or None if it cannot be read as one."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    for read in (_unix, _iso, _spelt):
        try:
            moment = read(text)
            if moment:
                return _in_utc(moment)
        except (ValueError, OverflowError):
            continue
    return None


def read_change(text: str, *, published_at: datetime | None) -> datetime | None:
    """When something was last changed, by `text`; None if that would be before it was published."""
    changed = read_date(text)
    return None if changed and published_at and changed < published_at else changed


def _unix(text: str) -> datetime | None:
    """Digits alone: seconds or milliseconds since 1970, or YYYYMMDDHHMMSS."""
    if not (text.isascii() and text.isdigit()):
        return None
    match len(text):
        case 9 | 10:
            return datetime.fromtimestamp(int(text), UTC)
        case 12 | 13:
            return datetime.fromtimestamp(int(text) // 1000, UTC) + timedelta(milliseconds=int(text) % 1000)
        case 14:
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return None


def _iso(text: str) -> datetime | None:
    # Python itself takes any character for the T.
    return datetime.fromisoformat(text.upper()) if _ISO.fullmatch(text) else None


def _spelt(text: str) -> datetime | None:
    plain = text.lower() if text.isascii() else fold(text)
    for spelling in _SPELLINGS:
        if parts := spelling.fullmatch(plain):
            return _moment(parts.groupdict())
    return None


def _moment(parts: dict[str, str | None]) -> datetime | None:
    """The moment whose parts were found; ValueError if there is no such day or time."""
    month = parts["month"] or ""
    number = int(month) if month.isdigit() else MONTHS.get(month)
    if number is None or ("numbers" in parts and parts["half"] and int(parts["day"] or 0) <= 12):
        return None  # “3/6/2024 10:30 AM” may be American
    moment = datetime(
        _year(parts["year"] or ""),
        number,
        int(parts["day"] or 0),
        _hour(int(parts["hour"] or 0), parts["half"]),
        int(parts["minute"] or parts["minute_h"] or 0),
        59 if parts["second"] == "60" else int(parts["second"] or 0),  # a leap second
        int((parts["fraction"] or "")[:6].ljust(6, "0")),
        tzinfo=UTC,
    )
    return moment.replace(tzinfo=_zone(parts["name"] or "z", parts["offset"]))


def _year(digits: str) -> int:
    """A year; one of two digits is of this century up to 49 (RFC 5322, 4.3)."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)


def _zone(name: str, offset: str | None) -> timezone:
    hours = ZONES.get(name, 0)
    if name not in ZONES and not name.endswith("t"):
        raise ValueError(name)  # “10:30 soir”: names of zones end in “time”
    if not offset:
        return timezone(timedelta(hours=hours))
    digits = offset[1:].replace(":", "").rjust(2, "0")
    ahead, minutes = (digits, "0") if len(digits) == 2 else (digits[:-2], digits[-2:])
    if hours or int(minutes) > 59:
        raise ValueError(offset)  # “CET+2” says two things
    away = timedelta(hours=int(ahead), minutes=int(minutes))
    return timezone(-away if offset[0] == "-" else away)


def _in_utc(moment: datetime) -> datetime | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC) if aware.year >= _EARLIEST else None
