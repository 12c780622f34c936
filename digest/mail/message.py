"""Messages: a rendering with its slots filled for one subscriber, in bytes that are ready for the wire.

The content of every subscriber of a variant is the same bytes objects; only the first part of a message
and the filled slots are made for each, and nothing is copied: whoever sends a message can write its parts.
Nothing in it starts a line with a dot: headers do not, and quoted-printable pieces are made that way, so
SMTP has nothing to stuff (RFC 5321 section 4.5.2).
"""

import hashlib
import html
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.quoted_printable import encode
from digest.core.rendering import Piece, Rendering, Slot, join_pieces
from digest.core.subscriber import Subscriber
from digest.mail.dkim import Signer
from digest.mail.headers import (
    feedback_field,
    link_field,
    mailbox_field,
    mailto_field,
    one_click_fields,
    text_field,
    wire_address,
)

_OWN = ("To", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post")
"""Headers that are not the same for two readers."""

_BOUNDARY = "=_digest"  # "=_" never occurs in quoted-printable, so no content can hold it (RFC 2045 section 6.7)


class Letterhead:
    """What the messages of an issue have on top, worked out once for all of them."""

    def __init__(
        self, edition: Edition, issue: Issue, *, signer: Signer | None = None, archive_url: str = ""
    ) -> None:
        """`archive_url`: where earlier issues can be read.

        Raises InvalidInput if the addresses of the edition's sender cannot stand in a header.
        """
        sender = wire_address(edition.sender.address)
        reply_to = edition.sender.reply_to
        self.domain = sender.rpartition("@")[2]
        self.issue = f"{issue.edition}/{issue.date}"
        self.zone = ZoneInfo(edition.cadence.zone)
        self.signer = signer
        self._above = mailbox_field("From", edition.sender.name, sender) + (
            mailbox_field("Reply-To", "", wire_address(reply_to)) if reply_to else b""
        )
        self._below = (
            mailbox_field("List-Id", edition.name, f"{edition.key}.{self.domain}")
            + (mailto_field("List-Owner", wire_address(reply_to)) if reply_to else b"")
            + (link_field("List-Archive", archive_url) if archive_url else b"")
            + feedback_field(edition.key, issue.date.isoformat(), "digest", domain=self.domain)
            + b"Auto-Submitted: auto-generated\r\n"  # RFC 3834: no vacation notices in return
            + b"Precedence: bulk\r\n"  # what older autoresponders look at
            + b"MIME-Version: 1.0\r\n"
        )
        self._known: dict[str, bytes] = {}

    def headers(self, subject: str) -> bytes:
        """The headers that everybody with this subject shares: one for each story that may lead a mail."""
        if subject not in self._known:
            self._known[subject] = self._above + text_field("Subject", subject) + self._below
        return self._known[subject]


class Composer:
    """Makes the messages of one variant of an issue; safe to share between threads."""

    def __init__(self, rendering: Rendering, letterhead: Letterhead) -> None:
        self._domain, self._issue, self._zone = letterhead.domain, letterhead.issue, letterhead.zone
        fields, self._opening = _PLAIN if rendering.html is None else _ALTERNATIVES
        shared = letterhead.headers(rendering.subject) + fields
        self._head = shared + b"\r\n" + self._opening
        self._signer = letterhead.signer.prepare(shared, _OWN) if letterhead.signer else None
        self._text, self._html = rendering.text, rendering.html
        self._composed = 0

    def compose(
        self, subscriber: Subscriber, *, unsubscribe_url: str, unsubscribe_address: str = "", at: datetime
    ) -> tuple[bytes, ...]:
        """The message for `subscriber`, dated `at`, in parts; joined, they are its RFC 5322 bytes."""
        self._join_if_shared()
        email, url = encode(subscriber.email), encode(unsubscribe_url)
        own_headers = (
            f"To: {wire_address(subscriber.email)}\r\n"
            f"Date: {_date(at, self._zone)}\r\n"
            f"Message-ID: {self._message_id(unsubscribe_url)}\r\n"
        )
        first = own_headers.encode() + one_click_fields(unsubscribe_url, unsubscribe_address)
        body = _fill(self._text, email, url)
        if self._html is not None:
            email, url = _in_html(subscriber.email, email), _in_html(unsubscribe_url, url)
            body += (_BETWEEN, *_fill(self._html, email, url), _END)
        if self._signer:
            first = self._signer.sign(first, [self._opening, *body], at=at) + first
        return (first, self._head, *body)

    def _join_if_shared(self) -> None:
        """What one reader gets is handed on in pieces, never copied; for the second it pays to join them."""
        self._composed += 1
        if self._composed == 2:
            self._text = join_pieces(self._text)
            self._html = self._html and join_pieces(self._html)

    def _message_id(self, unsubscribe_url: str) -> str:
        """The same for every attempt; the signed link in it stands for the subscriber, so nobody can guess it."""
        digest = hashlib.blake2s(f"{self._issue} {unsubscribe_url}".encode(), digest_size=15)
        return f"<{digest.hexdigest()}@{self._domain}>"


@lru_cache(maxsize=16)
def _date(at: datetime, zone: ZoneInfo) -> str:
    return format_datetime(at.astimezone(zone))


def _in_html(value: str, encoded: bytes) -> bytes:
    """`value` escaped as Jinja does it, and encoded; mostly there is nothing to escape."""
    escaped = html.escape(value, quote=False).replace('"', "&#34;").replace("'", "&#39;")
    return encoded if escaped == value else encode(escaped)


def _fill(pieces: tuple[Piece, ...], email: bytes, url: bytes) -> list[bytes]:
    """Asking whether it is bytes takes a third of asking whether it is a slot, whose class has a metaclass."""
    return [piece if piece.__class__ is bytes else email if piece is Slot.EMAIL else url for piece in pieces]


def _leaf(subtype: str) -> bytes:
    return (
        f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n".encode()
    )


_PLAIN = (_leaf("plain"), b"")
"""What ends the headers, and what begins the body, of a message that is nothing but text."""

_ALTERNATIVES = (
    f'Content-Type: multipart/alternative; boundary="{_BOUNDARY}"\r\n'.encode(),
    f"--{_BOUNDARY}\r\n".encode() + _leaf("plain") + b"\r\n",
)
_BETWEEN = f"\r\n--{_BOUNDARY}\r\n".encode() + _leaf("html") + b"\r\n"
_END = f"\r\n--{_BOUNDARY}--\r\n".encode()
