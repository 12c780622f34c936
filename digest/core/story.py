"""Candidate, Story, Score: what competes for a place in an issue."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from digest.core.article import Article

POINT = 10_000
"""A score of 1 in points. Points are whole numbers, so that factors add up to the score exactly."""


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event: the one that is shown, and the further coverage."""

    lead: Article
    also: tuple[Article, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        return (self.lead, *self.also)

    @property
    def id(self) -> int:
        """The smallest id of its articles: the same however the story was put together."""
        return min(article.id for article in self.articles)


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for a score."""

    name: str
    value: float
    """What was measured, between 0 and 1."""
    weight: float
    detail: str
    """The measurement in words: "5 voices", "4 h old"."""

    @property
    def points(self) -> int:
        return round(self.value * self.weight * POINT)


@dataclass(frozen=True, slots=True)
class Score:
    """A number with its reasons."""

    factors: tuple[Factor, ...]

    @property
    def points(self) -> int:
        """The sum of the factors' points; POINT is 1."""
        return sum(factor.points for factor in self.factors)


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story with the score that decides its place."""

    story: Story
    score: Score


class Exclusion(StrEnum):
    """Why a story or an article is not in the issue."""

    WINDOW = "outside the window"
    COUNTRY = "country not in the edition"
    CATEGORY = "category not in the edition"
    SHOWN = "shown"
    NO_SECTION = "no section"
    SECTION_FULL = "section full"
    SOURCE_FULL = "source full"
    ISSUE_FULL = "issue full"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that could have been in the issue, and the reason why it is not."""

    story: Story
    score: Score | None
    reason: Exclusion
    detail: str
    """The reason in words: "section Bénin is full: 0.03 below its last story"."""


def by_score(stories: Iterable[RankedStory]) -> list[RankedStory]:
    """Best first; of equal scores one that has a text, then the newer one, then the smaller id.

    The order of the input never matters.
    """
    return sorted(stories, key=_place)


def _place(ranked: RankedStory) -> tuple[float, ...]:
    lead = ranked.story.lead
    return (-ranked.score.points, not lead.lead, -lead.published_at.timestamp(), ranked.story.id)
