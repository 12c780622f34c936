"""Deliver: claim a few rows, mark them sending, commit, send, write down what became of them, commit.

Each connection has a thread of its own. One transaction records a batch and claims the next, so that
a process that dies leaves at most one batch for each connection in mid-air.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from digest.core.delivery import Outcome, Receipt, next_step
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


@dataclass(frozen=True, slots=True)
class Delivering:
    """One issue on its way."""

    store: Store
    press: Press
    links: Links
    stored: StoredEdition
    issue: Issue
    _composers: dict[Variant, Composer] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def composer(self, variant: Variant) -> Composer:
        """The composer of a variant, made once."""
        with self._lock:
            if variant not in self._composers:
                self._composers[variant] = Composer(
                    self.press.render(variant), edition=self.stored.edition, issue=self.issue
                )
            return self._composers[variant]

    def outgoing(self, claim: Claim, *, at: datetime) -> Outgoing:
        """The message of one delivery, with its envelope."""
        unsubscribe_url = self.links.unsubscribe(claim.subscriber.id, self.stored.id)
        parts = self.composer(claim.choice).compose(claim.subscriber, unsubscribe_url=unsubscribe_url, at=at)
        return Outgoing(Envelope(self.stored.edition.sender.address, claim.subscriber.email), parts)


def deliver(
    delivering: Delivering,
    connect: Callable[[], Transport],
    *,
    connections: int,
    clock: Callable[[], datetime],
) -> None:
    """Send everything that is queued or due again; returns when nothing is left to try now."""
    with ThreadPoolExecutor(connections, thread_name_prefix="connection") as pool:
        for done in [pool.submit(_work, delivering, connect, clock) for _ in range(connections)]:
            done.result()


def _work(delivering: Delivering, connect: Callable[[], Transport], clock: Callable[[], datetime]) -> None:
    claims = _exchange(delivering, (), now=clock())
    if not claims:
        return
    transport = connect()
    try:
        while claims:
            results = _send(delivering, transport, claims, now=clock())
            claims = _exchange(delivering, results, now=clock())
    finally:
        transport.close()


def _exchange(delivering: Delivering, results: Sequence[Result], *, now: datetime) -> list[Claim]:
    """Write down `results` and claim what comes next, in one transaction."""
    with delivering.store.writing() as session:
        deliveries.record(session, results, now=now)
        return deliveries.claim(session, delivering.issue.id, limit=BATCH, now=now)
