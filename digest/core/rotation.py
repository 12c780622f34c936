"""Rotation: who is next, so that everybody's share is their weight, spread evenly and never by chance.

The smooth weighted round robin of nginx: each turn, everybody gains their weight, the richest is taken and pays
what all of them gained.
"""

from collections.abc import Collection, Mapping


class Rotation:
    """Belongs to whoever holds the lock over it."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._weights = dict(weights)
        self._credit = dict.fromkeys(weights, 0)

    def next(self, among: Collection[str]) -> str:
        """The name of those `among` whose turn it is; there must be one."""
        for name in among:
            self._credit[name] += self._weights[name]
        chosen = max((name for name in self._weights if name in among), key=self._credit.__getitem__)
        self._credit[chosen] -= sum(self._weights[name] for name in among)
        return chosen
