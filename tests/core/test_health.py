from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.health import SHORTEST, Activity, in_hours
from tests.builders import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_activity_counts_articles_a_day_over_a_week():
    assert Activity(month=80, week=21).a_day == 3.0


@pytest.mark.parametrize(
    ("month", "silence", "is_unusual"),
    [
        (280, 26 * HOUR, True),
        (280, 23 * HOUR, False),
        (28, 26 * HOUR, False),
        (28, 4 * DAY, True),
        (2, 14 * DAY, False),
        (4, 14 * DAY, True),
        (28, 28 * DAY, True),
        (1, DAY, False),
    ],
)
def test_silence_is_unusual_when_more_should_have_come(month, silence, is_unusual):
    activity = Activity(month=month, last_at=NOON - silence)

    assert activity.unusual_silence(now=NOON) == (silence if is_unusual else None)


def test_place_that_never_told_anything_is_not_silent_now():
    assert Activity().unusual_silence(now=NOON) is None


@given(month=st.integers(0, 10_000), hours=st.integers(-5, 28 * 24))
def test_silence_is_never_unusual_within_a_day(month, hours):
    silence = Activity(month=month, last_at=NOON - hours * HOUR).unusual_silence(now=NOON)

    assert silence is None or silence == hours * HOUR >= SHORTEST


@pytest.mark.parametrize(("silence", "words"), [(26.9 * HOUR, "26 h"), (71 * HOUR, "71 h"), (80 * HOUR, "3 d")])
def test_silence_is_told_in_hours_and_from_three_days_on_in_days(silence, words):
    assert in_hours(silence) == words
