import pytest

from digest.core.errors import Conflict
from digest.core.ties import NO_TIES, Ties


def test_join_ties_every_two_of_the_articles() -> None:
    assert NO_TIES.join([3, 1, 2, 1]) == Ties(same=frozenset({(1, 2), (1, 3), (2, 3)}))


def test_part_keeps_two_articles_apart() -> None:
    assert NO_TIES.part(2, 1) == Ties(apart=frozenset({(1, 2)}))


def test_chains_are_what_is_tied_through_others() -> None:
    ties = NO_TIES.join([5, 3]).join([3, 9]).join([4, 7])

    assert ties.chains() == {3: 3, 5: 3, 9: 3, 4: 4, 7: 4}


def test_foes_of_an_article_are_those_of_its_chain() -> None:
    ties = NO_TIES.join([5, 3]).part(5, 8)

    assert ties.foes() == {3: frozenset({8}), 8: frozenset({3})}


def test_part_twice_changes_nothing() -> None:
    assert NO_TIES.part(1, 2).part(2, 1) == NO_TIES.part(1, 2)


def test_part_of_a_chain_is_refused_and_says_how_they_hang_together() -> None:
    with pytest.raises(Conflict) as refused:
        NO_TIES.join([1, 2]).join([2, 3]).part(3, 1)

    assert str(refused.value) == (
        "Articles 3 and 1 are said to be one story (3 = 2 = 1); take that back first: digest story untie 3 2"
    )


def test_join_of_what_is_apart_is_refused_even_through_others() -> None:
    with pytest.raises(Conflict) as refused:
        NO_TIES.part(1, 3).join([1, 2]).join([2, 3])

    assert str(refused.value) == (
        "Articles 1 and 3 would be one story, and are said not to be; take that back first: digest story untie 1 3"
    )
