"""Pieces: text with places left open, encoded for the wire and back."""

import quopri
from collections.abc import Iterable, Mapping

from digest.core.quoted_printable import encode
from digest.core.rendering import Piece, Slot

_MARK = "\0"  # stands in no text of ours: typesetting removes it

OPEN_SLOTS = {slot.value: f"{_MARK}{slot.value}{_MARK}" for slot in Slot}
"""What a template prints where something of a subscriber belongs."""


def encode_pieces(text: str) -> tuple[Piece, ...]:
    """`text` in quoted-printable, its open slots as slots."""
    parts = text.split(_MARK)
    return tuple(Slot(part) if n % 2 else encode(part) for n, part in enumerate(parts) if part)


def decode_pieces(pieces: Iterable[Piece], slots: Mapping[Slot, str]) -> str:
    """The text that a reader gets, with `slots` filled."""
    filled = (encode(slots[piece]) if isinstance(piece, Slot) else piece for piece in pieces)
    return quopri.decodestring(b"".join(filled)).decode().replace("\r\n", "\n")


def weigh(pieces: Iterable[Piece]) -> int:
    """Bytes of the pieces on the wire, slots aside."""
    return sum([len(piece) for piece in pieces if isinstance(piece, bytes)])
