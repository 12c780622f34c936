"""Choose: which stories of an issue a variant shows, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from digest.core.choosing import fits
from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice
from digest.render.views import SectionView, StoryView

Layout = tuple[tuple[SectionView, tuple[StoryView, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stories of a variant."""

    lead: StoryView
    """The story on top."""
    sections: Layout
    """Sections that have stories, and those that say that they have none, in their order."""
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
    if variant == EVERYTHING and lead:
        return Chosen(lead, sections)

    def is_shown(story: StoryView) -> bool:
        return story.id not in variant.omitted and fits(variant.choice, story.countries, story.topic)

    fitting = tuple((section, stories, tuple(filter(is_shown, stories))) for section, stories in sections)
    others = [story for _, _, stories in fitting for story in stories]
    top = lead if lead and is_shown(lead) else max(others, key=lambda story: story.points, default=None)
    if not top:
        return None

    def is_kept(section: SectionView, for_all: tuple[StoryView, ...], own: tuple[StoryView, ...]) -> bool:
        return bool(own) or (_is_asked(section, variant.choice, for_all) and not _is_told(section, (top, *others)))

    below = ((s, for_all, tuple(story for story in own if story is not top)) for s, for_all, own in fitting)
    return Chosen(top, tuple((section, own) for section, for_all, own in below if is_kept(section, for_all, own)))


def _is_asked(section: SectionView, choice: Choice, for_all: tuple[StoryView, ...]) -> bool:
    """Whether a reader is told that a section has nothing.

    Whoever chose its country is; others are if it has nothing for anybody and fits what they chose.
    """
    is_topic = not section.topics or not choice.categories or not section.topics.isdisjoint(choice.categories)
    is_chosen = not section.countries.isdisjoint(choice.countries)
    is_any = not for_all and (not choice.countries or not section.countries)
    return section.says_so and is_topic and (is_chosen or is_any)


def _is_told(section: SectionView, stories: Iterable[StoryView]) -> bool:
    """Whether one of `stories` is about what the section is about, wherever it stands."""
    countries, topics = section.countries, section.topics
    return any((not countries or countries & s.countries) and (not topics or s.topic in topics) for s in stories)


def _without(sections: Layout, story: StoryView) -> Layout:
    """`sections` without `story`; one that had no other goes as well."""
    remaining = ((section, stories, tuple(s for s in stories if s is not story)) for section, stories in sections)
    return tuple((section, left) for section, stories, left in remaining if left or not stories)
