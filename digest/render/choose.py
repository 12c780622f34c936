"""Choose: which stories of an issue a variant shows, and where."""

from dataclasses import dataclass, replace

from digest.core.choosing import fits
from digest.core.rendering import EVERYTHING, Variant
from digest.render.views import SectionView, StoryView

Layout = tuple[tuple[SectionView, tuple[StoryView, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stories of a variant."""

    lead: StoryView
    """The story on top."""
    sections: Layout
    """Sections that have stories, in their order."""
    shortened: bool = False
    """Whether stories were left out because the mail would have been too heavy."""

    @property
    def stories(self) -> tuple[StoryView, ...]:
        """All of them, in reading order."""
        return (self.lead, *(story for _, stories in self.sections for story in stories))

    def without_lowest(self) -> "Chosen":
        """The same without the story of the lowest score, which is never the lead."""
        lowest = min(self.stories[1:], key=lambda story: story.points)
        return replace(self, sections=_without(self.sections, lowest), shortened=True)


def choose(lead: StoryView | None, sections: Layout, variant: Variant) -> Chosen | None:
    """The stories that fit `variant`, or None; where the lead does not fit, the best of the others is on top."""

    def is_shown(story: StoryView) -> bool:
        return story.id not in variant.omitted and fits(variant.choice, story.countries, story.topic)

    if variant != EVERYTHING:
        kept = ((section, tuple(filter(is_shown, stories))) for section, stories in sections)
        sections = tuple((section, stories) for section, stories in kept if stories)
    if lead and is_shown(lead):
        return Chosen(lead, sections)
    others = [story for _, stories in sections for story in stories]
    if not others:
        return None
    best = max(others, key=lambda story: story.points)
    return Chosen(best, _without(sections, best))


def _without(sections: Layout, story: StoryView) -> Layout:
    remaining = ((section, tuple(s for s in stories if s is not story)) for section, stories in sections)
    return tuple((section, stories) for section, stories in remaining if stories)
