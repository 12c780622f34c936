"""Delivery: one issue to one subscriber, what the server answered, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery is on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    """Handed to a connection; the outcome is not written down yet."""
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    """The connection or the process died after the message was handed over: it may have arrived."""
    SUPPRESSED = "suppressed"
    """The subscriber left before the message went out, or nothing in the issue fits what they chose, or
    everything in it had come in another edition."""


_D = DeliveryState
TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    _D.QUEUED: frozenset({_D.SENDING, _D.SUPPRESSED}),
    _D.SENDING: frozenset({_D.ACCEPTED, _D.DEFERRED, _D.REJECTED, _D.UNKNOWN, _D.QUEUED, _D.SUPPRESSED}),
    _D.DEFERRED: frozenset({_D.SENDING, _D.SUPPRESSED, _D.REJECTED}),
    _D.ACCEPTED: frozenset(),
    _D.REJECTED: frozenset(),
    _D.UNKNOWN: frozenset({_D.QUEUED, _D.ACCEPTED}),
    _D.SUPPRESSED: frozenset(),
}


class Outcome(StrEnum):
    """What became of one attempt."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    """The server said: try again later."""
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    """Lost after the final dot and before the answer (RFC 1047)."""
    UNTRIED = "untried"
    """Nothing of it reached the server; it may be sent again at once."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server answered to one message."""

    outcome: Outcome
    code: int | None = None
    """SMTP reply code (RFC 5321); None where no answer came."""
    enhanced: str | None = None
    """Enhanced status code (RFC 3463), such as "5.1.1"."""
    text: str = ""


RETRY_AFTER = tuple(timedelta(minutes=n) for n in (5, 15, 30, 60, 120, 240))
"""How long a deferred delivery waits before its next attempt; after the last one it is rejected."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a receipt makes of a delivery."""

    state: DeliveryState
    due_at: datetime | None = None


def next_step(receipt: Receipt, *, attempt: int, now: datetime) -> NextStep:
    """What follows from `receipt` to attempt number `attempt`, counted from 1."""
    match receipt.outcome:
        case Outcome.ACCEPTED:
            return NextStep(DeliveryState.ACCEPTED)
        case Outcome.REJECTED:
            return NextStep(DeliveryState.REJECTED)
        case Outcome.UNKNOWN:
            return NextStep(DeliveryState.UNKNOWN)
        case Outcome.UNTRIED:
            return NextStep(DeliveryState.QUEUED)
        case Outcome.DEFERRED if attempt <= len(RETRY_AFTER):
            return NextStep(DeliveryState.DEFERRED, now + RETRY_AFTER[attempt - 1])
        case Outcome.DEFERRED:
            return NextStep(DeliveryState.REJECTED)
