"""The commands that put a message before a server."""

from collections.abc import Mapping

import pytest

from digest.core.delivery import Outcome, Receipt
from digest.mail.announcement import Announcer, Job
from digest.mail.transport import NOBODY, Envelope, Outgoing

PARTS = (b"Subject: Matin\r\n\r\n", b"Bonjour\r\n")
IN_8_BITS = (b"Subject: Matin\r\n\r\n", "Été\r\n".encode())


@pytest.mark.parametrize(
    ("offers", "envelope", "parts", "mail", "rcpt"),
    [
        ({}, Envelope("a@a.example", "b@b.example"), PARTS, "<a@a.example>", "<b@b.example>"),
        ({"size": ""}, Envelope("a@a.example", "b@b.example"), PARTS, "<a@a.example> SIZE=27", "<b@b.example>"),
        (
            {"8bitmime": ""},
            Envelope("a@a.example", "b@b.example"),
            IN_8_BITS,
            "<a@a.example> BODY=8BITMIME",
            "<b@b.example>",
        ),
        ({"8bitmime": ""}, Envelope("a@a.example", "b@b.example"), PARTS, "<a@a.example>", "<b@b.example>"),
        (
            {"dsn": ""},
            Envelope("a@a.example", "b+c=d@b.example", "matin 1=2"),
            PARTS,
            "<a@a.example> RET=HDRS ENVID=matin+201+3D2",
            "<b+c=d@b.example> NOTIFY=FAILURE ORCPT=rfc822;b+2Bc+3Dd@b.example",
        ),
        (
            {"dsn": "", "smtputf8": ""},
            Envelope("a@a.example", "awá@b.example"),
            PARTS,
            "<a@a.example> SMTPUTF8 RET=HDRS",
            "<awá@b.example> NOTIFY=FAILURE",
        ),
    ],
    ids=["nothing offered", "SIZE", "8BITMIME", "8BITMIME, not needed", "DSN", "DSN, address outside ASCII"],
)
def test_announcement_asks_for_what_is_offered_and_needed(
    offers: Mapping[str, str], envelope: Envelope, parts: tuple[bytes, ...], mail: str, rcpt: str
) -> None:
    announced = Announcer(offers).announce(Outgoing(envelope, parts))

    size = sum(map(len, parts))
    assert announced == Job(f"MAIL FROM:{mail}\r\n".encode(), f"RCPT TO:{rcpt}\r\n".encode(), parts, size, NOBODY)


def test_announcement_of_8_bits_needs_8bitmime() -> None:
    refused = Announcer({}).announce(Outgoing(Envelope("a@a.example", "b@b.example"), IN_8_BITS))

    text = "The message needs 8BITMIME, which the server does not offer."
    assert refused == Receipt(Outcome.REJECTED, enhanced="5.6.3", text=text)
