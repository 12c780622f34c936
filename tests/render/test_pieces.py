from digest.core.rendering import Slot
from digest.render.pieces import OPEN_SLOTS, decode_pieces, encode_pieces, weigh


def test_encode_pieces_leaves_slots_open() -> None:
    text = f"À {OPEN_SLOTS['email']}, bonjour"

    assert encode_pieces(text) == (b"=C3=80=20=\r\n", Slot.EMAIL, b", bonjour=\r\n")


def test_decode_pieces_fills_the_slots() -> None:
    pieces = encode_pieces(f"À {OPEN_SLOTS['email']}\nune ligne")

    assert decode_pieces(pieces, {Slot.EMAIL: "awa@lectrices.example"}) == "À awa@lectrices.example\nune ligne"


def test_weigh_counts_bytes_on_the_wire() -> None:
    assert weigh((b"=C3=80=\r\n", Slot.EMAIL, b"a=\r\n")) == 13
