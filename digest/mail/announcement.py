"""Announcement: the commands that put a message before a server, by what the server offers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from digest.core.delivery import Outcome, Receipt
from digest.core.errors import InvalidInput
from digest.mail.headers import wire_address
from digest.mail.transport import Outgoing, Witness

_NEEDS_XTEXT = re.compile(r"[^!-*,-<>-~]")


@dataclass(frozen=True, slots=True)
class Job:
    """A message with the commands that announce it."""

    mail: bytes
    rcpt: bytes
    parts: tuple[bytes, ...]
    size: int
    witness: Witness


class Announcer:
    """Words announcements for one server; `offers`: its extensions in lower case, with what it says about each."""

    def __init__(self, offers: Mapping[str, str]) -> None:
        self._offers = offers
        limit = offers.get("size", "").strip()
        self._limit = int(limit) if limit.isdecimal() else 0  # RFC 1870: 0, or none, says nothing
        self._gives_size, self._notifies = "size" in offers, "dsn" in offers
        self._takes_utf8, self._takes_8bit = "smtputf8" in offers, "8bitmime" in offers

    def announce(self, outgoing: Outgoing) -> Job | Receipt:
        """The job of a message, or the receipt of one that need not be tried with this server."""
        envelope = outgoing.envelope
        try:
            sender, recipient = wire_address(envelope.sender), wire_address(envelope.recipient)
        except InvalidInput as error:
            return _refuse("5.1.3", str(error))
        is_plain = sender.isascii() and recipient.isascii()
        if not is_plain and not self._takes_utf8:
            return _refuse("5.6.7", "The address needs SMTPUTF8, which the server does not offer.")
        size = outgoing.size
        if 0 < self._limit < size:
            return _refuse("5.3.4", f"The message has {size} bytes, the server takes {self._offers['size']}.")
        options = "" if is_plain else " SMTPUTF8"
        if not all(map(bytes.isascii, outgoing.parts)):
            if not self._takes_8bit:
                return _refuse("5.6.3", "The message needs 8BITMIME, which the server does not offer.")
            options += " BODY=8BITMIME"
        if self._gives_size:
            options += f" SIZE={size}"
        wishes = ""
        if self._notifies:
            options += " RET=HDRS" + (f" ENVID={_xtext(envelope.id)}" if envelope.id else "")
            wishes = " NOTIFY=FAILURE" + (f" ORCPT=rfc822;{_xtext(recipient)}" if recipient.isascii() else "")
        mail, rcpt = f"MAIL FROM:<{sender}>{options}\r\n", f"RCPT TO:<{recipient}>{wishes}\r\n"
        return Job(mail.encode(), rcpt.encode(), outgoing.parts, size, outgoing.witness)


def _xtext(text: str) -> str:
    """RFC 3461 section 4: everything but plain ASCII without “+” and “=” as “+XX”."""
    return _NEEDS_XTEXT.sub(lambda found: "".join(f"+{byte:02X}" for byte in found[0].encode()), text)


def _refuse(enhanced: str, text: str) -> Receipt:
    return Receipt(Outcome.REJECTED, enhanced=enhanced, text=text)
