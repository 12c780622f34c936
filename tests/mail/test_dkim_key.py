"""DKIM keys and records: what is published verifies what is signed, and nothing else does."""

import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as make_ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from digest.core.errors import InvalidInput
from digest.mail.dkim_key import Key, load_key, pem
from digest.mail.dkim_record import is_of, read_record
from tests.mail.keys import DOMAIN, ED25519, RSA, the_key


@pytest.mark.parametrize("key", [RSA, ED25519], ids=["RSA", "Ed25519"])
def test_key_comes_back_from_its_file(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(pem(key.private))

    loaded = load_key(path, domain=DOMAIN, selector=key.selector)

    assert (loaded.record, loaded.algorithm, loaded.name) == (key.record, key.algorithm, key.name)


@pytest.mark.parametrize("key", [RSA, ED25519], ids=["RSA", "Ed25519"])
def test_record_verifies_its_key_as_text_and_as_a_line_of_a_zone(key: Key) -> None:
    assert is_of(read_record(key.record), key)
    assert is_of(read_record(key.zone_line), key)
    assert all(len(each) <= 255 for each in re.findall(r'"([^"]*)"', key.zone_line))


@pytest.mark.parametrize("other", [ED25519, the_key("autre")], ids=["other kind", "other key"])
def test_record_does_not_verify_another_key(other: Key) -> None:
    assert not is_of(read_record(RSA.record), other)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This is no DKIM record"),
        ("v=spf1 -all", "This is no DKIM record"),
        ("v=DKIM1; k=rsa; p=", "revokes its key"),
        (RSA.record[:-40], "is no key"),
        ("v=DKIM1; k=ed25519; p=AAAA", "is no key"),
        ("v=DKIM1; p=é", "is no key"),
    ],
)
def test_record_without_a_key_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        read_record(text)


def test_file_without_a_fit_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text("no key")
    with pytest.raises(InvalidInput, match="holds no private key in PEM"):
        load_key(path, domain=DOMAIN, selector="matin")

    path.write_bytes(make_ec(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(InvalidInput, match="neither RSA nor Ed25519"):
        load_key(path, domain=DOMAIN, selector="matin")
