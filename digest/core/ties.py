"""Ties: what editors say of two articles, for ever: that they tell one story, or that they do not."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from digest.core.errors import Conflict

Pair = tuple[int, int]
"""Ids of two articles, the smaller one first."""


class Verdict(Enum):
    """What an editor says of two articles."""

    SAME = "same"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Ties:
    """The verdicts; whatever is tied to one by SAME, directly or through others, is its chain."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    @property
    def articles(self) -> tuple[int, ...]:
        """Ids of all that something is said of, in order."""
        return tuple(sorted({id for pair in self.same | self.apart for id in pair}))

    def chains(self) -> dict[int, int]:
        """By each article that is tied to another the name of its chain: the smallest id in it."""
        beside = _beside(self.same)
        chains: dict[int, int] = {}
        for start in sorted(beside):
            if start not in chains:
                chains.update(dict.fromkeys(_reached(start, beside), start))
        return chains

    def foes(self) -> Mapping[int, frozenset[int]]:
        """By each chain those with which it never is in one group; an article that is in no chain is its own."""
        chains = self.chains()
        pairs = {(chains.get(one, one), chains.get(other, other)) for one, other in self.apart}
        return {chain: frozenset(foes) for chain, foes in _beside(pairs).items()}

    def join(self, articles: Sequence[int]) -> "Ties":
        """With all `articles` in one story; Conflict if two of its chain are said to be apart."""
        ties = Ties(self.same | _pairs(articles), self.apart)
        chains = ties.chains()
        for one, other in sorted(self.apart):
            if one in chains and chains[one] == chains.get(other):
                raise Conflict(
                    f"Articles {one} and {other} would be one story, and are said not to be; "
                    f"take that back first: digest story untie {one} {other}"
                )
        return ties

    def part(self, one: int, other: int) -> "Ties":
        """With two articles never in one story; Conflict if they are in one chain."""
        if way := self._way(one, other):
            raise Conflict(
                f"Articles {one} and {other} are said to be one story ({' = '.join(map(str, way))}); "
                f"take that back first: digest story untie {way[0]} {way[1]}"
            )
        return Ties(self.same, self.apart | _pairs((one, other)))

    def _way(self, one: int, other: int) -> list[int]:
        """The shortest way between two articles of one chain; nothing if there is none."""
        came_from = _reached(one, _beside(self.same))
        if other not in came_from:
            return []
        way = [other]
        while way[-1] != one:
            way.append(came_from[way[-1]])
        return way[::-1]


NO_TIES = Ties()
"""No editor has said anything."""


def _pairs(articles: Iterable[int]) -> frozenset[Pair]:
    return frozenset(combinations(sorted(set(articles)), 2))


def _beside(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    beside: dict[int, list[int]] = {}
    for one, other in sorted(pairs):
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    return beside


def _reached(start: int, beside: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """All that can be reached from `start`, each with what it was reached from; `start` from itself."""
    came_from = {start: start}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in beside.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return came_from
