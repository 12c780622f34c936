"""Measures of groupings and rankings: worked examples, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.measures import Agreement, bcubed, diversity, duplicates, ndcg, pairwise, purity

labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


def test_bcubed_of_a_worked_example() -> None:
    # Two groups: one holds two of a and one of b, the other one of b.
    assert bcubed([1, 1, 1, 2], "aabb") == Agreement(pytest.approx((4 / 3 + 1 / 3 + 1) / 4), pytest.approx(3 / 4))


def test_pairwise_of_a_worked_example() -> None:
    assert pairwise([1, 1, 1, 2], "aabb") == Agreement(1 / 3, 1 / 2)


@given(labels)
def test_what_is_grouped_rightly_agrees_wholly(some: list[tuple[int, int]]) -> None:
    right = [label for _, label in some]
    renamed = [f"group {label}" for label in right]

    assert bcubed(renamed, right).f1 == pytest.approx(1.0)
    assert pairwise(renamed, right) == Agreement(1.0, 1.0)


@given(labels)
def test_precision_is_the_recall_of_the_other_way_round(some: list[tuple[int, int]]) -> None:
    found, right = zip(*some, strict=True)

    for measure in (bcubed, pairwise):
        there, back = measure(found, right), measure(right, found)
        assert (there.precision, there.recall) == pytest.approx((back.recall, back.precision))
        assert 0.0 <= there.f1 <= 1.0


def test_f1_of_nothing_right_is_nothing() -> None:
    assert Agreement(0.0, 0.0).f1 == 0.0


def test_duplicates_counts_what_was_told_before() -> None:
    assert (duplicates("abcab"), duplicates("")) == (2, 0)


def test_purity_is_the_share_of_the_commonest() -> None:
    assert purity(["aab", "b", "ab"]) == pytest.approx((2 / 3 + 1 + 1 / 2) / 3)


@pytest.mark.parametrize(
    ("gains", "expected"),
    [([3, 2, 1], 1.0), ([0, 0, 0], 0.0), ([1, 2, 3], (1 + 2 / 1.584963 + 3 / 2) / (3 + 2 / 1.584963 + 1 / 2))],
)
def test_ndcg(gains: list[float], expected: float) -> None:
    assert ndcg(gains, [1, 3, 2]) == pytest.approx(expected, abs=1e-6)


def test_diversity_of_headlines_without_a_word_in_common_is_one() -> None:
    assert diversity([{"crue": 1.0}, {"port": 1.0}]) == 1.0
    assert diversity([{"crue": 1.0}, {"crue": 1.0}]) == 0.0
    assert diversity([{"crue": 1.0}]) == 1.0
