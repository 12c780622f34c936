from digest.core.article import Article
from digest.core.knot import Knot, join_chains, knot_copies, single
from digest.core.ties import NO_TIES, Ties
from tests.builders import an_article


def articles(*copy_of: int | None) -> list[Article]:
    """Articles with the ids 1, 2, 3 …, and what each is a copy of."""
    return [an_article(id=n, copy_of=original) for n, original in enumerate(copy_of, 1)]


def copies(some: list[Article], ties: Ties) -> list[tuple[int, ...]]:
    return [one.places for one in knot_copies(single(some, ties), some)]


def joined(groups: list[tuple[int, ...]], ties: Ties) -> list[tuple[int, ...]]:
    some = articles(*[None] * sum(map(len, groups)))
    singles = single(some, ties)
    knots = [sum((singles[place] for place in places), Knot(())) for places in groups]
    return sorted(tuple(sorted(one.places)) for one in join_chains(knots, singles, some, ties))


def test_knot_copies_leaves_alone_what_is_no_copy() -> None:
    assert copies(articles(None, None), NO_TIES) == [(0,), (1,)]


def test_knot_copies_ties_those_of_one_text() -> None:
    assert copies(articles(None, None, 1), NO_TIES) == [(0, 2), (1,)]


def test_knot_copies_keeps_apart_what_an_editor_keeps_apart() -> None:
    assert copies(articles(None, 1, 1), NO_TIES.part(1, 3)) == [(0, 1), (2,)]


def test_single_knows_the_foes_of_its_chain() -> None:
    ties = NO_TIES.join([1, 9]).part(9, 2)

    assert single(articles(None, None, None), ties) == [
        Knot((0,), frozenset({1}), frozenset({2})),
        Knot((1,), frozenset({2}), frozenset({1})),
        Knot((2,)),
    ]


def test_join_chains_brings_whole_groups_together_even_through_an_article_that_is_not_there() -> None:
    ties = NO_TIES.join([1, 99]).join([99, 4])

    assert joined([(0, 1), (2,), (3, 4)], ties) == [(0, 1, 3, 4), (2,)]


def test_join_chains_takes_a_chain_out_of_groups_that_an_editor_keeps_apart() -> None:
    ties = NO_TIES.join([1, 4]).part(2, 5)

    assert joined([(0, 1), (2,), (3, 4)], ties) == [(0, 3), (1,), (2,), (4,)]


def test_join_chains_keeps_a_chain_together_when_another_one_leaves_it() -> None:
    ties = NO_TIES.join([1, 2]).join([3, 5]).part(2, 6)

    assert joined([(0, 1, 2), (3,), (4, 5)], ties) == [(0, 1), (2, 4), (3,), (5,)]
