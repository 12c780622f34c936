"""How good a grouping and a ranking are, against what people said of the same articles."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

from digest.core.vectors import Vector

Labels = Sequence[Hashable]
"""The group of each article, in the order of the articles."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was put together rightly, of all that was put together and of all that belongs together; 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bcubed(found: Labels, right: Labels) -> Agreement:
    """How much of its own group each article has around it, the mean over articles (Bagga and Baldwin 1998)."""
    cells = Counter(zip(found, right, strict=True))
    found_sizes, right_sizes = Counter(found), Counter(right)
    if not cells:
        return Agreement(1.0, 1.0)
    precision = math.fsum(n * n / found_sizes[group] for (group, _), n in cells.items())
    recall = math.fsum(n * n / right_sizes[label] for (_, label), n in cells.items())
    return Agreement(precision / len(found), recall / len(found))


def pairwise(found: Labels, right: Labels) -> Agreement:
    """How many pairs of articles that were put together belong together, and the other way round."""
    both = _pairs(Counter(zip(found, right, strict=True)))
    together, belonging = _pairs(Counter(found)), _pairs(Counter(right))
    return Agreement(both / together if together else 1.0, both / belonging if belonging else 1.0)


def duplicates(labels: Labels) -> int:
    """How many of some stories tell what another one before them told."""
    return len(labels) - len(set(labels))


def purity(groups: Sequence[Labels]) -> float:
    """The share of the commonest label in a group, the mean over groups."""
    shares = [max(Counter(group).values()) / len(group) for group in groups if group]
    return math.fsum(shares) / len(shares) if shares else 1.0


def ndcg(gains: Sequence[float], best: Sequence[float]) -> float:
    """The discounted gain of a ranking, as a share of the best one's (Järvelin and Kekäläinen 2002).

    `gains` are those of the ranking in its order, `best` those of everything that could have been ranked.
    """
    most = _discounted(sorted(best, reverse=True)[: len(gains)])
    return _discounted(gains) / most if most else 1.0


def diversity(vectors: Sequence[Vector]) -> float:
    """How far apart the headlines of a list are: one minus the cosine, the mean over pairs of unit vectors."""
    distances = [
        1 - math.fsum(weight * other.get(term, 0.0) for term, weight in vector.items())
        for vector, other in combinations(vectors, 2)
    ]
    return math.fsum(distances) / len(distances) if distances else 1.0


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(math.comb(size, 2) for size in sizes.values())


def _discounted(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))
