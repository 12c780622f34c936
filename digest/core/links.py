"""Signed links: short tokens that say who may do what, without a login.

A token is base64url(purpose, subscriber, edition, MAC): the MAC is HMAC-SHA-256 cut to 128 bits
(RFC 2104 section 5 allows the cut), bound to the purpose, so that a token for one deed does not
work for another. Tokens live as long as the key: an unsubscribe link in an old mail must work.
"""

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass
from enum import IntEnum

_LAYOUT = struct.Struct(">BII")
_MAC_BYTES = 16


class Purpose(IntEnum):
    """What a token allows."""

    UNSUBSCRIBE = 1
    CONFIRM = 2
    """That somebody wants an edition; the id is that of the consent, not of a subscriber."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Whom a valid token speaks for."""

    purpose: Purpose
    subscriber_id: int
    edition_id: int


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads the links that go into mails."""

    secret: bytes
    public_url: str
    """Where the public pages are reached, without a slash at the end."""

    def unsubscribe(self, subscriber_id: int, edition_id: int) -> str:
        """The address of the one-click unsubscribe page (RFC 8058), 68 characters for a short host."""
        return f"{self.public_url}/u/{self._sign(Grant(Purpose.UNSUBSCRIBE, subscriber_id, edition_id))}"

    def preferences(self, subscriber_id: int, edition_id: int) -> str:
        """The address of a reader's own page, under the same token."""
        return f"{self.unsubscribe(subscriber_id, edition_id)}/preferences"

    def confirm(self, consent_id: int, edition_id: int) -> str:
        """The address of the page on which somebody confirms that they want an edition."""
        return f"{self.public_url}/confirm/{self._sign(Grant(Purpose.CONFIRM, consent_id, edition_id))}"

    def desk(self, edition: str, date: str) -> str:
        """The address of an issue on the editors' desk; `date` as YYYY-MM-DD."""
        return f"{self.public_url}/desk/{edition}/{date}"

    def online(self, edition: str, date: str) -> str:
        """The address of the web version of an issue; `date` as YYYY-MM-DD."""
        return f"{self.public_url}/online/{edition}/{date}"

    def archive(self, edition: str) -> str:
        """The address of the list of an edition's issues."""
        return f"{self.public_url}/online/{edition}"

    def picture(self, name: str) -> str:
        """The address of the copy of a picture with that name."""
        return f"{self.public_url}/pictures/{name}"

    def read(self, token: str, purpose: Purpose) -> Grant | None:
        """What `token` allows, or None if it is not one of ours for `purpose`."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            grant = Grant(*_LAYOUT.unpack_from(raw))
        except (ValueError, struct.error):
            return None
        if grant.purpose != purpose or not hmac.compare_digest(self._sign(grant), token):
            return None
        return Grant(Purpose(grant.purpose), grant.subscriber_id, grant.edition_id)

    def _sign(self, grant: Grant) -> str:
        body = _LAYOUT.pack(grant.purpose, grant.subscriber_id, grant.edition_id)
        mac = hmac.new(self.secret, body, hashlib.sha256).digest()[:_MAC_BYTES]
        return base64.urlsafe_b64encode(body + mac).rstrip(b"=").decode()
