"""Pause: a domain or a relay gets no mail for a while, because it refused us and not the person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digest.core.refusal_reason import Reason

LONGEST = timedelta(hours=4)


class Scope(StrEnum):
    """What is paused."""

    DOMAIN = "domain"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Pause:
    """Why and how long nothing goes there."""

    scope: Scope
    name: str
    """The domain of the recipients, or the name of the relay."""
    since: datetime
    until: datetime
    times: int
    """How often in a row; each time it is twice as long."""
    reason: Reason
    said: str
    """The server's words, with its codes."""
    relay: str
    """Which relay passed them on."""

    def is_on(self, now: datetime) -> bool:
        """Whether it still holds."""
        return now < self.until


def pause(
    scope: Scope, name: str, *, before: Pause | None, reason: Reason, said: str, relay: str, now: datetime
) -> Pause:
    """The pause that follows a refusal; `before` is the last one, which may still be on.

    Messages that were on their way when a pause began do not make it longer. One that ended no longer ago than
    it had lasted goes on, twice as long.
    """
    if before and before.is_on(now):
        return before
    times, since = 1, now
    if before and now - before.until < _length(before.reason, before.times):
        times, since = before.times + 1, before.since
    return Pause(scope, name, since, now + _length(reason, times), times, reason, said, relay)


def _length(reason: Reason, times: int) -> timedelta:
    first = timedelta(minutes=5 if reason.is_temporary else 15)
    return min(first * (1 << min(times - 1, 10)), LONGEST)


def advice(reason: Reason) -> str:
    """What the operator may do about it."""
    match reason:
        case Reason.AUTHENTICATION:
            return (
                "check the SPF, DKIM and DMARC records of the sender’s domain, and the reverse name of the relay"
            )
        case Reason.BLOCKED:
            return "find out which list names the relay or the sender’s domain, and ask there to be taken off"
        case Reason.RATE_LIMITED:
            return "set a lower rate for it in digest.toml"
        case Reason.SPAM:
            return "look at what the issue contains and at who complains before more of it goes there"
        case Reason.RELAYING:
            return "check the user name, the password and what the relay allows"
        case _:
            return "read what the server said and ask its operator"
