"""Bounce: what a mail that came back turns out to be, about which message, and why."""

from dataclasses import dataclass, field
from enum import StrEnum

from digest.core.refusal_reason import Reason


class Kind(StrEnum):
    """What a mail to the return path is."""

    BOUNCE = "bounce"
    DELAY = "delay"
    """Still being tried by another server: a failure follows, or none."""
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto-reply"
    UNSUBSCRIBE = "unsubscribe"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient that a report is about."""

    recipient: str
    """The address as the report names it, or ""; anybody can write one, so it proves nothing."""
    reason: Reason
    code: int | None = None
    """SMTP reply code, where one was quoted."""
    status: str | None = None
    """Enhanced status code (RFC 3463)."""
    words: str = ""
    """What the server said, on one line."""
    remote: str = ""
    """The server that said it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail to the return path says."""

    kind: Kind
    failures: tuple[Failure, ...] = ()
    traces: tuple[str, ...] = field(default=(), repr=False)
    """Where the token of a message may stand, the most trustworthy first."""
    complaint: str = ""
    """Feedback type of a complaint (RFC 5965 section 7.3), such as “abuse”."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """The addresses that are named."""
        return tuple(dict.fromkeys(each.recipient for each in self.failures if each.recipient))
