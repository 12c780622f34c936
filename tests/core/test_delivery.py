from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.delivery import (
    JITTER,
    LAST_CALL,
    RETRY_AFTER,
    TRANSITIONS,
    DeliveryState,
    NextStep,
    Outcome,
    Receipt,
    next_step,
)
from tests.builders import NOON

ATTEMPTS = range(1, len(RETRY_AFTER) + 2)
LIMIT = NOON + timedelta(hours=12)
MOMENTS = st.none() | st.integers(-100, 2_000).map(lambda minutes: NOON + timedelta(minutes=minutes))
RECEIPTS = st.builds(Receipt, st.sampled_from(Outcome), retry_at=MOMENTS)


@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        (Outcome.ACCEPTED, NextStep(DeliveryState.ACCEPTED)),
        (Outcome.REJECTED, NextStep(DeliveryState.REJECTED)),
        (Outcome.UNKNOWN, NextStep(DeliveryState.UNKNOWN)),
        (Outcome.UNTRIED, NextStep(DeliveryState.QUEUED, NOON, counts=False)),
    ],
)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_next_step_follows_the_answer(outcome: Outcome, step: NextStep, attempt: int) -> None:
    assert next_step(Receipt(outcome), attempt=attempt, now=NOON, until=LIMIT) == step


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 5), (2, 15), (3, 30), (4, 60), (5, 120), (6, 240), (7, 240)])
def test_next_step_waits_longer_after_each_deferral(attempt: int, minutes: int) -> None:
    steps = [next_step(Receipt(Outcome.DEFERRED, 451), attempt=attempt, now=NOON, salt=salt) for salt in range(50)]
    waits = [step.due_at - NOON for step in steps if step.due_at]

    least = timedelta(minutes=minutes)
    assert {step.state for step in steps} == {DeliveryState.DEFERRED}
    assert least <= min(waits) < max(waits) <= least * (1 + JITTER)
    assert len(set(waits)) == 50


def test_next_step_of_a_deferred_message_keeps_to_what_the_relay_asks() -> None:
    later = NOON + timedelta(hours=2)

    step = next_step(Receipt(Outcome.DEFERRED, 451, retry_at=later), attempt=1, now=NOON, until=LIMIT)

    assert step == NextStep(DeliveryState.DEFERRED, later)


def test_next_step_of_an_untried_message_waits_for_its_time_and_counts_no_attempt() -> None:
    later = NOON + timedelta(seconds=20)

    step = next_step(Receipt(Outcome.UNTRIED, retry_at=later), attempt=1, now=NOON, until=LIMIT)

    assert step == NextStep(DeliveryState.DEFERRED, later, counts=False)


def test_next_step_of_an_untried_message_whose_time_has_come_is_the_queue() -> None:
    step = next_step(Receipt(Outcome.UNTRIED, retry_at=NOON), attempt=1, now=NOON, until=LIMIT)

    assert step == NextStep(DeliveryState.QUEUED, NOON, counts=False)


def test_next_step_tries_once_more_before_it_is_too_late() -> None:
    deferred = Receipt(Outcome.DEFERRED, 451)

    last = next_step(deferred, attempt=6, now=LIMIT - timedelta(hours=2), until=LIMIT)
    over = next_step(deferred, attempt=7, now=LIMIT - LAST_CALL, until=LIMIT)

    assert last == NextStep(DeliveryState.DEFERRED, LIMIT - LAST_CALL)
    assert over == NextStep(DeliveryState.EXPIRED)


@given(receipt=RECEIPTS, attempt=st.integers(1, 40), until=MOMENTS)
def test_next_step_is_due_exactly_where_something_is_still_to_come(
    receipt: Receipt, attempt: int, until: datetime | None
) -> None:
    step = next_step(receipt, attempt=attempt, now=NOON, until=until)

    assert step.state in TRANSITIONS[DeliveryState.SENDING]
    assert (step.due_at is not None) == (step.state in {DeliveryState.QUEUED, DeliveryState.DEFERRED})
    assert step.due_at is None or step.due_at >= NOON
    assert step.counts is (receipt.outcome is not Outcome.UNTRIED)


def test_transitions_say_where_each_state_may_go() -> None:
    assert set(TRANSITIONS) == set(DeliveryState)
    assert {state for state, targets in TRANSITIONS.items() if not targets} == {
        DeliveryState.ACCEPTED,
        DeliveryState.REJECTED,
        DeliveryState.EXPIRED,
        DeliveryState.SUPPRESSED,
    }


def test_transitions_lead_from_every_open_state_to_an_end() -> None:
    ended = {state for state, targets in TRANSITIONS.items() if not targets}
    reached = set(ended)
    while more := {state for state, targets in TRANSITIONS.items() if targets & reached} - reached:
        reached |= more

    assert reached == set(DeliveryState)


def test_an_unknown_delivery_is_never_sent_by_itself() -> None:
    assert DeliveryState.SENDING not in TRANSITIONS[DeliveryState.UNKNOWN]
