from itertools import permutations

import pytest

from digest.core.errors import InvalidInput
from digest.core.mark import MARKS, mark_name, mark_named, overall


@pytest.mark.parametrize("name", MARKS)
def test_mark_is_known_by_its_name(name: str) -> None:
    assert mark_name(mark_named(name)) == name


def test_mark_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidInput, match="“urgent” is not a mark; choose from top, important, normal, low"):
        mark_named("urgent")


@pytest.mark.parametrize(
    ("marks", "expected"), [((0,), 0), ((0, -1, 2), 2), ((1, -1, 0), 1), ((0, -1, 0), -1), ((2, 1), 2)]
)
def test_overall_mark_is_the_same_in_any_order(marks: tuple[int, ...], expected: int) -> None:
    assert {overall(order) for order in permutations(marks)} == {expected}
