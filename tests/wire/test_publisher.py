import pytest

from digest.core.errors import InvalidInput
from digest.wire.publisher import LONGEST_KEY, check_key, host_of, key_of


@pytest.mark.parametrize(
    ("name", "key"),
    [("Écho du Zou", "echo-du-zou"), ("L’Œil — 24/7 !", "l-oeil-24-7"), ("a" * 59 + " b", "a" * 59)],
)
def test_key_of_a_name(name, key):
    assert key_of(name) == key
    assert check_key(key) == key


def test_key_of_a_name_without_letters_asks_for_one():
    with pytest.raises(InvalidInput, match="name the source with a key"):
        key_of("日本")


@pytest.mark.parametrize("key", ["", "-a", "Écho", "a b", "a" * (LONGEST_KEY + 1)])
def test_check_key_refuses_what_cannot_stand_in_a_command(key):
    with pytest.raises(InvalidInput, match="cannot be the key of a source"):
        check_key(key)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Echo.example:80/a", "echo.example"),
        ("urn:digest:1", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_host_of_an_address(url, host):
    assert host_of(url) == host
