"""DKIM keys: made, read from a file, and as the DNS record that others verify them by.

RSA for everybody; Ed25519 (RFC 8463) beside it for those who know it, which not all receivers do yet.
Sources: RFC 6376 section 3.6.1, RFC 8301, RFC 8463.
"""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from digest.core.errors import InvalidInput

Private = RSAPrivateKey | Ed25519PrivateKey

_RSA_BITS = 2048
_FEWEST_RSA_BITS = 1024  # RFC 8301 section 3.2: receivers take no shorter one
_LONGEST_STRING = 255  # RFC 1035 section 3.3: a TXT record is made of strings


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the name that its record has in the DNS."""

    domain: str
    selector: str
    private: Private

    @property
    def algorithm(self) -> str:
        """As the signature names it."""
        return "rsa-sha256" if isinstance(self.private, RSAPrivateKey) else "ed25519-sha256"

    @property
    def name(self) -> str:
        """Where the record belongs."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self) -> str:
        """The text of the record."""
        public = self.private.public_key()
        if isinstance(self.private, RSAPrivateKey):
            kind, raw = "rsa", public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        else:
            kind, raw = "ed25519", public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return f"v=DKIM1; k={kind}; p={base64.b64encode(raw).decode()}"

    @property
    def zone_line(self) -> str:
        """The record as a line of a zone file, in strings that are short enough."""
        text = self.record
        pieces = (text[start : start + _LONGEST_STRING] for start in range(0, len(text), _LONGEST_STRING))
        return f"{self.name}. IN TXT ( " + " ".join(f'"{piece}"' for piece in pieces) + " )"

    def sign(self, data: bytes) -> bytes:
        """The signature of `data`, as DKIM has it."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(data, PKCS1v15(), SHA256())
        return self.private.sign(hashlib.sha256(data).digest())  # RFC 8463 section 3: the hash is what is signed


def load_key(path: Path, *, domain: str, selector: str) -> Key:
    """The key in a PEM file; InvalidInput if there is none that can sign."""
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise InvalidInput(
            f"The DKIM key {path} cannot be read: {error.strerror}; make one: digest dkim new."
        ) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise InvalidInput(
            f"{path} holds no private key in PEM, without a password; make one: digest dkim new."
        ) from error
    if not isinstance(private, RSAPrivateKey | Ed25519PrivateKey):
        raise InvalidInput(f"{path} holds a key that is neither RSA nor Ed25519; make another: digest dkim new.")
    if isinstance(private, RSAPrivateKey) and private.key_size < _FEWEST_RSA_BITS:
        raise InvalidInput(
            f"The RSA key in {path} has {private.key_size} bits, and receivers take none with fewer than "
            f"{_FEWEST_RSA_BITS}; make another: digest dkim new."
        )
    return Key(domain, selector, private)


def verify(public: RSAPublicKey | Ed25519PublicKey, signature: bytes, data: bytes) -> None:
    """Raises InvalidSignature of cryptography unless `signature` is one of `data`."""
    if isinstance(public, RSAPublicKey):
        public.verify(signature, data, PKCS1v15(), SHA256())
    else:
        public.verify(signature, hashlib.sha256(data).digest())


def make_private(*, ed25519: bool = False) -> Private:
    """A new private key: RSA of 2048 bits, or Ed25519."""
    return Ed25519PrivateKey.generate() if ed25519 else generate_private_key(65537, _RSA_BITS)


def pem(private: Private) -> bytes:
    """The key as a PEM file holds it, without a password."""
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
