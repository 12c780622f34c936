"""Pace: how a rate is written, and who gets which moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.errors import InvalidInput
from digest.core.pace import Lane, read_rate

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("20/second", timedelta(milliseconds=50)),
        ("20/s", timedelta(milliseconds=50)),
        ("600 per minute", timedelta(milliseconds=100)),
        ("3600/Hour", SECOND),
        ("1/day", timedelta(days=1)),
    ],
)
def test_rate_is_read(text: str, interval: timedelta) -> None:
    assert read_rate(text) == interval


@pytest.mark.parametrize("text", ["", "fast", "0/second", "20", "20/week", "-1/s", "1.5/s"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="is no rate; write it like 20/second"):
        read_rate(text)


def test_moments_are_one_interval_apart() -> None:
    lane = Lane(SECOND)

    assert [lane.reserve(who, NOW) for who in "abc"] == [NOW, NOW + SECOND, NOW + 2 * SECOND]
    assert lane.free_at(NOW) == NOW + 3 * SECOND


def test_moment_is_kept_for_who_comes_again_and_used_once() -> None:
    lane = Lane(SECOND)
    lane.reserve("a", NOW)
    lane.reserve("b", NOW)

    assert lane.reserve("b", NOW) == NOW + SECOND
    assert lane.reserve("b", NOW + 2 * SECOND) == NOW + 2 * SECOND
    assert lane.reserve("b", NOW + 2 * SECOND) == NOW + 2 * SECOND
    assert lane.reserve("c", NOW + 2 * SECOND) == NOW + 3 * SECOND


def test_moment_that_was_waited_for_is_not_kept() -> None:
    lane = Lane(SECOND)
    lane.reserve("a", NOW)
    lane.reserve("b", NOW)
    lane.use("b")

    assert lane.reserve("b", NOW) == NOW + 2 * SECOND


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5_000)), max_size=60),
    st.integers(1, 2_000).map(lambda n: timedelta(milliseconds=n)),
)
def test_nobody_goes_sooner_than_the_rate_or_is_sent_away_twice(
    visits: list[tuple[int, int]], interval: timedelta
) -> None:
    lane, now = Lane(interval), NOW
    sent_away: dict[str, datetime] = {}
    went: list[datetime] = []
    for number, (who, later) in enumerate(visits):
        now += timedelta(milliseconds=later)
        name = f"{who}-{number}"
        moment = lane.reserve(name, now)
        if moment > now:
            sent_away[name] = moment
        else:
            went.append(moment)

    assert all(lane.reserve(name, moment) == moment for name, moment in sent_away.items())
    moments = sorted([*went, *sent_away.values()])
    assert all(b - a >= interval for a, b in pairwise(moments))
