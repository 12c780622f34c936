"""Delivery: one issue to one subscriber, what the server answered, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32


class DeliveryState(StrEnum):
    """Where a delivery is on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    """Handed to a connection; the outcome is not written down yet."""
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    EXPIRED = "expired"
    """Put off again and again, or kept waiting, until the issue was too late to be read."""
    UNKNOWN = "unknown"
    """The connection or the process died after the message was handed over: it may have arrived."""
    SUPPRESSED = "suppressed"
    """The subscriber left before the message went out, or nothing in the issue fits what they chose, or
    everything in it had come in another edition."""


_D = DeliveryState
TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    _D.QUEUED: frozenset({_D.SENDING, _D.SUPPRESSED, _D.EXPIRED}),
    _D.SENDING: frozenset(
        {_D.ACCEPTED, _D.DEFERRED, _D.REJECTED, _D.EXPIRED, _D.UNKNOWN, _D.QUEUED, _D.SUPPRESSED}
    ),
    _D.DEFERRED: frozenset({_D.SENDING, _D.SUPPRESSED, _D.EXPIRED}),
    _D.ACCEPTED: frozenset(),
    _D.REJECTED: frozenset(),
    _D.EXPIRED: frozenset(),
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
    retry_at: datetime | None = None
    """Nothing may be tried before this instant: whoever paces the mail says so."""
    relay: str = ""
    """Name of the relay that answered."""


RETRY_AFTER = tuple(timedelta(minutes=n) for n in (5, 15, 30, 60, 120, 240))
"""How long a deferred delivery waits at least before its next attempt; from the last one on, always as long."""
JITTER = 0.25
"""By what part of it a wait is drawn out at most, so that what was put off together does not come together."""
LAST_CALL = timedelta(minutes=15)
"""How long before its limit a delivery is tried for the last time, whatever its wait would be."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a receipt makes of a delivery."""

    state: DeliveryState
    due_at: datetime | None = None
    """When it is tried again; set exactly for what is queued or deferred."""
    counts: bool = True
    """Whether the attempt was one: nothing of an untried message reached a server."""


def next_step(
    receipt: Receipt, *, attempt: int, now: datetime, until: datetime | None = None, salt: int = 0
) -> NextStep:
    """What follows from `receipt` to attempt number `attempt`, counted from 1.

    From `until` on the issue is too late to be delivered. `salt` tells deliveries apart that wait together.
    """
    match receipt.outcome:
        case Outcome.ACCEPTED:
            return NextStep(DeliveryState.ACCEPTED)
        case Outcome.REJECTED:
            return NextStep(DeliveryState.REJECTED)
        case Outcome.UNKNOWN:
            return NextStep(DeliveryState.UNKNOWN)
        case Outcome.UNTRIED if receipt.retry_at and receipt.retry_at > now:
            return _put_off(receipt.retry_at, now=now, until=until, counts=False)
        case Outcome.UNTRIED:
            return NextStep(DeliveryState.QUEUED, now, counts=False)
        case Outcome.DEFERRED:
            due_at = now + _wait(attempt, salt)
            return _put_off(max(due_at, receipt.retry_at or due_at), now=now, until=until, counts=True)


def _put_off(due_at: datetime, *, now: datetime, until: datetime | None, counts: bool) -> NextStep:
    if until is None or due_at <= until - LAST_CALL:
        return NextStep(DeliveryState.DEFERRED, due_at, counts)
    if now < until - LAST_CALL:
        return NextStep(DeliveryState.DEFERRED, until - LAST_CALL, counts)
    return NextStep(DeliveryState.EXPIRED, counts=counts)


def _wait(attempt: int, salt: int) -> timedelta:
    """Drawn out by what looks like chance, and is the same each time."""
    least = RETRY_AFTER[min(attempt, len(RETRY_AFTER)) - 1]
    return least * (1 + JITTER * (crc32(b"%d %d" % (salt, attempt)) / 0xFFFFFFFF))
