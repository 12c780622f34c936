"""Form stamps: a signed note in a form of when it was shown: what fills in forms by itself is too fast.

A stamp is `seconds.MAC`, HMAC-SHA-256 cut to 128 bits (RFC 2104 section 5), bound to what the form is about.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

SHORTEST, LONGEST = timedelta(seconds=2), timedelta(hours=24)
"""How long a person needs at least to fill in a form, and how long one may lie open."""


def stamp(secret: bytes, about: str, *, now: datetime) -> str:
    """What goes into a form about that which is shown now."""
    seconds = int(now.timestamp())
    return f"{seconds}.{_mac(secret, about, seconds)}"


def is_fresh(secret: bytes, about: str, stamp: str, *, now: datetime) -> bool:
    """Whether `stamp` is ours, for a form about that, and as old as one that a person has filled in."""
    digits, _, mac = stamp.partition(".")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 11):
        return False
    if not hmac.compare_digest(_mac(secret, about, int(digits)).encode(), mac.encode()):
        return False
    return SHORTEST <= now - datetime.fromtimestamp(int(digits), UTC) <= LONGEST


def _mac(secret: bytes, about: str, seconds: int) -> str:
    return hmac.new(secret, f"form {about} {seconds}".encode(), hashlib.sha256).hexdigest()[:32]
