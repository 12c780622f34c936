"""Choosing: which stories of an issue a subscriber picked by country and category."""

from collections.abc import Iterable, Set

from digest.core.article import Article
from digest.core.country import WORLD
from digest.core.edition import Edition
from digest.core.issue import Content
from digest.core.story import Story
from digest.core.subscriber import Choice


def home_countries(article: Article, edition: Edition) -> frozenset[str]:
    """The codes that a reader of `edition` can choose `article` by; WORLD for one outside the edition's own."""
    return choosable(article.countries, edition)


def choosable(countries: Iterable[str], edition: Edition) -> frozenset[str]:
    """The codes under which readers of `edition` choose what is about `countries`."""
    if not edition.countries:
        return frozenset(countries)
    return frozenset(code if code in edition.countries else WORLD for code in countries)


def fits(choice: Choice, countries: Set[str], category: str) -> bool:
    """Whether a story of these countries and that category is one that was chosen."""
    in_country = not choice.countries or any(code in countries for code in choice.countries)
    return in_country and (not choice.categories or category in choice.categories)


def stories_of(content: Content) -> tuple[Story, ...]:
    """Every story of an issue, in reading order."""
    return tuple(placement.story for placement in content.placements)


def chosen_stories(content: Content, choice: Choice, edition: Edition) -> tuple[Story, ...]:
    """The stories of an issue of `edition` that fit `choice`."""
    return tuple(
        story
        for story in stories_of(content)
        if fits(choice, home_countries(story.lead, edition), story.lead.category)
    )
