"""Warm-up: the ceiling of each day."""

from datetime import UTC, date, datetime, timedelta

from digest.core.warm_up import DAYS, WarmUp, next_day

SINCE = date(2026, 11, 20)


def on_days(warm_up: WarmUp, *numbers: int) -> list[int | None]:
    return [warm_up.ceiling(SINCE + timedelta(days=number)) for number in numbers]


def test_ceiling_doubles_from_the_start() -> None:
    assert on_days(WarmUp(SINCE, first=200), -1, 0, 1, 3, DAYS) == [0, 200, 400, 1_600, None]


def test_ceilings_can_be_given_day_by_day() -> None:
    assert on_days(WarmUp(SINCE, ceilings=(50, 300)), -1, 0, 1, 2) == [0, 50, 300, None]


def test_next_day_is_that_of_utc() -> None:
    assert next_day(datetime(2026, 11, 24, 23, 59, tzinfo=UTC)) == datetime(2026, 11, 25, tzinfo=UTC)
