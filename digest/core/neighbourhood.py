"""Finding the sum of vectors that is nearest to a vector, without looking at all of them."""

import math
from collections.abc import Collection
from heapq import nsmallest
from itertools import islice
from operator import mul

from digest.core.vectors import Vector

HEAVIEST = 10
"""By how many of its terms a vector is looked up, and is found: who shares none of the rare ones is not near."""
NEWEST = 16
"""How many holders of one term are looked at: what many hold tells little, and news are young."""
LIKELIEST = 8
"""How many of those that were met are compared in full."""

_DIGITS = 9
_NOBODY: dict[int, float] = {}


class Neighbourhood:
    """Sums of vectors, numbered from 0, that can be asked which of them is nearest to a vector.

    Vectors come with their heaviest term first.
    """

    def __init__(self) -> None:
        self.sums: list[Vector] = []
        self._squares: list[float] = []
        self._lengths: list[float] = []
        self._holders: dict[int, dict[int, float]] = {}
        """Of each term the sums that hold it among their heaviest, the oldest first, and its weight in them."""

    def found(self) -> int:
        """The number of a new, empty sum."""
        self.sums.append({})
        self._squares.append(0.0)
        self._lengths.append(1.0)
        return len(self.sums) - 1

    def add(self, number: int, vector: Vector) -> None:
        """Add `vector` to the sum `number`."""
        total, square = self.sums[number], self._squares[number]
        for term in islice(vector, HEAVIEST):
            self._holders.setdefault(term, {}).setdefault(number, 0.0)
        for term, weight in vector.items():
            before = total.get(term, 0.0)
            total[term] = before + weight
            square += weight * (2 * before + weight)
            if number in (held := self._holders.get(term, _NOBODY)):
                held[number] = before + weight
        self._squares[number], self._lengths[number] = square, math.sqrt(square)

    def remove(self, number: int) -> None:
        """Let the sum `number` be met no more."""
        for term in self.sums[number]:
            self._holders.get(term, _NOBODY).pop(number, None)
        self.sums[number] = {}

    def nearest(self, vector: Vector, *, least: float, barred: Collection[int] = ()) -> int | None:
        """The sum whose cosine with the unit `vector` is highest, if that is at least `least`.

        Of equally near ones the oldest; none that is `barred`.
        """
        met = self._meet(vector, least)
        for number in barred:
            met.pop(number, None)
        likeliest = met if len(met) <= LIKELIEST else nsmallest(LIKELIEST, met, key=lambda n: (-met[n], n))
        cosines = {number: self._cosine(vector, number) for number in likeliest}
        best = min(cosines, key=lambda number: (-cosines[number], number), default=None)
        return best if best is not None and cosines[best] >= least else None

    def _meet(self, vector: Vector, least: float) -> dict[int, float]:
        """Who holds some of the heaviest terms and may be near, and how much of the cosine these terms are.

        What two unit vectors share in the terms still to come is at most √rest: once that is below `least`, who
        was not met yet is not near. So the long lists of common terms, which come last, are rarely read.
        """
        products: dict[int, float] = {}
        so_far = products.get
        rest = 1.0
        for term, weight in islice(vector.items(), HEAVIEST):
            for number, share in islice(reversed(self._holders.get(term, _NOBODY).items()), NEWEST):
                products[number] = so_far(number, 0.0) + weight * share
            rest -= weight * weight
            if rest < least * least:
                break
        lengths, bound = self._lengths, least - math.sqrt(max(rest, 0.0)) - 10**-_DIGITS
        return {n: cosine for n, product in products.items() if (cosine := product / lengths[n]) >= bound}

    def _cosine(self, vector: Vector, number: int) -> float:
        """Rounded, so that sums that were made in another order compare as equal."""
        other = self.sums[number]
        shared = vector.keys() & other.keys()
        product: float = sum(map(mul, map(vector.__getitem__, shared), map(other.__getitem__, shared)))
        return round(product / self._lengths[number], _DIGITS)
