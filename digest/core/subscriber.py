"""Subscriber, Subscription: a person with one address, and what they chose to receive."""

from dataclasses import dataclass
from enum import StrEnum


class SubscriberState(StrEnum):
    """Whether we may write to a subscriber."""

    PENDING = "pending"
    """Asked for, not yet confirmed."""
    ACTIVE = "active"
    UNSUBSCRIBED = "unsubscribed"
    SUPPRESSED = "suppressed"
    """Bounced for good, or complained."""


class Format(StrEnum):
    """How a subscriber wants the mail."""

    FULL = "full"
    LIGHT = "light"
    """Under 30 kB and without pictures, where every byte is paid for."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person with one address."""

    id: int
    email: str
    """Normalised: the domain in lower case and ASCII form."""
    name: str
    state: SubscriberState


@dataclass(frozen=True, slots=True)
class Choice:
    """What a subscription picks out of an issue; nothing picked means everything."""

    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    format: Format = Format.FULL


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscriber to one edition."""

    subscriber: Subscriber
    edition: str
    choice: Choice = Choice()
