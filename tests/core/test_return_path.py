"""Return paths: what was written into one is read back, and nothing that somebody made up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.return_path import Bounced, ReturnPath

PATH = ReturnPath(b"k" * 32, "retours.lalagune.example")
IDS = st.integers(0, 2**32 - 1)


@given(issue_id=IDS, subscriber_id=IDS)
def test_any_message_is_read_back_whatever_servers_do_to_the_case(issue_id: int, subscriber_id: int) -> None:
    address = PATH.address(issue_id, subscriber_id)

    assert re.fullmatch(r"bounces\+[a-z2-7]{40}@retours\.lalagune\.example", address)
    assert len(address.partition("@")[0]) <= 64
    for spelling in (address, address.upper(), address.title(), address.swapcase()):
        assert PATH.read(spelling) == Bounced(issue_id, subscriber_id)


def test_address_is_the_same_for_every_attempt_and_another_for_everybody() -> None:
    addresses = [PATH.address(issue_id, subscriber_id) for issue_id in range(5) for subscriber_id in range(200)]

    assert addresses == [PATH.address(issue, subscriber) for issue in range(5) for subscriber in range(200)]
    assert len(set(addresses)) == 1_000


@pytest.mark.parametrize(
    "around",
    [
        "<{}>",
        " {} ",
        "prvs=0123abcdef={}",
        "SRS0=hash=TT=retours.lalagune.example={}@relais.example",
        "{}@elsewhere.example",
        "{}",
    ],
)
def test_address_is_read_inside_what_forwarders_make_of_it(around: str) -> None:
    address = PATH.address(7, 42)
    given_back = around.format(address if "elsewhere" not in around else address.partition("@")[0])

    assert PATH.read(given_back) == Bounced(7, 42)


@pytest.mark.parametrize(
    "address", ["", "matin@lalagune.example", "bounces@retours.lalagune.example", "bounces+@x", "bounces+é1@x"]
)
def test_address_that_carries_nothing_is_none_of_ours(address: str) -> None:
    assert PATH.read(address) is None


@given(place=st.integers(8, 47), letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_address_with_one_letter_changed_is_none_of_ours(place: int, letter: str) -> None:
    address = PATH.address(7, 42)
    forged = address[:place] + letter + address[place + 1 :]

    assert PATH.read(forged) == (Bounced(7, 42) if forged == address else None)


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert PATH.read(text) is None
    assert PATH.read(f"bounces+{text}@retours.lalagune.example") is None


def test_address_made_with_another_secret_is_none_of_ours() -> None:
    assert ReturnPath(b"x" * 32, PATH.domain).read(PATH.address(7, 42)) is None
