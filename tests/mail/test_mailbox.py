"""The local mailbox keeps what arrives, as it arrived."""

from pathlib import Path

from digest.core.delivery import Outcome
from digest.mail.mailbox import Mailbox, Received
from digest.mail.smtp import Smtp
from tests.mail.test_smtp import a_batch, outcomes


def test_mailbox_keeps_each_mail_as_a_file(tmp_path: Path) -> None:
    with Mailbox(tmp_path / "inbox") as box:
        smtp = Smtp(host="127.0.0.1", port=box.port)
        smtp.send(a_batch())
        smtp.close()

    assert box.messages() == tuple(
        Received(outgoing.envelope, tmp_path / "inbox" / f"{number:05}.eml")
        for number, outgoing in enumerate(a_batch(), 1)
    )
    assert [mail.path.read_bytes() for mail in box.messages()] == [b"".join(mail.parts) for mail in a_batch()]


def test_mailbox_closes_on_a_client_that_is_still_connected(tmp_path: Path) -> None:
    with Mailbox(tmp_path) as box:
        smtp = Smtp(host="127.0.0.1", port=box.port)
        smtp.send(a_batch()[:1])

    smtp.close()
    assert len(box.messages()) == 1


def test_mailbox_that_cannot_write_asks_to_try_again(tmp_path: Path) -> None:
    (tmp_path / "inbox").touch()
    with Mailbox(tmp_path / "inbox") as box:
        smtp = Smtp(host="127.0.0.1", port=box.port)
        receipts = smtp.send(a_batch())
        smtp.close()

    assert outcomes(receipts) == [Outcome.DEFERRED] * 3
    assert (receipts[0].code, receipts[0].enhanced) == (452, "4.3.1")
