import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.neighbourhood import LIKELIEST, NEWEST, Neighbourhood
from digest.core.vectors import Vector, unit

FLOOD: Vector = {1: 0.8, 2: 0.6}
PORT: Vector = {3: 1.0}
VECTORS = st.dictionaries(st.integers(0, 7), st.floats(0.01, 10), min_size=1).map(unit)


def a_neighbourhood(*vectors: Vector) -> Neighbourhood:
    hood = Neighbourhood()
    for vector in vectors:
        hood.add(hood.found(), vector)
    return hood


def cosine(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def test_nearest_to_something_else_is_nothing() -> None:
    assert a_neighbourhood(FLOOD).nearest(PORT, least=0.1) is None


def test_nearest_prefers_the_oldest_of_equals() -> None:
    assert a_neighbourhood(PORT, FLOOD, FLOOD).nearest(FLOOD, least=0.5) == 1


def test_nearest_passes_over_what_is_barred() -> None:
    assert a_neighbourhood(FLOOD, FLOOD).nearest(FLOOD, least=0.5, barred=[0]) == 1


def test_nearest_does_not_find_what_was_removed() -> None:
    hood = a_neighbourhood(FLOOD, PORT)

    hood.remove(0)

    assert hood.nearest(FLOOD, least=0.1) is None
    assert hood.sums == [{}, PORT]


def test_add_grows_a_sum() -> None:
    hood = a_neighbourhood(FLOOD)

    hood.add(0, PORT)

    assert hood.sums == [{1: 0.8, 2: 0.6, 3: 1.0}]
    assert hood.nearest(PORT, least=0.7) == 0
    assert hood.nearest(PORT, least=0.71) is None


def test_nearest_looks_at_the_newest_of_very_many_holders() -> None:
    hood = a_neighbourhood(*[{1: 0.6, number: 0.8} for number in range(2, NEWEST + 3)])

    assert hood.nearest({1: 1.0}, least=0.5) == 1


@given(sums=st.lists(VECTORS, max_size=LIKELIEST), asked=VECTORS, least=st.floats(0.05, 0.95))
def test_nearest_finds_what_a_comparison_with_all_finds(sums: list[Vector], asked: Vector, least: float) -> None:
    found = a_neighbourhood(*sums).nearest(asked, least=least)

    cosines = [cosine(asked, vector) for vector in sums]
    best = max(cosines, default=0.0)
    if found is None:
        assert best < least + 1e-8
    else:
        assert cosines[found] == pytest.approx(best, abs=1e-8)
        assert best > least - 1e-8
