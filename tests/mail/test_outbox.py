"""Keeping mails instead of sending them."""

from pathlib import Path

import pytest

from digest.core.errors import Unavailable
from digest.mail.outbox import Outbox
from tests.mail.test_smtp import a_batch, an_outgoing


def test_outbox_keeps_messages_in_order() -> None:
    outbox = Outbox()

    outbox.send(a_batch()[:2])
    outbox.send(a_batch()[2:])

    assert outbox.messages == a_batch()


def test_outbox_writes_each_message_for_people_to_open(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "new")

    outbox.send(a_batch())

    written = {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert written == {
        f"{number:05}-{outgoing.envelope.recipient}.eml": b"".join(outgoing.parts)
        for number, outgoing in enumerate(a_batch(), 1)
    }


def test_outbox_is_not_led_out_of_its_folder(tmp_path: Path) -> None:
    Outbox(tmp_path / "kept").send([an_outgoing("../../awa/b@a.example"), an_outgoing("a" * 300 + "@a.example")])

    assert [path.parent.name for path in tmp_path.rglob("*.eml")] == ["kept", "kept"]


def test_outbox_that_cannot_write_says_so_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    in_the_way = tmp_path / "00001-awa@a.example.eml"
    in_the_way.mkdir()
    outbox = Outbox(tmp_path)

    with pytest.raises(Unavailable, match="cannot be kept"):
        outbox.send(a_batch())

    assert outbox.messages == []
    assert list(tmp_path.iterdir()) == [in_the_way]
