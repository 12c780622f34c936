"""Pause: how long, and what makes it longer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.core.pause import LONGEST, Pause, Scope, advice, pause
from digest.core.refusal_reason import Reason

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def a_pause(before: Pause | None = None, *, reason: Reason = Reason.BLOCKED, now: datetime = NOW) -> Pause:
    said = "550 5.7.1 blocked"
    return pause(Scope.DOMAIN, "mail.example", before=before, reason=reason, said=said, relay="main", now=now)


FIRST = Pause(
    Scope.DOMAIN, "mail.example", NOW, NOW + QUARTER, 1, Reason.BLOCKED, "550 5.7.1 blocked", relay="main"
)


def test_first_pause_is_short() -> None:
    assert a_pause() == FIRST
    assert FIRST.is_on(NOW)
    assert not FIRST.is_on(FIRST.until)


def test_what_passes_by_itself_pauses_for_less() -> None:
    assert a_pause(reason=Reason.RATE_LIMITED).until == NOW + timedelta(minutes=5)


def test_messages_on_their_way_do_not_make_it_longer() -> None:
    assert a_pause(FIRST, now=NOW + timedelta(minutes=1)) == FIRST


def test_pause_that_goes_on_is_twice_as_long() -> None:
    then = FIRST.until + timedelta(minutes=1)

    assert a_pause(FIRST, now=then) == replace(FIRST, until=then + 2 * QUARTER, times=2)


def test_pause_does_not_grow_for_ever() -> None:
    long = replace(FIRST, times=40, until=NOW)

    assert a_pause(long).until == NOW + LONGEST


def test_trouble_long_ago_is_forgotten() -> None:
    then = FIRST.until + QUARTER

    assert a_pause(FIRST, now=then) == replace(FIRST, since=then, until=then + QUARTER)


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.concerns_all])
def test_operator_is_told_what_to_do(reason: Reason) -> None:
    assert advice(reason)[0].islower()
