import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.vectors import Neighbourhood, Vector, unit, vectors

TERMS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 10), min_size=1)


def cosine(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def test_vectors_have_length_one() -> None:
    for vector in vectors(["Crue du fleuve à Malanville", "Le port de Lomé agrandi"]):
        assert math.isclose(sum(weight * weight for weight in vector.values()), 1)


def test_vectors_of_a_title_without_words_are_empty() -> None:
    assert vectors(["", "Et pourquoi pas ?"]) == [{}, {}]


def test_vectors_weigh_a_rare_word_more_than_a_common_one() -> None:
    flood, *_ = vectors(["Bénin : crue", "Bénin : port", "Bénin : vote"])

    assert flood["crue"] > flood["benin"]


def test_vectors_count_the_beginning_of_a_long_word_half() -> None:
    (vector,) = vectors(["Élections"])

    assert vector["elect…"] == pytest.approx(vector["election"] / 2)


def test_unit_puts_the_heaviest_term_first() -> None:
    assert list(unit({"b": 1.0, "a": 1.0, "c": 3.0})) == ["c", "a", "b"]


def test_nearest_prefers_the_oldest_of_equals() -> None:
    hood = Neighbourhood()
    for _ in range(2):
        hood.add(hood.found(), {"a": 1.0})

    assert hood.nearest({"a": 1.0}, least=0.5) == 0


@given(sums=st.lists(TERMS, max_size=8), asked=TERMS, least=st.floats(0.05, 0.95))
def test_nearest_finds_what_a_comparison_with_all_finds(sums: list[Vector], asked: Vector, least: float) -> None:
    hood = Neighbourhood()
    for vector in sums:
        hood.add(hood.found(), vector)

    found = hood.nearest(unit(asked), least=least)

    cosines = [cosine(unit(asked), unit(vector)) for vector in sums]
    best = max(cosines, default=0.0)
    if found is None:
        assert best < least + 1e-8
    else:
        assert cosines[found] == pytest.approx(best, abs=1e-8)
        assert best > least - 1e-8
