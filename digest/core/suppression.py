"""Suppression: the trace that an address leaves which must not be written to, and which says nothing by itself."""

import hmac


def address_key(secret: bytes, address: str) -> str:
    """A keyed hash of the address, the same whatever its case: it survives the erasure of the person."""
    return hmac.digest(secret, b"suppression " + address.strip().casefold().encode(), "sha256").hex()
