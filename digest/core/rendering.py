"""Rendering: a variant of an issue, encoded for the wire, with slots left open for each subscriber."""

from dataclasses import dataclass
from enum import StrEnum

from digest.core.subscriber import Choice

Variant = Choice
"""What two subscribers must share to get the same stories in the same form."""


class Slot(StrEnum):
    """What differs between two subscribers of one variant."""

    EMAIL = "email"
    """The address that it is sent to."""
    UNSUBSCRIBE_URL = "unsubscribe_url"


Piece = bytes | Slot
"""Quoted-printable bytes that end in a line break, or a slot to be filled."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One variant of an issue. Both parts hold the same stories."""

    subject: str
    preheader: str
    html: tuple[Piece, ...] | None
    """None for subscribers who want text alone."""
    text: tuple[Piece, ...]
    stories: tuple[int, ...]
    """Ids of the stories in it, in reading order; empty: nothing in the issue fits the variant."""
