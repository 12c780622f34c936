"""Messages: a rendering with its slots filled for one subscriber, in bytes that are ready for the wire.

The content of every subscriber of a variant is the same bytes objects; only the first part of a message
and the filled slots are made for each. Nothing in it starts a line with a dot: headers do not, and
quoted-printable pieces are made that way, so SMTP has nothing to stuff (RFC 5321 section 4.5.2).
"""

import hashlib
import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby

from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.quoted_printable import encode
from digest.core.rendering import Piece, Rendering, Slot
from digest.core.subscriber import Subscriber
from digest.mail.headers import mailbox_field, one_click_fields, text_field, wire_address

_BOUNDARY = "=_digest"  # "=_" never occurs in quoted-printable, so no content can hold it (RFC 2045 section 6.7)


@dataclass(frozen=True, slots=True)
class _Hole:
    """A slot, and the part of the message that it stands in."""

    slot: Slot
    in_html: bool


class Composer:
    """Makes the messages of one variant of an issue; safe to share between threads."""

    def __init__(self, rendering: Rendering, *, edition: Edition, issue: Issue) -> None:
        """Raises InvalidInput if the addresses of the edition's sender cannot stand in a header."""
        sender = wire_address(edition.sender.address)
        self._domain = sender.rpartition("@")[2]
        self._issue = f"{issue.edition}/{issue.date}"
        self._parts = tuple(_join(_content(rendering, _shared_headers(rendering, edition, sender))))

    def compose(self, subscriber: Subscriber, *, unsubscribe_url: str, at: datetime) -> tuple[bytes, ...]:
        """The message for `subscriber`, dated `at`, in parts; joined, they are its RFC 5322 bytes."""
        values = {Slot.EMAIL: subscriber.email, Slot.UNSUBSCRIBE_URL: unsubscribe_url}
        fillings = {_Hole(slot, False): encode(value) for slot, value in values.items()}
        fillings |= {_Hole(slot, True): encode(html.escape(value)) for slot, value in values.items()}
        own_headers = (
            f"To: {wire_address(subscriber.email)}\r\n"
            f"Date: {format_datetime(at)}\r\n"
            f"Message-ID: {self._message_id(unsubscribe_url)}\r\n"
        )
        first = own_headers.encode() + one_click_fields(unsubscribe_url)
        return (first, *(part if isinstance(part, bytes) else fillings[part] for part in self._parts))

    def _message_id(self, unsubscribe_url: str) -> str:
        """The same for every attempt; the signed link in it stands for the subscriber, so nobody can guess it."""
        digest = hashlib.blake2s(f"{self._issue} {unsubscribe_url}".encode(), digest_size=15)
        return f"<{digest.hexdigest()}@{self._domain}>"


def _shared_headers(rendering: Rendering, edition: Edition, sender: str) -> bytes:
    domain = sender.rpartition("@")[2]
    reply_to = edition.sender.reply_to
    return b"".join(
        (
            mailbox_field("From", edition.sender.name, sender),
            mailbox_field("Reply-To", "", wire_address(reply_to)) if reply_to else b"",
            text_field("Subject", rendering.subject),
            mailbox_field("List-Id", edition.name, f"{edition.key}.{domain}"),
            b"Auto-Submitted: auto-generated\r\n",  # RFC 3834: no vacation notices in return
            b"Precedence: bulk\r\n",  # what older autoresponders look at
            b"MIME-Version: 1.0\r\n",
        )
    )


def _content(rendering: Rendering, headers: bytes) -> Iterator[bytes | _Hole]:
    """Headers and body: text alone, or text and HTML as alternatives, the richer one last (RFC 2046)."""
    yield headers
    if rendering.html is None:
        yield from _leaf("plain", rendering.text)
        return
    yield f'Content-Type: multipart/alternative; boundary="{_BOUNDARY}"\r\n\r\n--{_BOUNDARY}\r\n'.encode()
    yield from _leaf("plain", rendering.text)
    yield f"\r\n--{_BOUNDARY}\r\n".encode()
    yield from _leaf("html", rendering.html)
    yield f"\r\n--{_BOUNDARY}--\r\n".encode()


def _leaf(subtype: str, pieces: tuple[Piece, ...]) -> Iterator[bytes | _Hole]:
    yield f"Content-Type: text/{subtype}; charset=utf-8\r\n".encode()
    yield b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    yield from (_Hole(piece, subtype == "html") if isinstance(piece, Slot) else piece for piece in pieces)


def _join(parts: Iterable[bytes | _Hole]) -> Iterator[bytes | _Hole]:
    """The same parts, with everything between two holes in one piece."""
    for is_hole, run in groupby(parts, key=lambda part: isinstance(part, _Hole)):
        if is_hole:
            yield from run
        else:
            yield b"".join(part for part in run if isinstance(part, bytes))
