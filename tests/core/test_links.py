import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.links import Grant, Links, Purpose

LINKS = Links(b"a secret of this test", "https://lalagune.example")
NUMBERS = st.integers(0, 2**32 - 1)


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


TOKEN = token_of(LINKS.unsubscribe(41, 7))


@given(subscriber=NUMBERS, edition=NUMBERS)
def test_read_gives_back_whom_a_link_speaks_for(subscriber: int, edition: int) -> None:
    token = token_of(LINKS.unsubscribe(subscriber, edition))

    assert LINKS.read(token, Purpose.UNSUBSCRIBE) == Grant(Purpose.UNSUBSCRIBE, subscriber, edition)


def test_unsubscribe_is_a_short_address_of_the_public_site() -> None:
    link = LINKS.unsubscribe(41, 7)

    assert link.startswith("https://lalagune.example/u/")
    assert len(token_of(link)) == 34


def test_unsubscribe_is_the_same_each_time() -> None:
    assert LINKS.unsubscribe(41, 7) == LINKS.unsubscribe(41, 7)


def test_online_names_edition_and_date() -> None:
    assert LINKS.online("ouest", "2026-03-06") == "https://lalagune.example/online/ouest/2026-03-06"


def test_read_refuses_a_token_of_another_key() -> None:
    assert Links(b"another secret", LINKS.public_url).read(TOKEN, Purpose.UNSUBSCRIBE) is None


@pytest.mark.parametrize("place", range(len(TOKEN)))
def test_read_refuses_a_token_with_one_other_letter(place: int) -> None:
    other = "B" if TOKEN[place] == "A" else "A"
    forged = TOKEN[:place] + other + TOKEN[place + 1 :]

    assert LINKS.read(forged, Purpose.UNSUBSCRIBE) is None


@pytest.mark.parametrize("length", range(len(TOKEN)))
def test_read_refuses_a_token_that_was_cut(length: int) -> None:
    assert LINKS.read(TOKEN[:length], Purpose.UNSUBSCRIBE) is None


@pytest.mark.parametrize("more", ["A", "=", "==", "\n", " ", "/"])
def test_read_refuses_a_token_with_something_added(more: str) -> None:
    assert LINKS.read(TOKEN + more, Purpose.UNSUBSCRIBE) is None
    assert LINKS.read(more + TOKEN, Purpose.UNSUBSCRIBE) is None


def test_read_refuses_a_token_for_another_purpose() -> None:
    raw = bytearray(base64.urlsafe_b64decode(TOKEN + "=="))
    raw[0] = 2
    other = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    assert LINKS.read(other, Purpose.UNSUBSCRIBE) is None


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_read_refuses_anything_else(token: str) -> None:
    assert LINKS.read(token, Purpose.UNSUBSCRIBE) is None
