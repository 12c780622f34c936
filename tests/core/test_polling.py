from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.polling import (
    LATEST,
    LONGEST_WAIT,
    NEVER,
    SOONEST,
    after_failure,
    after_success,
    is_due,
    read_retry_after,
)
from tests.builders import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("next_visit_at", "expected"),
    [(None, True), (NOON - MINUTE, True), (NOON, True), (NOON + MINUTE, False), (NEVER, False)],
)
def test_source_is_due_when_its_time_has_come(next_visit_at, expected):
    assert is_due(next_visit_at, now=NOON) is expected


@pytest.mark.parametrize(
    ("silence", "wait"),
    [(timedelta(), SOONEST), (2 * HOUR, SOONEST), (8 * HOUR, HOUR), (DAY, 3 * HOUR), (90 * DAY, DAY), (None, DAY)],
)
def test_source_is_asked_less_often_the_longer_it_was_silent(silence, wait):
    last_new_at = None if silence is None else NOON - silence

    next_visit_at = after_success("echo", last_new_at=last_new_at, now=NOON)

    assert 0.9 * wait <= next_visit_at - NOON <= 1.1 * wait


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(1, 15 * MINUTE), (2, 30 * MINUTE), (4, 2 * HOUR), (7, 16 * HOUR), (8, DAY), (10**6, DAY)],
)
def test_each_failure_doubles_the_wait_up_to_a_day(failures, wait):
    next_visit_at = after_failure("echo", failures=failures, now=NOON)

    assert 0.9 * wait <= next_visit_at - NOON <= 1.1 * wait


def test_same_visit_has_the_same_successor_and_sources_drift_apart():
    keys = [f"source-{number}" for number in range(50)]

    first = [after_failure(key, failures=1, now=NOON) for key in keys]

    assert first == [after_failure(key, failures=1, now=NOON) for key in keys]
    assert len(set(first)) == len(keys)


def test_failure_waits_as_long_as_the_server_asks_but_not_for_ever():
    assert after_failure("echo", failures=1, now=NOON, wait=3 * HOUR) == NOON + 3 * HOUR
    assert after_failure("echo", failures=1, now=NOON, wait=900 * DAY) == NOON + LONGEST_WAIT
    assert after_failure("echo", failures=9, now=NOON, wait=MINUTE) >= NOON + 0.9 * LATEST


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", 2 * MINUTE),
        (" 0 ", timedelta()),
        ("9" * 500, LONGEST_WAIT),
        ("Thu, 05 Mar 2026 13:00:00 GMT", HOUR),
        ("Thu, 05 Mar 2026 13:00:00 -0000", HOUR),
        ("Thu, 05 Mar 2026 09:00:00 GMT", timedelta()),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text, wait):
    assert read_retry_after(text, now=NOON) == wait


@given(st.text(max_size=40))
def test_retry_after_never_fails_and_never_asks_for_the_past(text):
    wait = read_retry_after(text, now=NOON)

    assert wait is None or wait >= timedelta()
