"""Return path: an envelope sender for each message, so that what comes back says by itself whose mail it was.

The local part is `bounces+` and a token, base32(issue, subscriber, MAC): 48 octets of the 64 allowed (RFC 5321
section 4.5.3.1.1). Base32, because mail servers may change the case of letters; a plus, because then one
mailbox `bounces` takes them all. The MAC is HMAC-SHA-256 cut to 136 bits (RFC 2104 section 5), bound to this
purpose: nobody can make bounces up, for readers whose addresses they know or guess.
"""

import base64
import hmac
import re
import struct
from dataclasses import dataclass

_MAILBOX = "bounces"
_LAYOUT = struct.Struct(">II")
_MAC_BYTES = 17
"""With these a token has 25 bytes, and base32 of it neither padding nor spare bits: one spelling for each."""

_PURPOSE = b"return path "
_TOKEN = re.compile(rf"\b{_MAILBOX}\+([a-z2-7]{{40}})(?:@|$)", re.I)


@dataclass(frozen=True, slots=True)
class Bounced:
    """Which message came back."""

    issue_id: int
    subscriber_id: int


@dataclass(frozen=True, slots=True)
class ReturnPath:
    """Makes and reads the addresses that bounces go to."""

    secret: bytes
    domain: str
    """Where the mail for them arrives, in ASCII."""

    def address(self, issue_id: int, subscriber_id: int) -> str:
        """The envelope sender of one issue to one subscriber, the same for every attempt."""
        body = _LAYOUT.pack(issue_id, subscriber_id)
        return f"{_MAILBOX}+{base64.b32encode(body + self._mac(body)).decode().lower()}@{self.domain}"

    def read(self, address: str) -> Bounced | None:
        """Which message `address` stands for; None if it is not one of ours.

        What forwarders put around it (BATV, SRS) is passed over; the domain is not looked at, the MAC is enough.
        """
        if not (found := _TOKEN.search(address)):
            return None
        raw = base64.b32decode(found[1].upper())
        body, mac = raw[: _LAYOUT.size], raw[_LAYOUT.size :]
        return Bounced(*_LAYOUT.unpack(body)) if hmac.compare_digest(self._mac(body), mac) else None

    def _mac(self, body: bytes) -> bytes:
        return hmac.digest(self.secret, _PURPOSE + body, "sha256")[:_MAC_BYTES]
