"""Pool: what editors may place beside what the ranking placed, each story with its score and its section."""

from collections.abc import Iterable
from dataclasses import dataclass

from digest.core.cadence import Window
from digest.core.candidate import Candidate, by_score
from digest.core.coverage import cover
from digest.core.edition import Edition, SectionPlan
from digest.core.engagement import NOTHING_KNOWN, Engagement
from digest.core.issue import Content
from digest.core.rank import rate, score
from digest.core.sections import plan_sections, sections_of
from digest.core.story import Score, Story


@dataclass(frozen=True, slots=True)
class Pooled:
    """A story that an editor may place."""

    story: Story
    score: Score
    """By the ranking’s own measures, over the articles of the story."""
    section: str
    """Title of the section that takes it."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What an issue can be arranged from beside what the ranking placed."""

    plans: tuple[SectionPlan, ...] = ()
    """All sections that it may have, in reading order."""
    stories: tuple[Pooled, ...] = ()
    """Its lead, then its reserve, then what editors brought in."""


def make_pool(
    content: Content,
    extra: Iterable[Story] = (),
    *,
    edition: Edition,
    window: Window,
    engagement: Engagement = NOTHING_KNOWN,
) -> Pool:
    """The pool of an issue that the ranking made; `extra` are stories that it does not know."""
    lead = (content.lead.story,) if content.lead else ()
    stories = (*lead, *(left_out.story for left_out in content.reserve), *extra)
    placed = tuple(placement.story for placement in content.placements[1:])
    candidates = [Candidate(story, cover(story.articles, id=story.id)) for story in (*stories, *placed)]
    ranked = rate(candidates, edition=edition, window=window, engagement=engagement)
    plans = tuple(plan_sections(edition, by_score(ranked), content.names))
    return Pool(
        plans,
        tuple(
            Pooled(
                each.story,
                score(each, edition=edition, window=window, engagement=engagement),
                _section(each.story, plans, edition),
            )
            for each in candidates[: len(stories)]
        ),
    )


def _section(story: Story, plans: tuple[SectionPlan, ...], edition: Edition) -> str:
    """The first section that takes `story`; where none does, the last one."""
    fitting = sections_of(story, plans, edition)
    return plans[fitting[0] if fitting else -1].title
