"""Tally: what an issue holds so far, what its limits still allow, and how much a further story would repeat it.

Every answer goes one way only: what is refused once stays refused, and what repeats much never repeats less.
"""

from collections import Counter
from dataclasses import dataclass

from digest.core.country import WORLD
from digest.core.edition import Edition
from digest.core.kinds import Kind
from digest.core.quota import Axis, Quota, Trait
from digest.core.story import Factor

_BY_COUNTRY, _BY_CATEGORY, _BY_SOURCE = 0.5, 0.35, 0.2
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Cap:
    """The strict limit that keeps a story out."""

    trait: Trait
    limit: int


class Tally:
    """Counts the stories of an issue of `edition` by what they have in common."""

    def __init__(self, edition: Edition) -> None:
        self.total = 0
        self._edition = edition
        self._traits: Counter[Trait] = Counter()
        self._countries: Counter[str] = Counter()
        """By the first country of each story."""
        self._shares: Counter[Trait] = Counter()
        limits = edition.limits
        self._caps = {quota.trait: quota.at_most for quota in edition.quotas}
        self._general = {
            Axis.COUNTRY: limits.per_country,
            Axis.CATEGORY: limits.per_category,
            Axis.OWNER: limits.per_owner,
        }
        self._mix = _listed(edition)

    def add(self, kind: Kind) -> None:
        """Count one more story of `kind`."""
        self.total += 1
        self._traits.update(kind.traits)
        self._countries[kind.country] += 1
        self._shares.update(kind.shares)

    def count(self, trait: Trait) -> int:
        """How many stories have `trait`."""
        return self._traits[trait]

    @property
    def is_full(self) -> bool:
        """Whether the issue has all the stories that it may have."""
        return self.total >= self._edition.limits.stories

    def reached(self, kind: Kind) -> Cap | None:
        """The strict limit that allows no further story of `kind`."""
        caps = (Cap(trait, limit) for trait in kind.traits if (limit := self._limit(trait)) is not None)
        return next((cap for cap in caps if self._traits[cap.trait] >= cap.limit), None)

    def had_share(self, kind: Kind) -> bool:
        """Whether the source of `kind` has as many stories as one source should have."""
        return self._traits[(Axis.SOURCE, kind.source.key)] >= self._edition.limits.per_source

    def misses(self, quota: Quota) -> bool:
        """Whether there are fewer stories than `quota` asks for."""
        return self._traits[quota.trait] < quota.at_least

    def crowding(self, kind: Kind) -> tuple[Factor, ...]:
        """What speaks against one more story of `kind`: how much it repeats, and the mix of the edition."""
        crowding = (self._likeness(kind), self._excess(kind))
        return tuple(factor for factor in crowding if factor and factor.points)

    def _likeness(self, kind: Kind) -> Factor:
        source, category = kind.source, kind.category
        of_country = self._countries[kind.country]
        of_category = self._traits[(Axis.CATEGORY, category)]
        of_source = self._traits[(Axis.SOURCE, source.key)]
        likeness = _BY_COUNTRY * of_country + _BY_CATEGORY * of_category + _BY_SOURCE * of_source
        measured = (kind.country, of_country, category, of_category, source.name, of_source)
        return Factor("diversity", _against(likeness), self._edition.weights.diversity, measured)

    def _excess(self, kind: Kind) -> Factor | None:
        """By how many stories its kind would be above its share of a full issue."""
        places = self._edition.limits.stories
        above = [(self._shares[trait] + 1 - self._mix[trait] * places, trait) for trait in kind.shares]
        excess, (axis, value) = max(above, default=(0.0, (Axis.COUNTRY, "")))
        if excess <= 0:
            return None
        measured = (axis.value, value, round(100 * self._mix[(axis, value)]), self._shares[(axis, value)])
        return Factor("mix", _against(excess), self._edition.weights.mix, measured)

    def _limit(self, trait: Trait) -> int | None:
        axis, value = trait
        general = None if value == WORLD else self._general.get(axis)
        limits = [limit for limit in (self._caps.get(trait), general) if limit is not None]
        return min(limits, default=None)


def _against(amount: float) -> float:
    """From 0 for nothing towards -1, rounded: the last bits must not decide."""
    return -round(1 - 1 / (1 + amount), _DIGITS)


def _listed(edition: Edition) -> dict[Trait, float]:
    """The shares that the edition aims at, and under an empty value what remains for all others."""
    shares: dict[Trait, float] = {}
    for axis, listed in ((Axis.COUNTRY, edition.mix.countries), (Axis.CATEGORY, edition.mix.categories)):
        shares |= {(axis, value): share for value, share in listed}
        shares[(axis, "")] = max(0.0, 1 - sum(share for _, share in listed))
    return shares
