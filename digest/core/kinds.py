"""Kinds: stories about the same countries that are filed alike; most rules treat them alike as well."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from operator import attrgetter

from digest.core.article import Article
from digest.core.candidate import RankedStory, by_score
from digest.core.choosing import home_countries
from digest.core.country import WORLD
from digest.core.edition import Edition
from digest.core.quota import Axis, Trait

Signature = tuple[tuple[str, ...], str]

_points = attrgetter("points")


@dataclass(slots=True, eq=False)
class Kind:
    """The stories of one kind that wait for a place, and what the rules ask about them."""

    country: str
    """The first of its countries."""
    category: str
    traits: tuple[Trait, ...]
    """Its countries and its category."""
    shares: tuple[Trait, ...]
    """What it counts as in the mix of the edition; the value is empty for what the mix does not list."""
    stories: list[RankedStory]
    """In no order, until `in_order` is asked for."""
    most_points: int
    rooms: list[int] = field(default_factory=list)
    """Places of the sections that take it, the most fitting one first."""
    _is_ordered: bool = False

    @property
    def best(self) -> RankedStory:
        return by_score(each for each in self.stories if each.points == self.most_points)[0]

    def in_order(self) -> list[RankedStory]:
        """Its stories, best first; most kinds lie far below and are never put in order."""
        if not self._is_ordered:
            self.stories = by_score(self.stories)
            self._is_ordered = True
        return self.stories


def sort_into_kinds(ranked: Iterable[RankedStory], edition: Edition) -> dict[Signature, Kind]:
    """The kinds of `ranked`, whatever its order."""
    stories: defaultdict[Signature, list[RankedStory]] = defaultdict(list)
    for each in ranked:
        lead = each.story.lead
        stories[lead.countries, lead.category].append(each)
    return {signature: _kind(group, edition) for signature, group in stories.items()}


def signature_of(article: Article) -> Signature:
    """The same for all stories of a kind."""
    return article.countries, article.category


def best_of(ranked: Sequence[RankedStory], count: int) -> list[RankedStory]:
    """The best `count` stories, best first; what is far below is never put in order."""
    if len(ranked) <= count:
        return by_score(ranked)
    if not count:
        return []
    lowest = nlargest(count, map(_points, ranked))[-1]
    return by_score(each for each in ranked if each.points >= lowest)[:count]


def _kind(stories: list[RankedStory], edition: Edition) -> Kind:
    lead = stories[0].story.lead
    countries = _countries(lead, edition)
    return Kind(
        country=lead.countries[0],
        category=lead.category,
        traits=(*((Axis.COUNTRY, code) for code in countries), (Axis.CATEGORY, lead.category)),
        shares=_shares(countries, lead.category, edition),
        stories=stories,
        most_points=max(map(_points, stories)),
    )


def _countries(lead: Article, edition: Edition) -> tuple[str, ...]:
    """Those of an article, and the world where none of them is the edition's own."""
    is_foreign = home_countries(lead, edition) == {WORLD}
    return tuple(dict.fromkeys((*lead.countries, WORLD) if is_foreign else lead.countries))


def _shares(countries: tuple[str, ...], category: str, edition: Edition) -> tuple[Trait, ...]:
    shares: list[Trait] = []
    if listed := dict(edition.mix.countries):
        shares.append((Axis.COUNTRY, next((code for code in countries if code in listed), "")))
    if listed := dict(edition.mix.categories):
        shares.append((Axis.CATEGORY, category if category in listed else ""))
    return tuple(shares)
