"""Which articles go together whatever their words: the copies of one text, and what editors say of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from digest.core.article import Article
from digest.core.ties import Ties


@dataclass(frozen=True, slots=True)
class Knot:
    """Articles that go together, by their places, and what they never go with."""

    places: tuple[int, ...]
    chains: frozenset[int] = frozenset()
    """The names of those of its chains that have foes."""
    foes: frozenset[int] = frozenset()

    def admits(self, other: "Knot") -> bool:
        """Whether no editor keeps the two apart."""
        return self.foes.isdisjoint(other.chains)

    def __add__(self, other: "Knot") -> "Knot":
        return Knot(self.places + other.places, self.chains | other.chains, self.foes | other.foes)


NOTHING = Knot(())


def single(articles: Iterable[Article], ties: Ties) -> list[Knot]:
    """A knot for each article alone."""
    chains, foes = ties.chains(), ties.foes()
    names = [chains.get(article.id, article.id) for article in articles]
    return [
        Knot((place,), frozenset({name}), foes[name]) if name in foes else Knot((place,))
        for place, name in enumerate(names)
    ]


def knot_copies(singles: Sequence[Knot], articles: Sequence[Article]) -> list[Knot]:
    """The copies of one text together, the oldest knot first.

    A copy that may not be with all of them is with the first that it may be with.
    """
    knots: list[Knot] = []
    of_text: dict[int, list[int]] = {}
    for one, article in zip(singles, articles, strict=True):
        numbers = of_text.setdefault(article.text_id, [])
        number = next((n for n in numbers if knots[n].admits(one)), None)
        if number is None:
            numbers.append(len(knots))
            knots.append(one)
        else:
            knots[number] += one
    return knots


def join_chains(
    groups: Iterable[Knot], singles: Sequence[Knot], articles: Sequence[Article], ties: Ties
) -> list[Knot]:
    """The groups, each chain in one of them: with all that is around it, where nothing keeps that apart.

    Else the chain leaves the groups in which it is, and stands for itself.
    """
    joined = list(groups)
    for places in _chained(articles, ties):
        touched = [group for group in joined if not places.isdisjoint(group.places)]
        if len(touched) > 1:
            joined = [group for group in joined if group not in touched]
            joined += _joined(touched, places, singles)
    return joined


def _chained(articles: Sequence[Article], ties: Ties) -> list[set[int]]:
    chains = ties.chains()
    places: dict[int, set[int]] = {}
    for place, article in enumerate(articles):
        if article.id in chains:
            places.setdefault(chains[article.id], set()).add(place)
    return list(places.values())


def _joined(touched: Sequence[Knot], places: set[int], singles: Sequence[Knot]) -> list[Knot]:
    if all(one.admits(other) for one, other in combinations(touched, 2)):
        return [sum(touched, NOTHING)]
    chain = sum((singles[place] for place in sorted(places)), NOTHING)
    left = (sum((singles[place] for place in group.places if place not in places), NOTHING) for group in touched)
    return [chain, *(group for group in left if group.places)]
