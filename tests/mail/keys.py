"""DKIM keys of these tests, made once, and the independent verifier that knows their records."""

from functools import cache
from typing import Any

import dkim

from digest.mail.dkim_key import Key, make_private

DOMAIN = "lalagune.example"


@cache
def the_key(selector: str, *, ed25519: bool = False) -> Key:
    return Key(DOMAIN, selector, make_private(ed25519=ed25519))


RSA, ED25519 = the_key("matin"), the_key("soir", ed25519=True)


def verdicts(raw: bytes, *keys: Key) -> list[bool]:
    """What dkimpy says of each signature of a message, from the top, given the records of `keys`."""
    records = {f"{key.name}.".encode(): key.record.encode() for key in keys}
    message = dkim.DKIM(raw)
    count = raw.lower().partition(b"\r\n\r\n")[0].count(b"dkim-signature:")
    return [_verdict(message, number, records) for number in range(count)]


def _verdict(message: Any, number: int, records: dict[bytes, bytes]) -> bool:
    try:
        return bool(message.verify(number, dnsfunc=lambda name, timeout: records.get(name)))
    except dkim.DKIMException:
        return False
