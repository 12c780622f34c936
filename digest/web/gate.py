"""The gate before the password check: guessing gets slower, and never keeps the editor out.

An address that fails waits longer and longer. An account waits too, against guesses from many
addresses, but only briefly, and never from an address that it has been signed in from before: else
anybody could lock an editor out by guessing wrong.
"""

import ipaddress
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock

from digest.core.errors import Busy

AT_ONCE = 2
"""Passwords that are checked at the same time: each check takes 64 MiB (Argon2id, RFC 9106)."""
REMEMBERED = 10_000
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: datetime


class Backoff:
    """Counts failures by name; each one above `free` doubles the wait, up to `longest`."""

    def __init__(self, *, free: int, longest: timedelta) -> None:
        self._free = free
        self._longest = longest
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def wait(self, name: str, *, now: datetime) -> timedelta:
        """How long `name` has to wait before its next attempt."""
        failures = self._failures.get(name, _Failures(0, now))
        if failures.count < self._free:
            return timedelta()
        seconds = min(2.0 ** min(failures.count - self._free, 16), self._longest.total_seconds())
        return max(failures.last + timedelta(seconds=seconds) - now, timedelta())

    def failed(self, name: str, *, now: datetime) -> None:
        """Count a failure; those of long ago are forgotten, and so are the oldest of very many."""
        before = self._failures.pop(name, None)
        is_recent = before is not None and now - before.last < FORGOTTEN_AFTER
        self._failures[name] = _Failures(before.count + 1 if before and is_recent else 1, now)
        if len(self._failures) > REMEMBERED:
            self._failures.popitem(last=False)

    def forget(self, name: str) -> None:
        """Forget the failures of `name`."""
        self._failures.pop(name, None)


class Gate:
    """Lets attempts to sign in through, a few at a time; threads share it."""

    def __init__(self, *, patience: float = 3.0) -> None:
        """`patience`: how many seconds an attempt waits for its turn."""
        self._patience = patience
        self._lock = Lock()
        self._turns = BoundedSemaphore(AT_ONCE)
        self._addresses = Backoff(free=5, longest=timedelta(minutes=10))
        self._accounts = Backoff(free=10, longest=timedelta(seconds=20))
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def attempt(self, account: str, address: str, *, now: datetime) -> timedelta:
        """How long this attempt has to wait; zero: make it, it counts as failed until `admitted`."""
        account, address = account.casefold(), _network(address)
        with self._lock:
            by_address = self._addresses.wait(address, now=now)
            by_account = self._accounts.wait(account, now=now)
            wait = by_address if (account, address) in self._known else max(by_address, by_account)
            if not wait:
                # Counted before the password is looked at, so that a hundred attempts at once are not one.
                self._addresses.failed(address, now=now)
                self._accounts.failed(account, now=now)
            return wait

    def admitted(self, account: str, address: str) -> None:
        """The attempt was right: forget what was counted, and know this address from now on."""
        account, address = account.casefold(), _network(address)
        with self._lock:
            self._addresses.forget(address)
            self._accounts.forget(account)
            self._known[account, address] = None
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Check a password inside this; Busy when too many are being checked."""
        if not self._turns.acquire(timeout=self._patience):
            raise Busy("Too many people are signing in at this moment; try again in a few seconds.")
        try:
            yield
        finally:
            self._turns.release()


def _network(address: str) -> str:
    """What one person controls: an IPv4 address, or the /64 network of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))
