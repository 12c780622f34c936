"""The gate: guessing gets slower, and never keeps the editor out."""

from datetime import timedelta

import pytest

from digest.core.errors import Busy
from digest.web.gate import AT_ONCE, REMEMBERED, Backoff, Gate
from tests.builders import NOON

SECOND = timedelta(seconds=1)
NOW = timedelta()


def test_backoff_doubles_up_to_its_longest() -> None:
    backoff = Backoff(free=2, longest=timedelta(seconds=5))
    waits = []
    for _ in range(6):
        waits.append(backoff.wait("a", now=NOON))
        backoff.failed("a", now=NOON)
    assert [wait / SECOND for wait in waits] == [0, 0, 1, 2, 4, 5]
    assert backoff.wait("b", now=NOON) == NOW


def test_backoff_ends_with_time() -> None:
    backoff = Backoff(free=1, longest=timedelta(seconds=5))
    backoff.failed("a", now=NOON)
    assert backoff.wait("a", now=NOON) == SECOND
    assert backoff.wait("a", now=NOON + SECOND) == NOW
    backoff.failed("a", now=NOON + timedelta(hours=2))
    assert backoff.wait("a", now=NOON + timedelta(hours=2)) == SECOND


def test_backoff_forgets_the_oldest_of_very_many() -> None:
    backoff = Backoff(free=1, longest=timedelta(minutes=1))
    for number in range(REMEMBERED + 1):
        backoff.failed(str(number), now=NOON)
    assert backoff.wait("0", now=NOON) == NOW
    assert backoff.wait("1", now=NOON) == SECOND


def test_gate_slows_down_one_address_whatever_the_account() -> None:
    gate = Gate()
    attempts = [gate.attempt(f"editor{n}@x.example", "192.0.2.1", now=NOON) for n in range(6)]
    assert attempts == [NOW] * 5 + [SECOND]
    assert gate.attempt("editor9@x.example", "192.0.2.2", now=NOON) == NOW


def test_gate_slows_down_one_account_whatever_the_address() -> None:
    gate = Gate()
    attempts = [gate.attempt("awa@x.example", f"192.0.2.{n}", now=NOON) for n in range(11)]
    assert attempts == [NOW] * 10 + [SECOND]


def test_gate_takes_a_network_of_ipv6_for_one_address() -> None:
    gate = Gate()
    attempts = [gate.attempt(f"e{n}@x.example", f"2001:db8::{n}", now=NOON) for n in range(1, 7)]
    assert attempts[-1] == SECOND


def test_gate_never_keeps_an_editor_out_of_where_they_work() -> None:
    gate = Gate()
    gate.attempt("awa@x.example", "192.0.2.200", now=NOON)
    gate.admitted("awa@x.example", "192.0.2.200")
    for n in range(100):
        gate.attempt("AWA@x.example", f"192.0.2.{n}", now=NOON)
    assert gate.attempt("awa@x.example", "192.0.2.201", now=NOON) > NOW
    assert gate.attempt("awa@x.example", "192.0.2.200", now=NOON) == NOW


def test_gate_makes_even_a_new_place_wait_only_briefly() -> None:
    gate = Gate()
    for n in range(5000):
        gate.attempt("awa@x.example", f"198.51.{n // 250}.{n % 250}", now=NOON + n * timedelta(minutes=1))
    assert gate.attempt("awa@x.example", "192.0.2.1", now=NOON + timedelta(minutes=5000)) <= timedelta(seconds=20)


def test_gate_checks_few_passwords_at_once() -> None:
    gate = Gate(patience=0.01)
    turns = [gate.turn() for _ in range(AT_ONCE + 1)]
    for turn in turns[:AT_ONCE]:
        turn.__enter__()
    with pytest.raises(Busy):
        turns[-1].__enter__()
    turns[0].__exit__(None, None, None)
    with gate.turn():
        pass
