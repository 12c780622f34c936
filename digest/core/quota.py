"""Quota, Mix: what an edition promises of single countries, categories, sources and owners."""

from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """What a promise is about."""

    COUNTRY = "country"
    """One that a story is about, not only the first; WORLD stands for all outside the home set."""
    CATEGORY = "category"
    SOURCE = "source"
    """The key of the source that tells a story."""
    OWNER = "owner"
    """Who publishes that source."""


Trait = tuple[Axis, str]
"""Something that stories have in common: (COUNTRY, "ML")."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many stories of one kind an issue holds; strict."""

    axis: Axis
    value: str
    at_least: int = 0
    """So many are placed before scores decide, as far as there are any."""
    at_most: int | None = None

    @property
    def trait(self) -> Trait:
        return self.axis, self.value


@dataclass(frozen=True, slots=True)
class Unmet:
    """A quota of which an issue holds too little."""

    quota: Quota
    placed: int


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares of an issue, from 0 to 1, that an edition aims at; what is not listed shares what remains.

    A kind above its share gives way to others of nearly the same score; none is ever kept out by it.
    """

    countries: tuple[tuple[str, float], ...] = ()
    categories: tuple[tuple[str, float], ...] = ()
