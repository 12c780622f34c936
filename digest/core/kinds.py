"""Kinds: stories about the same countries, filed alike and told by one source, which every rule treats alike.

So of a kind the better story always goes first, and no more of them than an issue has places are ever looked at:
choosing among the best of each kind gives exactly what choosing among all stories would.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from digest.core.article import Article, Source
from digest.core.candidate import RankedStory, by_score
from digest.core.choosing import home_countries
from digest.core.country import WORLD
from digest.core.edition import Edition
from digest.core.quota import Axis, Trait

Signature = tuple[tuple[str, ...], str, str, str]


@dataclass(slots=True, eq=False)
class Kind:
    """The stories of one kind that wait for a place, and what the rules ask about them."""

    waiting: list[RankedStory]
    """The best one last."""
    traits: tuple[Trait, ...]
    country: str
    """The first of its countries."""
    category: str
    source: Source
    shares: tuple[Trait, ...]
    """What it counts as in the mix of the edition; the value is empty for what the mix does not list."""
    rooms: list[int] = field(default_factory=list)
    """Places of the sections that take it, the most fitting one first."""

    @property
    def best(self) -> RankedStory:
        return self.waiting[-1]


def sort_into_kinds(ranked: Iterable[RankedStory], edition: Edition) -> dict[Signature, Kind]:
    """The kinds of `ranked`, whatever its order, each with as many stories as an issue can hold."""
    stories: defaultdict[Signature, list[RankedStory]] = defaultdict(list)
    for each in ranked:
        stories[signature_of(each)].append(each)
    return {
        signature: _kind(best_of(group, edition.limits.stories), edition) for signature, group in stories.items()
    }


def signature_of(ranked: RankedStory) -> Signature:
    """The same for all stories of a kind."""
    lead = ranked.candidate.story.lead
    return lead.countries, lead.category, lead.source.key, lead.source.voice


def best_of(ranked: Sequence[RankedStory], count: int) -> list[RankedStory]:
    """The best `count` stories, best first; what is far below is never put in order."""
    if len(ranked) <= count:
        return by_score(ranked)
    lowest = nlargest(count, (each.points for each in ranked))[-1]
    return by_score(each for each in ranked if each.points >= lowest)[:count]


def _kind(best_first: list[RankedStory], edition: Edition) -> Kind:
    lead = best_first[0].story.lead
    return Kind(
        best_first[::-1],
        _traits(lead, edition),
        lead.countries[0],
        lead.category,
        lead.source,
        _shares(lead, edition),
    )


def _traits(lead: Article, edition: Edition) -> tuple[Trait, ...]:
    is_foreign = home_countries(lead, edition) == {WORLD}
    countries = dict.fromkeys((*lead.countries, WORLD) if is_foreign else lead.countries)
    about = tuple((Axis.COUNTRY, code) for code in countries)
    return (
        *about,
        (Axis.CATEGORY, lead.category),
        (Axis.SOURCE, lead.source.key),
        (Axis.OWNER, lead.source.voice),
    )


def _shares(lead: Article, edition: Edition) -> tuple[Trait, ...]:
    shares: list[Trait] = []
    if listed := dict(edition.mix.countries):
        named = (value for axis, value in _traits(lead, edition) if axis is Axis.COUNTRY and value in listed)
        shares.append((Axis.COUNTRY, next(named, "")))
    if listed := dict(edition.mix.categories):
        shares.append((Axis.CATEGORY, lead.category if lead.category in listed else ""))
    return tuple(shares)
