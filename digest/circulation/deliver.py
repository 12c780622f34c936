"""Deliver: claim a few rows, mark them sending, commit, send, write down what became of them, commit.

Each connection has a thread of its own. One transaction records a batch and claims the next, so that
a process that dies leaves at most one batch for each connection in mid-air.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock

from digest.core.delivery import DeliveryState, NextStep, Outcome, Receipt, next_step
from digest.core.errors import DigestError, Unavailable
from digest.core.issue import Issue
from digest.core.links import Links
from digest.core.rendering import Variant
from digest.db import deliveries
from digest.db.deliveries import Claim, Result
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.mail.message import Composer
from digest.mail.transport import Envelope, Outgoing, Transport
from digest.render.press import Press

BATCH = 10
"""Messages handed to a connection at a time: what is unknown, at most, when a process dies."""
UNTRIED = Receipt(Outcome.UNTRIED)


@dataclass(frozen=True, slots=True)
class Delivering:
    """One issue on its way."""

    store: Store
    press: Press
    links: Links
    stored: StoredEdition
    issue: Issue
    _composers: dict[Variant, Composer | None] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def composer(self, variant: Variant) -> Composer | None:
        """The composer of a variant, made once; None where no story of the issue fits it."""
        with self._lock:
            if variant not in self._composers:
                rendering = self.press.render(variant)
                composer = Composer(rendering, edition=self.stored.edition, issue=self.issue)
                self._composers[variant] = composer if rendering.stories else None
            return self._composers[variant]

    def outgoing(self, claim: Claim, *, at: datetime) -> Outgoing | None:
        """The message of one delivery, in its envelope; None where there is nothing to say."""
        if (composer := self.composer(Variant(claim.choice))) is None:
            return None
        unsubscribe_url = self.links.unsubscribe(claim.subscriber.id, self.stored.id)
        parts = composer.compose(claim.subscriber, unsubscribe_url=unsubscribe_url, at=at)
        return Outgoing(Envelope(self.stored.edition.sender.address, claim.subscriber.email), parts)


def deliver(
    delivering: Delivering,
    connect: Callable[[], Transport],
    *,
    connections: int,
    clock: Callable[[], datetime],
) -> None:
    """Send everything that is queued or due again; returns when nothing is left to try now.

    Raises Unavailable if the server takes nothing; what it did not take is queued again. Interrupted, it
    waits for the messages in mid-air and writes down what became of them.
    """
    is_over = Event()
    with ThreadPoolExecutor(connections, thread_name_prefix="connection") as pool:
        workers = [pool.submit(_work, delivering, connect, clock, is_over) for _ in range(connections)]
        try:
            wait(workers)
        finally:
            is_over.set()
    for worker in workers:
        worker.result()


def _work(
    delivering: Delivering, connect: Callable[[], Transport], clock: Callable[[], datetime], is_over: Event
) -> None:
    transport = connect()
    results: Sequence[Result] = ()
    try:
        while claims := _exchange(delivering, results, limit=0 if is_over.is_set() else BATCH, now=clock()):
            try:
                results = _hand_over(delivering, transport, claims, now=clock())
            except DigestError:
                _record(delivering, [_result(claim, UNTRIED, now=clock()) for claim in claims], now=clock())
                raise
    finally:
        transport.close()


def _exchange(delivering: Delivering, results: Sequence[Result], *, limit: int, now: datetime) -> list[Claim]:
    """Write down `results` and claim up to `limit` rows that come next, in one transaction."""
    with delivering.store.writing() as session:
        deliveries.record(session, results, now=now)
        return deliveries.claim(session, delivering.issue.id, limit=limit, now=now) if limit else []


def _record(delivering: Delivering, results: Sequence[Result], *, now: datetime) -> None:
    with delivering.store.writing() as session:
        deliveries.record(session, results, now=now)


def _hand_over(
    delivering: Delivering, transport: Transport, claims: Sequence[Claim], *, now: datetime
) -> list[Result]:
    """Send the messages of `claims`; Unavailable if the server took none of them."""
    messages = [(claim, delivering.outgoing(claim, at=now)) for claim in claims]
    batch = [(claim, outgoing) for claim, outgoing in messages if outgoing]
    receipts = transport.send([outgoing for _, outgoing in batch])
    if receipts and all(receipt.outcome is Outcome.UNTRIED for receipt in receipts):
        raise Unavailable(
            f"The SMTP server takes no message ({receipts[0].text}); nothing is lost, try again later."
        )
    sent = [_result(claim, receipt, now=now) for (claim, _), receipt in zip(batch, receipts, strict=True)]
    return sent + [_nothing_to_say(claim) for claim, outgoing in messages if outgoing is None]


def _result(claim: Claim, receipt: Receipt, *, now: datetime) -> Result:
    return Result(claim.delivery_id, receipt, next_step(receipt, attempt=claim.attempt, now=now))


def _nothing_to_say(claim: Claim) -> Result:
    reason = Receipt(Outcome.UNTRIED, text="no story of the issue fits the subscriber’s choice")
    return Result(claim.delivery_id, reason, NextStep(DeliveryState.SUPPRESSED))
