"""Relay: one of the servers that take our mail, its connections, and how it is doing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import BoundedSemaphore, Lock

from digest.core.breaker import Breaker
from digest.core.delivery import Outcome, Receipt
from digest.core.errors import Unavailable
from digest.core.pace import Lane
from digest.core.warm_up import WarmUp, next_day
from digest.mail.transport import Outgoing, Transport


@dataclass(frozen=True, slots=True)
class Relay:
    """What the operator says about a relay."""

    name: str
    open: Callable[[], Transport]
    """Makes one connection, which the first message opens."""
    connections: int = 4
    weight: int = 1
    interval: timedelta | None = None
    """From one message to the next at least; None: as fast as it goes."""
    warm_up: WarmUp | None = None
    is_backup: bool = False
    """Whether it only stands in for the others."""


class OpenRelay:
    """A relay while we use it; threads may share it."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self.breaker = Breaker()
        self.lane = Lane(relay.interval) if relay.interval else None
        self._idle: list[Transport] = []
        self._room = BoundedSemaphore(relay.connections)
        self._lock = Lock()
        self._day: date | None = None
        self._sent = 0

    def send(self, batch: Sequence[Outgoing], now: datetime) -> list[Receipt]:
        """Hand `batch` over on a connection of its own, waiting for one if all are in use."""
        with self._room:
            transport = self._take()
            try:
                receipts = transport.send(batch)
            except Unavailable:
                self._note(works=False, now=now)
                raise
            finally:
                self._put_back(transport)
        self._note(works=all(each.outcome is not Outcome.UNTRIED for each in receipts), now=now)
        return receipts

    def may_be_tried(self, now: datetime) -> bool:
        """Whether its breaker lets the caller through, who then has to try."""
        with self._lock:
            is_open = self.breaker.lets_through(now)
            self.breaker = self.breaker.tried(now) if is_open else self.breaker
            return is_open

    def take_from_today(self, wanted: int, now: datetime) -> int:
        """How many of `wanted` messages may still go today, in its warm-up; they count as sent."""
        warm_up = self.relay.warm_up
        ceiling = warm_up.ceiling(now.date()) if warm_up else None
        with self._lock:
            if self._day != now.date():
                self._day, self._sent = now.date(), 0
            taken = wanted if ceiling is None else max(min(wanted, ceiling - self._sent), 0)
            self._sent += taken
            return taken

    def full_until(self, now: datetime) -> datetime | None:
        """When it takes mail again, if today's ceiling is reached."""
        warm_up = self.relay.warm_up
        ceiling = warm_up.ceiling(now.date()) if warm_up else None
        with self._lock:
            is_full = ceiling is not None and (self._sent if self._day == now.date() else 0) >= ceiling
        return next_day(now) if is_full else None

    def close(self) -> None:
        """Take leave on every connection that is not in use."""
        with self._lock:
            idle, self._idle = self._idle, []
        for transport in idle:
            transport.close()

    def _take(self) -> Transport:
        with self._lock:
            return self._idle.pop() if self._idle else self.relay.open()

    def _put_back(self, transport: Transport) -> None:
        with self._lock:
            self._idle.append(transport)

    def _note(self, *, works: bool, now: datetime) -> None:
        with self._lock:
            self.breaker = self.breaker.worked() if works else self.breaker.failed(now)
