"""Rotation: shares by weight, evenly spread."""

from hypothesis import given
from hypothesis import strategies as st

from digest.core.rotation import Rotation


def test_turns_are_spread_evenly() -> None:
    rotation = Rotation({"a": 5, "b": 1, "c": 1})

    assert "".join(rotation.next("abc") for _ in range(7)) == "aabacaa"


def test_whoever_is_out_is_passed_over() -> None:
    rotation = Rotation({"a": 2, "b": 1, "c": 1})

    assert "".join(rotation.next("bc") for _ in range(4)) == "bcbc"


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), min_size=1))
def test_share_is_the_weight(weights: dict[str, int]) -> None:
    rotation = Rotation(weights)
    turns = [rotation.next(weights.keys()) for _ in range(sum(weights.values()))]

    assert {name: turns.count(name) for name in weights} == weights
