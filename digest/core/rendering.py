"""Rendering: a variant of an issue, encoded for the wire, with slots left open for each subscriber."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from digest.core.edition import Sender
from digest.core.issue import fingerprint
from digest.core.subscriber import Choice


@dataclass(frozen=True, slots=True)
class Variant:
    """What two subscribers must share to get the same stories in the same form."""

    choice: Choice = field(default_factory=Choice)
    omitted: frozenset[int] = frozenset()
    """Ids of stories that fit the choice and that they have had in another edition."""


EVERYTHING = Variant()
"""The whole issue: what an editor looks at and approves."""


class Slot(StrEnum):
    """What differs between two subscribers of one variant."""

    EMAIL = "email"
    """The address that it is sent to."""
    UNSUBSCRIBE_URL = "unsubscribe_url"


Piece = bytes | Slot
"""Quoted-printable bytes that end in a line break, or a slot to be filled; many mails share such bytes."""


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


def join_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same with as few pieces as there can be: bytes and slots by turns."""
    pieces = tuple(pieces)
    try:
        return (b"".join(cast(tuple[bytes, ...], pieces)),) if pieces else ()
    except TypeError:  # there is a slot among them, which is seldom
        return _join_between_slots(pieces)


def _join_between_slots(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    run: list[bytes] = []
    for piece in (*pieces, None):
        if isinstance(piece, bytes):
            run.append(piece)
            continue
        if run:
            joined.append(b"".join(run))
            run = []
        if piece:
            joined.append(piece)
    return tuple(joined)


def seal(rendering: Rendering, *, sender: Sender) -> str:
    """What an editor approves: a fingerprint of everything that readers will see, slots still open."""
    parts = (rendering.subject, rendering.preheader, _joined(rendering.html or ()), _joined(rendering.text))
    return fingerprint(*parts, sender.address, sender.name, sender.reply_to or "")


def _joined(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"{{{piece.value}}}" if isinstance(piece, Slot) else piece.decode("ascii") for piece in pieces)
