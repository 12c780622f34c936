"""Stories get a score: a sum of weighted factors, each with its measurement.

What is compared is numbers alone; the reasons are worked out for what is shown, from the same measurements. Far
more stories than measurements differ, so what a measurement counts is worked out once.
"""

from collections.abc import Callable, Hashable, Iterable
from operator import getitem
from typing import Any

from digest.core import factors
from digest.core.cadence import Window
from digest.core.candidate import Candidate, RankedStory, by_score
from digest.core.edition import Edition
from digest.core.engagement import NOTHING_KNOWN, Engagement
from digest.core.story import Factor, Score

_MINUTES_A_DAY = 24 * 60
_RARE = ("mark", "shown", "engagement")
"""Factors that say nothing of most stories, and then are not listed."""


def rank(
    candidates: Iterable[Candidate], *, edition: Edition, window: Window, engagement: Engagement = NOTHING_KNOWN
) -> list[RankedStory]:
    """The stories with their scores, best first."""
    return by_score(rate(candidates, edition=edition, window=window, engagement=engagement))


def rate(
    candidates: Iterable[Candidate], *, edition: Edition, window: Window, engagement: Engagement = NOTHING_KNOWN
) -> list[RankedStory]:
    """The stories with their scores, in their order: most of a million need never be put in any other."""
    points = _Scale(edition, window, engagement).points
    return [RankedStory(each.story, each.coverage, points(each)) for each in candidates]


def score(
    candidate: Candidate, *, edition: Edition, window: Window, engagement: Engagement = NOTHING_KNOWN
) -> Score:
    """What speaks for a story in `edition`; it does not depend on any other story."""
    return _Scale(edition, window, engagement).score(candidate)


class _Points(dict[Hashable, int]):
    """The points that one factor gives for what was measured, worked out when it is met first."""

    def __init__(self, weigh: Callable[[Any], Factor]) -> None:
        self.weigh = weigh

    def __missing__(self, measured: Hashable) -> int:
        points = self[measured] = self.weigh(measured).points
        return points


class _Scale:
    """What counts in one edition and window, and how much."""

    def __init__(self, edition: Edition, window: Window, engagement: Engagement) -> None:
        weights = edition.weights
        self._closes = window.end
        self._half_life = weights.half_life_hours
        self._half_lives = dict(weights.half_lives)
        self._asks_readers = weights.engagement > 0
        # In the order of `_measure`.
        self._columns = (
            _Points(lambda found: factors.breadth(*found, weight=weights.breadth)),
            _Points(lambda found: factors.recency(*found, weight=weights.recency)),
            _Points(lambda found: factors.source(*found, weight=weights.source)),
            _Points(lambda codes: factors.country(codes, edition)),
            _Points(lambda name: factors.category(name, edition)),
            _Points(lambda is_there: factors.picture(is_there, weight=weights.picture)),
            _Points(lambda found: factors.completeness(*found, weight=weights.completeness)),
            _Points(lambda mark: factors.mark(mark, weight=weights.mark)),
            _Points(lambda on: factors.shown(on, weight=weights.shown)),
            _Points(lambda kind: factors.interest(kind, engagement, weight=weights.engagement)),
        )

    def points(self, candidate: Candidate) -> int:
        """The score of a story as a number."""
        return sum(map(getitem, self._columns, self._measure(candidate)))

    def score(self, candidate: Candidate) -> Score:
        """The score of a story with its reasons."""
        pairs = zip(self._columns, self._measure(candidate), strict=True)
        found = [column.weigh(measured) for column, measured in pairs]
        return Score(tuple(factor for factor in found if factor.points or factor.name not in _RARE))

    def _measure(self, candidate: Candidate) -> tuple[Hashable, ...]:
        story, coverage = candidate.story, candidate.coverage
        lead, trusted = story.lead, coverage.trusted
        category = lead.category
        age = self._closes - coverage.newest_at
        return (
            (coverage.voices, coverage.wordings),
            (age.days * _MINUTES_A_DAY + age.seconds // 60, self._half_lives.get(category, self._half_life)),
            (trusted.name, trusted.weight),
            lead.countries,
            category,
            lead.picture is not None,
            (lead.words, lead.lead != ""),
            coverage.mark,
            story.update_of,
            (category, lead.countries[0], lead.source.key) if self._asks_readers else None,
        )
