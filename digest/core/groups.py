"""Near articles become groups: each joins the nearest group or founds one, then groups join."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from digest.core.knot import NOTHING, Knot
from digest.core.neighbourhood import Neighbourhood
from digest.core.vectors import Vector, unit

JOIN = 0.38
"""Least cosine between an article and the group that it joins."""
MERGE = 0.28
"""Least cosine between two groups that become one: lower, since a group says more than a headline."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Articles that stay together, and the sum of their vectors."""

    knot: Knot
    total: Vector


def gather(bundles: Iterable[Bundle]) -> list[Knot]:
    """What tells of one event; `bundles` come in order of time."""
    founded, merged = _Groups(JOIN), _Groups(MERGE)
    for bundle in bundles:
        founded.take(bundle)
    for bundle in sorted(founded.bundles(), key=lambda bundle: _rank(bundle.knot)):
        merged.take(bundle)
    merged.settle()
    return [bundle.knot for bundle in merged.bundles()]


def _rank(knot: Knot) -> tuple[int, tuple[int, ...]]:
    """The largest first, of equal ones the oldest."""
    return -len(knot.places), knot.places


class _Groups:
    """Groups that are joined by what is near to them and may join them."""

    def __init__(self, least: float) -> None:
        self._least = least
        self._hood = Neighbourhood()
        self._knots: list[Knot] = []
        self._grown: set[int] = set()
        self._chains: dict[int, int] = {}
        """Where the chains are that have foes."""

    def bundles(self) -> list[Bundle]:
        """The groups as they are."""
        pairs = zip(self._knots, self._hood.sums, strict=True)
        return [Bundle(knot, total) for knot, total in pairs if knot.places]

    def take(self, bundle: Bundle) -> None:
        """Let `bundle` join the nearest group, or found one."""
        number = self._nearest(bundle)
        if number is None:
            number = self._hood.found()
            self._knots.append(NOTHING)
        else:
            self._grown.add(number)
        self._add(number, bundle)

    def settle(self) -> None:
        """Join groups that came near to another one by what joined them, until none does."""
        waiting = deque(sorted(self._grown, key=lambda number: _rank(self._knots[number])))
        while waiting:
            number = waiting.popleft()
            if self._knots[number].places and (kept := self._join(number)) is not None and kept not in waiting:
                waiting.append(kept)

    def _join(self, number: int) -> int | None:
        other = self._nearest(Bundle(self._knots[number], self._hood.sums[number]), number)
        if other is None:
            return None
        kept, lost = sorted((number, other), key=lambda number: _rank(self._knots[number]))
        self._add(kept, Bundle(self._knots[lost], self._hood.sums[lost]))
        self._hood.remove(lost)
        self._knots[lost] = NOTHING
        return kept

    def _nearest(self, bundle: Bundle, *barred: int) -> int | None:
        foes = (self._chains[foe] for foe in bundle.knot.foes if foe in self._chains)
        # What an article says is a unit vector already, and most groups are one article.
        said = bundle.total if len(bundle.knot.places) == 1 else unit(bundle.total)
        return self._hood.nearest(said, least=self._least, barred=(*barred, *foes))

    def _add(self, number: int, bundle: Bundle) -> None:
        self._hood.add(number, bundle.total)
        self._knots[number] += bundle.knot
        self._chains.update(dict.fromkeys(bundle.knot.chains, number))
