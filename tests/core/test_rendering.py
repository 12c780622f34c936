from digest.core.rendering import Slot, join_pieces


def test_join_pieces_makes_as_few_as_there_can_be() -> None:
    assert join_pieces([b"a=\r\n", b"b=\r\n", Slot.EMAIL, Slot.EMAIL, b"c=\r\n"]) == (
        b"a=\r\nb=\r\n",
        Slot.EMAIL,
        Slot.EMAIL,
        b"c=\r\n",
    )
