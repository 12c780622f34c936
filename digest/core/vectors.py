"""Headlines as unit vectors, and finding those that are near to one without looking at all.

TF-IDF over stems, with the beginnings of long words at half weight. Sums run in one order and are rounded
before they are compared, so that the same headlines give the same answer in any process.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from digest.core.words import beginning, stem, words

Vector = dict[str, float]
"""Term to weight."""

_BEGINNING_WEIGHT = 0.5
_DIGITS = 9


def vectors(titles: Sequence[str]) -> list[Vector]:
    """One unit vector for each title; a title without a meaningful word gives an empty one."""
    counted = [_terms(title) for title in titles]
    spread = Counter(term for terms in counted for term in terms)
    rarity = {term: 1 + math.log((len(titles) + 1) / (n + 1)) for term, n in spread.items()}
    return [unit({term: share * rarity[term] for term, share in terms.items()}) for terms in counted]


def unit(vector: Vector) -> Vector:
    """`vector` scaled to length 1, its heaviest term first; an empty one stays empty."""
    heaviest_first = sorted(vector.items(), key=lambda item: (-item[1], item[0]))
    length = math.sqrt(sum(weight * weight for _, weight in heaviest_first))
    return {term: weight / length for term, weight in heaviest_first}


def total(some: Sequence[Vector]) -> Vector:
    """The sum of vectors, term by term, in their order."""
    if len(some) == 1:
        return some[0]
    summed: Vector = {}
    for vector in some:
        for term, weight in vector.items():
            summed[term] = summed.get(term, 0.0) + weight
    return summed


def _terms(title: str) -> Vector:
    terms: Vector = {}
    for word in words(title):
        terms[stem(word)] = 1.0
        if (start := beginning(word)) is not None:
            terms[f"{start}…"] = _BEGINNING_WEIGHT
    return terms


class Neighbourhood:
    """Sums of vectors, numbered from 0, that can be asked which of them is nearest to a vector."""

    def __init__(self) -> None:
        self.sums: list[Vector] = []
        self._squares: list[float] = []
        self._holders: dict[str, list[int]] = defaultdict(list)

    def found(self) -> int:
        """The number of a new, empty sum."""
        self.sums.append({})
        self._squares.append(0.0)
        return len(self.sums) - 1

    def add(self, number: int, vector: Vector) -> None:
        """Add `vector` to the sum `number`."""
        total = self.sums[number]
        for term, weight in vector.items():
            if term not in total:
                self._holders[term].append(number)
            before = total.get(term, 0.0)
            total[term] = before + weight
            self._squares[number] += weight * (2 * before + weight)

    def nearest(self, vector: Vector, *, least: float) -> int | None:
        """The sum whose cosine with the unit `vector` is highest, if that is at least `least`.

        Of equally near ones the oldest.
        """
        cosines = {n: round(cosine, _DIGITS) for n, cosine in self._cosines(vector, least).items()}
        best = min(cosines, key=lambda n: (-cosines[n], n), default=None)
        return best if best is not None and cosines[best] >= least else None

    def _cosines(self, vector: Vector, least: float) -> dict[int, float]:
        """The cosines that may reach `least`.

        What two unit vectors share in the terms still to come is at most √rest. That bounds every sum that
        was not met yet and every sum that was, so that the long lists of common terms, which come last, are
        rarely read.
        """
        cosines: dict[int, float] = {}
        rest = 1.0
        for term, weight in vector.items():
            bound = math.sqrt(max(rest, 0.0))
            if bound >= least:
                for n in self._holders.get(term, ()):
                    cosines[n] = cosines.get(n, 0.0) + weight * self.sums[n][term] / math.sqrt(self._squares[n])
            else:
                cosines = {
                    n: cosine + weight * self.sums[n].get(term, 0.0) / math.sqrt(self._squares[n])
                    for n, cosine in cosines.items()
                    if cosine + bound >= least
                }
            rest -= weight * weight
        return cosines
