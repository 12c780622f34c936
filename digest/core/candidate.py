"""Candidate, RankedStory: what competes for a place in one issue."""

from collections.abc import Iterable
from dataclasses import dataclass

from digest.core.coverage import Coverage
from digest.core.story import Story


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may appear in an issue, and the coverage that it was cut from."""

    story: Story
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A candidate with the score that decides its place; one object and not two, since there may be a million."""

    story: Story
    coverage: Coverage
    points: int
    """Its score as a number; the reasons are worked out for what is shown."""

    @property
    def candidate(self) -> Candidate:
        """The story as it was before it had a score."""
        return Candidate(self.story, self.coverage)


def by_score(stories: Iterable[RankedStory]) -> list[RankedStory]:
    """Best first; of equal scores one that has a text, then the newer one, then the smaller id.

    The order of the input never matters.
    """
    return sorted(stories, key=standing)


def standing(ranked: RankedStory) -> tuple[float, ...]:
    """What `by_score` sorts by; no two stories have the same."""
    lead = ranked.story.lead
    return (-ranked.points, not lead.lead, -lead.published_at.timestamp(), ranked.story.id)
