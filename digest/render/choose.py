"""Choose: which stories of an issue a variant shows, and where.

Each story is a bit of a number, and what a country, a category or an id has is the sum of such bits: so a
choice is a few operations on whole numbers, which counts where every reader has their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice
from digest.render.views import SectionView, StoryView

Key = TypeVar("Key")
Layout = tuple[tuple[SectionView, tuple[StoryView, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stories of a variant."""

    lead: StoryView
    """The story on top."""
    sections: Layout
    """Sections that have stories, and those that say that they have none, in their order."""
    others: list[StoryView]
    """All but the lead, the best first."""
    shortened: bool = False
    """Whether stories were left out because the mail would have been too heavy."""

    @property
    def stories(self) -> list[StoryView]:
        """All of them, in reading order."""
        return [self.lead, *[story for _, stories in self.sections for story in stories]]

    def without_lowest(self) -> "Chosen":
        """The same without the story of the lowest score, which is never the lead."""
        lowest = min(self.stories[1:], key=lambda story: story.points)
        left = [story for story in self.others if story is not lowest]
        return replace(self, sections=_without(self.sections, lowest), others=left, shortened=True)


class Stock:
    """The stories of an issue, to be chosen from."""

    def __init__(self, lead: StoryView | None, sections: Layout) -> None:
        self.lead = lead
        self.sections = sections
        below = [story for _, stories in sections for story in stories]
        bits = {story: 1 << n for n, story in enumerate((*below, *([lead] if lead else ())))}
        self._lead_bit = bits[lead] if lead else 0
        self._all = (1 << len(bits)) - 1
        self._ranked = [(bits[story], story) for story in sorted(below, key=lambda story: -story.points)]
        self._laid_out = [(*place, [(bits[story], story) for story in place[1]]) for place in sections]
        self._by_country = _index((code, bit) for story, bit in bits.items() for code in story.countries)
        self._by_topic = _index((story.topic, bit) for story, bit in bits.items())
        self._by_id = _index((story.id, bit) for story, bit in bits.items())

    def choose(self, variant: Variant) -> Chosen | None:
        """The stories that fit `variant`, or None; where the lead does not, the best of the others is on top."""
        if variant == EVERYTHING and self.lead:
            return Chosen(self.lead, self.sections, [story for _, story in self._ranked])
        fitting = self._fitting(variant)
        others = [story for bit, story in self._ranked if fitting & bit]
        if self.lead and fitting & self._lead_bit:
            top = self.lead
        elif others:
            top = others.pop(0)
        else:
            return None
        return Chosen(top, self._lay_out(fitting, top, others, variant.choice), others)

    def _fitting(self, variant: Variant) -> int:
        choice, fitting = variant.choice, self._all
        if choice.countries:
            fitting &= _any_of(self._by_country, choice.countries)
        if choice.categories:
            fitting &= _any_of(self._by_topic, choice.categories)
        if variant.omitted:
            fitting &= ~_any_of(self._by_id, variant.omitted)
        return fitting

    def _lay_out(self, fitting: int, top: StoryView, others: list[StoryView], choice: Choice) -> Layout:
        sections = []
        for section, for_all, places in self._laid_out:
            own = tuple([story for bit, story in places if fitting & bit and story is not top])
            if own or (_is_asked(section, choice, for_all) and not _is_told(section, (top, *others))):
                sections.append((section, own))
        return tuple(sections)


def _index(pairs: Iterable[tuple[Key, int]]) -> Mapping[Key, int]:
    found: defaultdict[Key, int] = defaultdict(int)
    for key, bit in pairs:
        found[key] |= bit
    return dict(found)


def _any_of(index: Mapping[Key, int], keys: Iterable[Key]) -> int:
    """What has one of `keys`."""
    found = 0
    for key in keys:
        found |= index.get(key, 0)
    return found


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
