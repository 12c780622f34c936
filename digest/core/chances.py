"""Chances: what became of one story of a window in one edition, and what it would need for a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digest.core.candidate import RankedStory
from digest.core.coverage import Coverage
from digest.core.eligible import sift
from digest.core.fitness import CRITERIA, fitness
from digest.core.inputs import Inputs
from digest.core.issue import Content
from digest.core.layout import lay_out
from digest.core.rank import rate, score
from digest.core.story import POINT, LeftOut, Score, Story

ALLOWED = "allowed"
"""The next article is fitter, but none that the edition may show."""
LANGUAGE = "language"
"""The next one is in another language."""


@dataclass(frozen=True, slots=True)
class Chances:
    """One story: what speaks for it, and why it is not in the issue, if it is not."""

    story: Story
    score: Score | None
    """None where it was refused before anything was compared."""
    left_out: LeftOut | None
    """None for a story of the issue."""
    missing: int | None = None
    """With so many points more it would be in the issue; None where it is, or where no score would help."""


def find_coverage(coverages: Iterable[Coverage], *, id: int | None, urls: Iterable[str]) -> Coverage | None:
    """The coverage that is called `id`, else one of whose articles has that id or one of these addresses."""
    known = set(urls)
    found: Coverage | None = None
    for coverage in coverages:
        if coverage.id == id:
            return coverage
        if any(article.id == id or article.url in known for article in coverage.articles):
            found = coverage
    return found


def chances_of(story: int, inputs: Inputs, coverages: Sequence[Coverage]) -> Chances:
    """What becomes of the story called `story`, one of `coverages`; its score takes others into no account."""
    edition, window, engagement = inputs.edition, inputs.material.window, inputs.material.engagement
    candidates, refused = sift(coverages, edition=edition, memory=inputs.memory)
    ranked = rate(candidates, edition=edition, window=window, engagement=engagement)
    if left_out := _find(story, refused):
        return Chances(left_out.story, None, left_out)
    own = next(each for each in ranked if each.story.id == story)
    reasons = score(own.candidate, edition=edition, window=window, engagement=engagement)
    left_out = _find(story, _laid_out(ranked, inputs)[1])
    return Chances(own.story, reasons, left_out, _missing(own, ranked, inputs) if left_out else None)


def advantage(story: Story, *, language: str) -> str | None:
    """What put the article that tells `story` before the next one: ALLOWED, LANGUAGE or one of fitness.CRITERIA.

    None for a story of one article. `language` is that of the edition.
    """
    if not story.also:
        return None
    ours, theirs = ((a.language == language, *fitness(a)) for a in (story.lead, story.also[0]))
    if theirs > ours:
        return ALLOWED
    criteria = (LANGUAGE, *CRITERIA)
    return next(name for name, our, their in zip(criteria, ours, theirs, strict=True) if our != their)


def _missing(own: RankedStory, ranked: Sequence[RankedStory], inputs: Inputs) -> int | None:
    """The least number of points that would bring a story in, found by halving; None where none would."""
    too_few, enough = 0, max(each.points for each in ranked) - own.points + POINT
    if not _enters(own, enough, ranked, inputs):
        return None
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if _enters(own, middle, ranked, inputs):
            enough = middle
        else:
            too_few = middle
    return enough


def _enters(own: RankedStory, more: int, ranked: Sequence[RankedStory], inputs: Inputs) -> bool:
    lifted = replace(own, points=own.points + more)
    others = (each for each in ranked if each is not own)
    content, _ = _laid_out([lifted, *others], inputs, kept=0)
    return any(placement.story.id == own.story.id for placement in content.placements)


def _laid_out(
    ranked: Sequence[RankedStory], inputs: Inputs, *, kept: int | None = None
) -> tuple[Content, list[LeftOut]]:
    return lay_out(ranked, edition=inputs.edition, scoring=lambda each: Score(()), names=inputs.names, kept=kept)


def _find(story: int, left_out: Iterable[LeftOut]) -> LeftOut | None:
    return next((each for each in left_out if each.story.id == story), None)
