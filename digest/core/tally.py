"""Tally: what an issue holds so far, what its limits still allow, and how much a further story would repeat it.

Every answer goes one way only: what is refused once stays refused, and what repeats much never repeats less.
"""

from collections import Counter
from collections.abc import Iterable

from digest.core.article import Source
from digest.core.country import WORLD
from digest.core.edition import Edition
from digest.core.kinds import Kind
from digest.core.quota import Axis, Quota, Trait
from digest.core.story import Factor

_BY_COUNTRY, _BY_CATEGORY, _BY_SOURCE = 0.5, 0.35, 0.2
_DIGITS = 4
_NO_TRAIT: Trait = (Axis.COUNTRY, "")


class Tally:
    """Counts the stories of an issue of `edition` by what they have in common."""

    def __init__(self, edition: Edition) -> None:
        self.total = 0
        self._edition = edition
        self._traits: Counter[Trait] = Counter()
        self._countries: Counter[str] = Counter()
        """By the first country of each story."""
        self._shares: Counter[Trait] = Counter()
        self._caps = {quota.trait: quota.at_most for quota in edition.quotas}
        limits = edition.limits
        self._general = {
            Axis.COUNTRY: limits.per_country,
            Axis.CATEGORY: limits.per_category,
            Axis.OWNER: limits.per_owner,
        }
        self._mix = _mix(edition)

    def add(self, kind: Kind, source: Source) -> None:
        """Count one more story of `kind` that `source` tells."""
        self.total += 1
        self._traits.update(kind.traits + _traits(source))
        self._countries[kind.country] += 1
        self._shares.update(kind.shares)

    def count(self, trait: Trait) -> int:
        """How many stories have `trait`."""
        return self._traits[trait]

    @property
    def is_full(self) -> bool:
        """Whether the issue has all the stories that it may have."""
        return self.total >= self._edition.limits.stories

    def cap_of_kind(self, kind: Kind) -> tuple[Trait, int] | None:
        """The strict limit that allows no further story of `kind`, if one does."""
        return self._reached(kind.traits)

    def cap_of_source(self, source: Source) -> tuple[Trait, int] | None:
        """The strict limit that allows no further story of `source`, if one does."""
        return self._reached(_traits(source))

    def had_share(self, source: Source) -> bool:
        """Whether `source` has as many stories as one source should have."""
        return self._traits[Axis.SOURCE, source.key] >= self._edition.limits.per_source

    def misses(self, quota: Quota) -> bool:
        """Whether there are fewer stories than `quota` asks for."""
        return self._traits[quota.trait] < quota.at_least

    def crowding(self, kind: Kind, source: Source) -> tuple[Factor, ...]:
        """What speaks against one more story: how much it repeats, and the mix that the edition aims at."""
        return tuple(factor for factor in (self._diversity(kind, source), self._share(kind)) if factor.points)

    def loss(self, kind: Kind, source: Source | None) -> int:
        """The same in points, not below 0; None is a source that has no story yet."""
        weights = self._edition.weights
        crowding = (
            Factor("", self._likeness(kind, source), weights.diversity),
            Factor("", self._excess(kind)[0], weights.mix),
        )
        return -sum(factor.points for factor in crowding)

    def _diversity(self, kind: Kind, source: Source) -> Factor:
        measured = (
            kind.country,
            self._countries[kind.country],
            kind.category,
            self._traits[Axis.CATEGORY, kind.category],
            source.name,
            self._traits[Axis.SOURCE, source.key],
        )
        return Factor("diversity", self._likeness(kind, source), self._edition.weights.diversity, measured)

    def _share(self, kind: Kind) -> Factor:
        value, trait = self._excess(kind)
        aimed = round(100 * self._mix.get(trait, 0))
        measured = (trait[0].value, trait[1], aimed, self._shares[trait])
        return Factor("mix", value, self._edition.weights.mix, measured)

    def _likeness(self, kind: Kind, source: Source | None) -> float:
        of_country = self._countries[kind.country]
        of_category = self._traits[Axis.CATEGORY, kind.category]
        of_source = self._traits[Axis.SOURCE, source.key] if source else 0
        return _against(_BY_COUNTRY * of_country + _BY_CATEGORY * of_category + _BY_SOURCE * of_source)

    def _excess(self, kind: Kind) -> tuple[float, Trait]:
        """By how much its kind would be above its share of a full issue, and by which one."""
        places = self._edition.limits.stories
        above = ((self._shares[trait] + 1 - self._mix[trait] * places, trait) for trait in kind.shares)
        excess, trait = max(above, default=(0.0, _NO_TRAIT))
        return _against(max(0.0, excess)), trait

    def _reached(self, traits: Iterable[Trait]) -> tuple[Trait, int] | None:
        for trait in traits:
            limit = self._limit(trait)
            if limit is not None and self._traits[trait] >= limit:
                return trait, limit
        return None

    def _limit(self, trait: Trait) -> int | None:
        axis, value = trait
        general = None if value == WORLD else self._general.get(axis)
        return min((limit for limit in (self._caps.get(trait), general) if limit is not None), default=None)


def _traits(source: Source) -> tuple[Trait, ...]:
    return (Axis.SOURCE, source.key), (Axis.OWNER, source.voice)


def _against(amount: float) -> float:
    """From 0 for nothing towards -1, rounded: the last bits must not decide."""
    return -round(1 - 1 / (1 + amount), _DIGITS)


def _mix(edition: Edition) -> dict[Trait, float]:
    """The shares that the edition aims at, and under an empty value what remains for all others."""
    shares: dict[Trait, float] = {}
    for axis, listed in ((Axis.COUNTRY, edition.mix.countries), (Axis.CATEGORY, edition.mix.categories)):
        shares |= {(axis, value): share for value, share in listed}
        shares[axis, ""] = max(0.0, 1 - sum(share for _, share in listed))
    return shares
