"""How an issue and a day are written on the command line."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cli.arguments import clock, read_day, split_issue
from digest.core.errors import InvalidInput
from tests.builders import a_cadence


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ouest", ("ouest", None)),
        ("ouest/", ("ouest", None)),
        ("ouest/2026-03-06", ("ouest", "2026-03-06")),
        ("ouest/yesterday", ("ouest", "yesterday")),
    ],
)
def test_issue_is_an_edition_and_perhaps_a_day(name: str, parts: tuple[str, str | None]) -> None:
    assert split_issue(name) == parts


def test_clock_knows_where_it_stands() -> None:
    assert clock().utcoffset() == timedelta(0)


@given(st.dates())
def test_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(day.isoformat(), a_cadence()) == day


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
@pytest.mark.parametrize(("text", "days"), [(None, 0), ("today", 0), ("yesterday", -1), ("tomorrow", 1)])
def test_day_in_words_is_that_of_the_readers(zone: str, text: str | None, days: int) -> None:
    cadence = a_cadence(zone=zone)

    before = cadence.local_date(clock())
    day = read_day(text, cadence)
    after = cadence.local_date(clock())

    assert before <= day - timedelta(days=days) <= after  # midnight may pass between two looks at the clock


@pytest.mark.parametrize("text", ["", "6 mars", "2026-02-30", "hier", "Today"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(
        InvalidInput, match=f"“{text}” is not a date; write YYYY-MM-DD, today, yesterday or tomorrow"
    ):
        read_day(text, a_cadence())
