"""Engagement: how often readers opened what they were sent, of a kind of story; never of a single reader.

A kind is a cell of category, country and source. The rate of a cell is drawn towards the mean of all of them,
the more so the less is known of it (a Beta prior); of a cell that few were sent, nothing is known.
"""

from dataclasses import dataclass
from functools import cached_property

FEWEST = 50
"""Deliveries below which a cell says nothing."""
_PRIOR = 100
"""Deliveries that the mean of all cells counts as much as."""
_PER = 10_000

Kind = tuple[str, str, str]
"""Category, country, source key."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of all stories of one kind."""

    category: str
    country: str
    source: str
    delivered: int
    """How many times one of them was delivered to somebody."""
    clicks: int
    """How many of these deliveries led to the article."""

    @property
    def kind(self) -> Kind:
        return self.category, self.country, self.source


@dataclass(frozen=True)
class Engagement:
    """All that is known, by kind."""

    cells: tuple[Cell, ...] = ()

    def rate(self, kind: Kind) -> int:
        """Clicks that 10,000 deliveries of that kind may be expected to lead to."""
        cell = self._by_kind.get(kind)
        clicks = _PRIOR * self._mean + (cell.clicks if cell else 0)
        return round(_PER * clicks / (_PRIOR + (cell.delivered if cell else 0)))

    def delivered(self, kind: Kind) -> int:
        """How many deliveries stand behind that; 0 where the mean stands for the kind."""
        cell = self._by_kind.get(kind)
        return cell.delivered if cell else 0

    @property
    def usual(self) -> int:
        """Clicks that 10,000 deliveries of any kind led to."""
        return round(_PER * self._mean)

    @cached_property
    def _by_kind(self) -> dict[Kind, Cell]:
        return {cell.kind: cell for cell in self.cells if cell.delivered >= FEWEST}

    @cached_property
    def _mean(self) -> float:
        delivered = sum(cell.delivered for cell in self.cells)
        return sum(cell.clicks for cell in self.cells) / delivered if delivered else 0.0


NOTHING_KNOWN = Engagement()
