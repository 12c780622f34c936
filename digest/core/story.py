"""Story, Score: what competes for a place in an issue, and what speaks for it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.core.article import Article

POINT = 10_000
"""A score of 1 in points. Points are whole numbers, so that factors add up to the score exactly."""

Measured = tuple[str | int, ...]
"""What was found out, as codes, names and numbers: it is put into words where a person reads it."""

VERBATIM = "verbatim"
"""Begins what an earlier version wrote down as a sentence; the sentence follows."""


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event: the one that is shown, and the further coverage."""

    lead: Article
    also: tuple[Article, ...] = ()
    known_as: int | None = None
    """Its id on an earlier day, for a story that goes on."""
    update_of: date | None = None
    """Date of the issue that showed it last, for a story that has moved on since."""

    @property
    def articles(self) -> tuple[Article, ...]:
        return (self.lead, *self.also)

    @property
    def id(self) -> int:
        """The same for as long as the story goes on; at first the smallest id of its articles."""
        return self.known_as or min(article.id for article in self.articles)


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for a score."""

    name: str
    value: float
    """What was measured, between -1 and 1; below 0 it speaks against the story."""
    weight: float
    measured: Measured = ()
    """The measurement itself: 5 voices, 240 minutes."""

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


class Exclusion(StrEnum):
    """Why a story is not in the issue, and what `LeftOut.because` then holds."""

    COUNTRY = "country not in the edition"
    """The codes of its countries."""
    CATEGORY = "category not in the edition"
    """The category."""
    SHOWN = "shown"
    """The date of the issue that had it, in ISO 8601."""
    NO_SECTION = "no section"
    """The category, then the codes of its countries."""
    SECTION_FULL = "section full"
    """The title of the section, then by how many points it lies below the last story there."""
    QUOTA_REACHED = "quota reached"
    """The axis of the limit, what it is about by code or name, and how many it allows."""
    TOO_ALIKE = "too alike"
    """How many points it loses to others, then its country and how many of them have it too, its category and how
    many, the name of its source and how many."""
    ABOVE_SHARE = "above share"
    """How many points it loses, the axis, the country or the category (empty: all that the mix does not list), the
    share in per cent, and how many the issue has."""
    SOURCE_FULL = "source full"
    """The name of the source, then its share."""
    ISSUE_FULL = "issue full"
    """How many stories the issue holds, then by how many points it lies below the last one placed by score."""
    DROPPED = "dropped"
    """Who took it out, then the reason, if one was given."""
    HELD = "held"
    """Who keeps it for the next issue."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A story that could have been in the issue, and the reason why it is not."""

    story: Story
    points: int | None
    """Its score; None where it was refused before anything was compared."""
    reason: Exclusion
    because: Measured = ()
