import pytest

from digest.core.errors import InvalidInput, Unavailable
from digest.sources.addresses import is_public, resolve

PRIVATE = """
0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1
198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 2001:0:7f00:1:: 2001:db8::1
2002:7f00:1:: 3fff::1 fc00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_is_public_refuses_every_way_to_somewhere_else(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.0.14.129", "2606:4700::1111"])
def test_is_public_accepts_the_internet(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "::1"])
def test_resolve_judges_the_address_and_not_its_spelling(host):
    with pytest.raises(InvalidInput, match="not a public address; set DIGEST_ALLOW_PRIVATE=1"):
        resolve(host, 80, allow_private=False)


def test_resolve_lets_private_addresses_pass_where_they_are_wanted():
    assert resolve("127.0.0.1", 80, allow_private=True) == ["127.0.0.1"]


def test_resolve_says_when_a_host_cannot_be_found():
    with pytest.raises(Unavailable, match="cannot be found"):
        resolve("a" * 64 + ".example", 80, allow_private=False)
