"""Breaker: when a failing server is left alone, for how long, and how it comes back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.core.breaker import FAILURES, LONGEST, PROBE, SHORTEST, Breaker

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def failed(times: int) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        breaker = breaker.failed(NOW)
    return breaker


def test_breaker_opens_after_some_failures_in_a_row() -> None:
    assert failed(FAILURES - 1) == Breaker(FAILURES - 1)
    assert failed(FAILURES - 1).worked() == Breaker()
    assert failed(FAILURES) == Breaker(FAILURES, NOW + SHORTEST)
    assert not failed(FAILURES).lets_through(NOW)
    assert failed(FAILURES).lets_through(NOW + SHORTEST)


def test_breaker_lets_one_try_and_closes_when_that_works() -> None:
    then = NOW + SHORTEST
    half_open = failed(FAILURES).tried(then)

    assert not half_open.lets_through(then)
    assert half_open.lets_through(then + PROBE)
    assert half_open.worked() == Breaker()


def test_breaker_stays_open_longer_each_time() -> None:
    assert [failed(FAILURES + n).open_until for n in range(3)] == [NOW + SHORTEST * 2**n for n in range(3)]
    assert failed(FAILURES + 50).open_until == NOW + LONGEST


@given(st.lists(st.booleans(), max_size=40))
def test_breaker_always_lets_through_again(works: list[bool]) -> None:
    breaker = Breaker()
    for each in works:
        breaker = breaker.tried(NOW).worked() if each else breaker.tried(NOW).failed(NOW)

    assert breaker.lets_through(NOW + max(LONGEST, PROBE))
    assert breaker.tried(NOW).open_until is None or breaker.tried(NOW).open_until == NOW + timedelta(minutes=2)
