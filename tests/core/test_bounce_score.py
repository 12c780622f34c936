"""Bounce scores: what ends an address, and what does not."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.core.bounce_score import STALE, THRESHOLD, Strike, is_over, stale_after, weigh
from digest.core.refusal_reason import Reason
from tests.builders import NOON, a_cadence

DAY = timedelta(days=1)


def strikes(*days: float, weight: float = 1.0, is_missing: bool = False) -> list[Strike]:
    return [Strike(NOON + day * DAY, weight, is_missing) for day in days]


def is_over_after(*days: float, weight: float = 1.0, is_missing: bool = False) -> bool:
    return is_over(strikes(*days, weight=weight, is_missing=is_missing), stale=STALE)


def test_five_days_of_permanent_failures_are_enough() -> None:
    assert (is_over_after(0, 1, 2, 3), is_over_after(0, 1, 2, 3, 4)) == (False, True)


def test_temporary_failures_count_half() -> None:
    assert (is_over_after(*range(9), weight=0.5), is_over_after(*range(10), weight=0.5)) == (False, True)


def test_one_day_counts_once() -> None:
    assert not is_over_after(*(hour / 48 for hour in range(20)))


def test_a_week_without_a_failure_is_a_new_beginning() -> None:
    assert (is_over_after(0, 1, 2, 3, 11), is_over_after(0, 1, 2, 3, 10)) == (False, True)


def test_missing_address_takes_two_days() -> None:
    assert (
        is_over_after(0, is_missing=True),
        is_over_after(0, 0.9, is_missing=True),
        is_over_after(0, 1, is_missing=True),
        is_over_after(0, 8, is_missing=True),
    ) == (False, False, True, False)


def test_rare_issues_are_remembered_for_longer() -> None:
    assert (stale_after(a_cadence()), stale_after(a_cadence(days=(4,)))) == (7 * DAY, 14 * DAY)


def test_weight_blames_nobody_for_what_is_ours() -> None:
    assert [
        weigh(reason, is_permanent=True) for reason in (Reason.BLOCKED, Reason.AUTHENTICATION, Reason.SPAM)
    ] == [
        0.0,
        0.0,
        0.0,
    ]
    assert (weigh(Reason.UNKNOWN, is_permanent=True), weigh(Reason.MAILBOX_FULL, is_permanent=True)) == (1.0, 0.5)


@given(st.lists(st.tuples(st.floats(0, 60), st.sampled_from([0.5, 1.0])), max_size=30))
def test_no_score_is_reached_by_less_than_it_takes(failures: list[tuple[float, float]]) -> None:
    marks = [Strike(NOON + day * DAY, weight, False) for day, weight in failures]

    if is_over(marks, stale=STALE):
        assert sum(mark.weight for mark in marks) >= THRESHOLD
        assert is_over(reversed(marks), stale=STALE)
