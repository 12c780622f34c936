from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.cadence import EVERY_DAY, Cadence, Window
from digest.core.errors import InvalidInput
from tests.builders import NOON, a_cadence

WEEKDAYS = (0, 1, 2, 3, 4)
SATURDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 9)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "day", "instant"),
    [
        ("Africa/Porto-Novo", "06:30", "2026-03-06", "2026-03-06T05:30"),
        # A local time that does not exist moves forward by the gap.
        ("Europe/Paris", "02:30", "2027-03-28", "2027-03-28T01:30"),
        ("Europe/London", "01:30", "2027-03-28", "2027-03-28T01:30"),
        ("America/New_York", "02:30", "2027-03-14", "2027-03-14T07:30"),
        ("Africa/Cairo", "00:00", "2027-04-30", "2027-04-29T22:00"),
        ("Africa/Cairo", "00:30", "2027-04-30", "2027-04-29T22:30"),
        ("Asia/Beirut", "00:30", "2027-03-28", "2027-03-27T22:30"),
        ("Australia/Lord_Howe", "02:15", "2027-10-03", "2027-10-02T15:45"),
        ("Antarctica/Troll", "01:30", "2027-03-28", "2027-03-28T01:30"),
        ("Africa/Casablanca", "02:30", "2026-03-22", "2026-03-22T02:30"),
        # One that exists twice is the first of the two.
        ("Europe/Paris", "02:30", "2027-10-31", "2027-10-31T00:30"),
        ("America/New_York", "01:30", "2027-11-07", "2027-11-07T05:30"),
        ("Africa/Cairo", "23:30", "2027-10-28", "2027-10-28T20:30"),
        ("Australia/Lord_Howe", "01:45", "2027-04-04", "2027-04-03T14:45"),
        ("Africa/Casablanca", "01:30", "2026-09-20", "2026-09-20T00:30"),
        # Morocco stays on UTC+0 from 20 September 2026 on: Ramadan 2027 changes nothing.
        ("Africa/Casablanca", "06:30", "2026-09-19", "2026-09-19T05:30"),
        ("Africa/Casablanca", "06:30", "2026-09-21", "2026-09-21T06:30"),
        ("Africa/Casablanca", "06:30", "2027-02-20", "2027-02-20T06:30"),
        ("Africa/Casablanca", "06:30", "2027-07-01", "2027-07-01T06:30"),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", "06:30", "2011-12-30", "2011-12-30T16:30"),
    ],
)
def test_due_at_is_one_instant_for_each_local_time(zone: str, at: str, day: str, instant: str) -> None:
    cadence = Cadence(zone=zone, at=time.fromisoformat(at))

    assert cadence.due_at(date.fromisoformat(day)) == utc(instant)


ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Porto-Novo",
    "America/Nuuk",
    "America/Santiago",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Paris",
    "UTC",
]
CADENCES = st.builds(
    Cadence,
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    days=st.sets(st.sampled_from(EVERY_DAY), min_size=1).map(tuple),
    prepare=st.integers(0, 180).map(lambda minutes: timedelta(minutes=minutes)),
)
DATES = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(cadence=CADENCES, day=DATES)
def test_due_at_is_on_its_own_local_date(cadence: Cadence, day: date) -> None:
    assert cadence.due_at(day).astimezone(ZoneInfo(cadence.zone)).date() == day


@given(cadence=CADENCES, start=DATES)
def test_windows_of_consecutive_issues_meet_without_gap_or_overlap(cadence: Cadence, start: date) -> None:
    windows = [cadence.window(day) for day in islice(cadence.days_from(start), 5)]

    assert [window.start for window in windows[1:]] == [window.end for window in windows[:-1]]
    assert all(window.start < window.end for window in windows)


@given(cadence=CADENCES, day=DATES)
def test_latest_closed_is_the_issue_that_closed_last(cadence: Cadence, day: date) -> None:
    day = next(cadence.days_from(day))
    closes = cadence.closes_at(day)

    assert cadence.latest_closed(closes) == day
    assert cadence.latest_closed(closes - timedelta(seconds=1)) == cadence.day_before(day)


def test_window_reaches_back_to_the_issue_before() -> None:
    cadence = a_cadence(days=WEEKDAYS)

    assert cadence.window(MONDAY) == Window(utc("2026-03-06T04:30"), utc("2026-03-09T04:30"))


def test_window_has_its_own_length_where_one_is_set() -> None:
    cadence = a_cadence(span=timedelta(hours=36))

    assert cadence.window(MONDAY) == Window(utc("2026-03-07T16:30"), utc("2026-03-09T04:30"))


def test_window_holds_its_start_and_not_its_end() -> None:
    window = Window(NOON, NOON + timedelta(hours=1))

    assert window.start in window
    assert window.end not in window


def test_days_are_the_ones_of_the_edition() -> None:
    cadence = a_cadence(days=WEEKDAYS)

    assert not cadence.is_day(SATURDAY)
    assert list(islice(cadence.days_from(SATURDAY), 2)) == [MONDAY, date(2026, 3, 10)]
    assert cadence.day_before(MONDAY) == date(2026, 3, 6)


def test_day_before_of_a_weekly_edition_is_a_week_ago() -> None:
    assert a_cadence(days=(0,)).day_before(MONDAY) == date(2026, 3, 2)


def test_local_date_is_the_one_that_readers_have() -> None:
    assert a_cadence(zone="Pacific/Kiritimati").local_date(utc("2026-03-06T11:00")) == date(2026, 3, 7)


@pytest.mark.parametrize("zone", ["Africa/Cotonou", "", "../etc/passwd", "Europe"])
def test_cadence_refuses_what_is_not_a_zone(zone: str) -> None:
    with pytest.raises(InvalidInput, match="is not a time zone; write one such as Africa/Porto-Novo or UTC"):
        a_cadence(zone=zone)


@pytest.mark.parametrize("days", [(), (7,), (0, -1)])
def test_cadence_refuses_days_that_no_week_has(days: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput, match="Monday is 0 and Sunday is 6"):
        a_cadence(days=days)
