"""Letters in bytes that are ready for the wire: no list to leave, and nobody is to answer by machine.

They come one at a time because somebody did something, so they carry none of the fields of a mailing list.
"""

import hashlib
from datetime import datetime
from email.utils import format_datetime

from digest.core.edition import Sender
from digest.core.quoted_printable import encode
from digest.mail.dkim import Signer
from digest.mail.headers import mailbox_field, text_field, wire_address

_BOUNDARY = "=_letter"  # "=_" never occurs in quoted-printable, so no content can hold it (RFC 2045 section 6.7)


def compose_letter(
    sender: Sender,
    recipient: str,
    *,
    subject: str,
    html: str,
    text: str,
    reference: str,
    at: datetime,
    signer: Signer | None = None,
) -> tuple[bytes, ...]:
    """The message in parts, dated and signed `at`; joined, they are its RFC 5322 bytes, with CRLF.

    `reference` makes its Message-ID, the same for every attempt. InvalidInput if an address cannot stand in a
    header.
    """
    address = wire_address(sender.address)
    digest = hashlib.blake2s(f"{reference} {recipient}".encode(), digest_size=15).hexdigest()
    head = (
        mailbox_field("From", sender.name, address)
        + mailbox_field("To", "", wire_address(recipient))
        + (mailbox_field("Reply-To", "", wire_address(sender.reply_to)) if sender.reply_to else b"")
        + f"Date: {format_datetime(at)}\r\n".encode()
        + f"Message-ID: <{digest}@{address.rpartition('@')[2]}>\r\n".encode()
        + text_field("Subject", subject)
        + b"Auto-Submitted: auto-generated\r\n"  # RFC 3834: no vacation notices in return
        + b"MIME-Version: 1.0\r\n"
        + f'Content-Type: multipart/alternative; boundary="{_BOUNDARY}"\r\n'.encode()
    )
    body = (_leaf("plain"), encode(text), _leaf("html"), encode(html), f"\r\n--{_BOUNDARY}--\r\n".encode())
    signature = signer.prepare(head, ()).sign(b"", body, at=at) if signer else b""
    return (signature + head + b"\r\n", *body)


def _leaf(subtype: str) -> bytes:
    return (
        f"\r\n--{_BOUNDARY}\r\nContent-Type: text/{subtype}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    ).encode()
