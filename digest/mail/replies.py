"""Replies: what an SMTP server says, and the receipt that it makes (RFC 5321 section 4.2, RFC 2034)."""

import re
from dataclasses import dataclass

from digest.core.delivery import Outcome, Receipt
from digest.mail.headers import clean

DONE, GO_ON = 2, 3
"""What a positive reply can mean, by the first digit of its code."""
CLOSING = 421
"""The server is about to close the connection; what it says is about that, not about a message."""

_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:[ \n]|$)")
_OUTCOMES = {2: Outcome.ACCEPTED, 4: Outcome.DEFERRED, 5: Outcome.REJECTED}
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply, of one line or of several."""

    code: int
    """Three digits."""
    raw: bytes
    """The lines without their codes, separated by a line feed."""

    @property
    def kind(self) -> int:
        """First digit of the code: 2 done, 3 go on, 4 not now, 5 no."""
        return self.code // 100

    @property
    def is_refusal(self) -> bool:
        return self.kind in (4, 5)

    def receipt(self, outcome: Outcome | None = None) -> Receipt:
        """The receipt of a message that got this reply; `outcome` where the code alone does not tell."""
        text = self.raw.decode("utf-8", errors="replace")
        found = _ENHANCED.match(text)
        enhanced = found[1] if found and int(found[1][0]) == self.kind else None
        plain = re.sub(rf"^{re.escape(enhanced)} ?", "", text, flags=re.MULTILINE) if enhanced else text
        return Receipt(
            outcome or _OUTCOMES.get(self.kind, Outcome.UNKNOWN),
            code=self.code,
            enhanced=enhanced,
            text=clean(plain)[:_LONGEST_TEXT],
        )
