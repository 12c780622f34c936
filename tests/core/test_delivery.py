from datetime import timedelta

import pytest

from digest.core.delivery import RETRY_AFTER, TRANSITIONS, DeliveryState, NextStep, Outcome, Receipt, next_step
from tests.builders import NOON

ATTEMPTS = range(1, len(RETRY_AFTER) + 2)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ACCEPTED, DeliveryState.ACCEPTED),
        (Outcome.REJECTED, DeliveryState.REJECTED),
        (Outcome.UNKNOWN, DeliveryState.UNKNOWN),
        (Outcome.UNTRIED, DeliveryState.QUEUED),
    ],
)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_next_step_follows_the_answer(outcome: Outcome, state: DeliveryState, attempt: int) -> None:
    assert next_step(Receipt(outcome), attempt=attempt, now=NOON) == NextStep(state)


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 5), (2, 15), (3, 30), (4, 60), (5, 120), (6, 240)])
def test_next_step_waits_longer_after_each_deferral(attempt: int, minutes: int) -> None:
    step = next_step(Receipt(Outcome.DEFERRED, 451), attempt=attempt, now=NOON)

    assert step == NextStep(DeliveryState.DEFERRED, NOON + timedelta(minutes=minutes))


def test_next_step_gives_up_after_the_last_attempt() -> None:
    assert next_step(Receipt(Outcome.DEFERRED, 451), attempt=7, now=NOON) == NextStep(DeliveryState.REJECTED)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_next_step_is_always_a_transition_of_the_table(outcome: Outcome, attempt: int) -> None:
    step = next_step(Receipt(outcome), attempt=attempt, now=NOON)

    assert step.state in TRANSITIONS[DeliveryState.SENDING]


def test_transitions_say_where_each_state_may_go() -> None:
    assert set(TRANSITIONS) == set(DeliveryState)
    assert {state for state, targets in TRANSITIONS.items() if not targets} == {
        DeliveryState.ACCEPTED,
        DeliveryState.REJECTED,
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
