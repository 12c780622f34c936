"""Replies become receipts."""

import pytest

from digest.core.delivery import Outcome, Receipt
from digest.mail.replies import Reply


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(250, b"2.0.0 Ok: queued as 4F"), Receipt(Outcome.ACCEPTED, 250, "2.0.0", "Ok: queued as 4F")),
        (Reply(250, b"OK"), Receipt(Outcome.ACCEPTED, 250, None, "OK")),
        (Reply(451, b"4.7.1"), Receipt(Outcome.DEFERRED, 451, "4.7.1", "")),
        (Reply(550, b"5.1.1 No such\n5.1.1 person"), Receipt(Outcome.REJECTED, 550, "5.1.1", "No such person")),
        (Reply(550, b"4.1.1 Odd"), Receipt(Outcome.REJECTED, 550, None, "4.1.1 Odd")),
        (Reply(550, b"5.1.1.9 Odd"), Receipt(Outcome.REJECTED, 550, None, "5.1.1.9 Odd")),
        (Reply(550, b"\xff\x00\x1b[31mNo"), Receipt(Outcome.REJECTED, 550, None, "\ufffd [31mNo")),
        (Reply(554, b"x" * 900), Receipt(Outcome.REJECTED, 554, None, "x" * 500)),
        (Reply(354, b"Go on"), Receipt(Outcome.UNKNOWN, 354, None, "Go on")),
    ],
)
def test_reply_becomes_a_receipt(reply: Reply, expected: Receipt) -> None:
    assert reply.receipt() == expected


def test_receipt_takes_the_outcome_that_the_reply_does_not_know() -> None:
    assert Reply(421, b"4.3.2 Bye").receipt(Outcome.UNTRIED) == Receipt(Outcome.UNTRIED, 421, "4.3.2", "Bye")
