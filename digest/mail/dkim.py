"""DKIM: the signature on top of a message, which says that it is ours and that nobody has changed it.

Each header is listed once more than it is there, so that another one of its name breaks the signature, which
would otherwise hold below a second Subject. Without `l=`, nothing can be added to the body. List-Unsubscribe and
its companion are covered, or mail clients offer no button (RFC 8058 section 4).
Sources: RFC 6376 sections 3.5, 3.7, 5.4, 8.15; RFC 8463.
"""

import base64
from collections.abc import Iterable, Sequence
from datetime import datetime

from digest.mail.canonical import hash_body, relax
from digest.mail.dkim_key import Key

SIGNED = (
    "from", "reply-to", "to", "cc", "subject", "date", "message-id",
    "mime-version", "content-type", "content-transfer-encoding",
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "list-owner", "list-archive",
    "auto-submitted", "feedback-id",
)  # fmt: skip
"""Names of the headers that are signed, in lower case; those that a message has not must stay away, too."""

_LINE = 74


class Signer:
    """Signs messages with one key or several; safe to share between threads."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = tuple(keys)

    def prepare(self, shared: bytes, own: Sequence[str]) -> "Prepared":
        """For messages that have the header fields `shared`, and beside them one of each name in `own`."""
        return Prepared(self._keys, shared, own)


class Prepared:
    """A signer that has read what many messages have in common."""

    def __init__(self, keys: Iterable[Key], shared: bytes, own: Sequence[str]) -> None:
        fields = [(name, field) for name, field in relax(shared) if name in SIGNED]
        self._shared = b"".join(field for _, field in fields)
        names = [name for name, _ in fields] + [name.lower() for name in own]
        listed = _fold(names + list(SIGNED))
        self._seals = [_Seal(key, listed) for key in keys]

    def sign(self, own: bytes, body: Sequence[bytes], *, at: datetime) -> bytes:
        """The DKIM-Signature fields of the message with the header fields `own` and that body, signed `at`."""
        signed = self._shared + b"".join(field for name, field in relax(own) if name in SIGNED)
        hashed = base64.b64encode(hash_body(body))
        time = b"%d" % at.timestamp()
        return b"".join(seal.sign(signed, hashed, time) for seal in self._seals)


class _Seal:
    """One signature, as far as it is the same for many messages."""

    def __init__(self, key: Key, listed: str) -> None:
        self._key = key
        self._opening = (
            f"DKIM-Signature: v=1; a={key.algorithm}; c=relaxed/simple;\r\n"
            f" d={key.domain}; s={key.selector};\r\n h={listed};\r\n t="
        ).encode()
        ((_, canonical),) = relax(self._opening)
        self._canonical = canonical.removesuffix(b"\r\n")

    def sign(self, signed: bytes, hashed: bytes, time: bytes) -> bytes:
        # The field signs itself, with nothing after b= and without its line break (RFC 6376 section 3.7).
        signature = self._key.sign(b"%b%b%b; bh=%b; b=" % (signed, self._canonical, time, hashed))
        return b"%b%b;\r\n bh=%b;\r\n b=%b\r\n" % (self._opening, time, hashed, _wrap(base64.b64encode(signature)))


def _fold(names: Iterable[str]) -> str:
    """The names with colons between them, on lines of their own where there are many."""
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) >= _LINE:
            lines.append("")
        lines[-1] += f"{name}:"
    return "\r\n ".join(lines).removesuffix(":")


def _wrap(text: bytes) -> bytes:
    return b"\r\n ".join(text[start : start + _LINE] for start in range(0, len(text), _LINE))
