"""Stories get a score: a sum of weighted factors, each with its measurement.

Breadth counts voices, not articles, and copies of one text are one voice: it follows what the front page of a
large news site showed far better than age or the number of articles does. Time is measured from the end of the
window, so that the same articles always give the same scores.
"""

import math
from collections.abc import Iterable

from digest.core.cadence import Window
from digest.core.candidate import Candidate, RankedStory, by_score
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.story import Factor, Measured, Score, Story

FULL_BREADTH = 12
"""So many voices give the whole of the factor; more add nothing."""
_FOREIGN = 0.5
_PLAIN_CATEGORY = 0.5
_DIGITS = 4


def rank(candidates: Iterable[Candidate], *, edition: Edition, window: Window) -> list[RankedStory]:
    """The stories with their scores, best first."""
    return by_score(RankedStory(c, score(c, edition=edition, window=window).points) for c in candidates)


def score(candidate: Candidate, *, edition: Edition, window: Window) -> Score:
    """What speaks for a story in `edition`; it does not depend on any other story."""
    story, coverage, weights = candidate.story, candidate.coverage, edition.weights
    return Score(
        (
            _breadth(coverage, weights.breadth),
            _recency(coverage, window, edition),
            _factor("source", coverage.trusted.weight, weights.source, (coverage.trusted.name,)),
            _country(story, edition),
            _category(story, edition),
            _picture(story, weights.picture),
        )
    )


def _breadth(coverage: Coverage, weight: float) -> Factor:
    value = math.log1p(coverage.breadth) / math.log1p(FULL_BREADTH)
    return _factor("breadth", value, weight, (coverage.voices, coverage.wordings))


def _recency(coverage: Coverage, window: Window, edition: Edition) -> Factor:
    age = (window.end - coverage.newest_at).total_seconds()
    value = 0.5 ** (age / 3600 / edition.weights.half_life_hours)
    return _factor("recency", value, edition.weights.recency, (round(age / 60),))


def _country(story: Story, edition: Edition) -> Factor:
    listed = dict(edition.weights.countries)
    home = edition.countries or story.lead.countries
    liking = {code: listed.get(code, 1.0 if code in home else _FOREIGN) for code in story.lead.countries}
    best = max(liking, key=lambda code: liking[code])
    return _factor("country", liking[best], edition.weights.country, (best,))


def _category(story: Story, edition: Edition) -> Factor:
    category = story.lead.category
    value = dict(edition.weights.categories).get(category, _PLAIN_CATEGORY)
    return _factor("category", value, edition.weights.category, (category,))


def _picture(story: Story, weight: float) -> Factor:
    shown = int(story.lead.picture is not None)
    return _factor("picture", float(shown), weight, (shown,))


def _factor(name: str, value: float, weight: float, measured: Measured) -> Factor:
    """A factor whose value is cut to -1…1 and rounded: the last bits differ between machines."""
    return Factor(name, round(min(max(value, -1.0), 1.0), _DIGITS), weight, measured)
