"""The DNS record of a DKIM key as somebody has published it: whether it verifies what the key signs.

Source: RFC 6376 section 3.6.1, RFC 8463 section 4.
"""

import base64
import re

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from digest.core.errors import InvalidInput
from digest.mail.dkim_key import Key, verify

Public = RSAPublicKey | Ed25519PublicKey

_STRINGS = re.compile(r'"([^"]*)"')
_SAMPLE = b"from:La Lagune <matin@lalagune.example>\r\n"


def read_record(text: str) -> Public:
    """The public key in a record, as a zone file or `dig +short` has it; InvalidInput if it has none."""
    joined = "".join(_STRINGS.findall(text)) or text
    tags = {name.strip(): value.strip() for name, _, value in (tag.partition("=") for tag in joined.split(";"))}
    if tags.get("v", "DKIM1") != "DKIM1" or "p" not in tags:
        raise InvalidInput("This is no DKIM record: it begins with “v=DKIM1” and has the key after “p=”.")
    try:
        raw = base64.b64decode(re.sub(r"\s", "", tags["p"]), validate=True)
        if not raw:
            raise InvalidInput("The record revokes its key: nothing stands after “p=”.")
        if tags.get("k", "rsa") == "ed25519":
            return Ed25519PublicKey.from_public_bytes(raw)
        public = load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InvalidInput("What stands after “p=” in the record is no key; was a part of it lost?") from error
    if not isinstance(public, RSAPublicKey):
        raise InvalidInput("The record says that its key is RSA, and it is another; write k=ed25519 for Ed25519.")
    return public


def is_of(public: Public, key: Key) -> bool:
    """Whether what `key` signs verifies with `public`."""
    try:
        verify(public, key.sign(_SAMPLE), _SAMPLE)
    except InvalidSignature:
        return False
    return True
