"""Choose: which stories of an issue a variant shows, and where.

Each story is a bit of a number, and what a country, a category or an id has is the sum of such bits: so a
choice is a few operations on whole numbers, which counts where every reader has their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from digest.core.rendering import Variant
from digest.core.subscriber import Choice
from digest.render.kept import Kept
from digest.render.views import SectionView, StoryView

Key = TypeVar("Key")
Layout = tuple[tuple[SectionView, tuple[StoryView, ...]], ...]

_AT_ONCE = 10
"""Bits that are looked up together: 1,024 selections."""
_MASK = (1 << _AT_ONCE) - 1


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
        return [self.lead, *chain.from_iterable([stories for _, stories in self.sections])]

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
        ranked = sorted(below, key=lambda story: -story.points)
        bits = {story: 1 << n for n, story in enumerate((*ranked, *([lead] if lead else ())))}
        self._bits = bits
        self._all = (1 << len(bits)) - 1
        self._ranked = [
            (n, Kept(partial(_pick, ranked[n : n + _AT_ONCE]))) for n in range(0, len(ranked), _AT_ONCE)
        ]
        self._laid_out = [_Place(section, stories, bits) for section, stories in sections]
        self._says_so = any(section.says_so for section, _ in sections)
        self._by_country = _index((code, bit) for story, bit in bits.items() for code in story.countries)
        self._by_topic = _index((story.topic, bit) for story, bit in bits.items())
        self._by_id = _index((story.id, bit) for story, bit in bits.items())

    def choose(self, variant: Variant) -> Chosen | None:
        """The stories that fit `variant`, or None; where the lead does not, the best of the others is on top."""
        choice = variant.choice
        is_everything = self.lead and not (choice.countries or choice.categories or variant.omitted)
        fitting = self._all if is_everything else self._fitting(variant)
        kept = [kept[fitting >> n & _MASK] for n, kept in self._ranked]
        others = list(chain.from_iterable(kept))
        if self.lead and fitting & self._bits[self.lead]:
            top = self.lead
        elif others:
            top = others.pop(0)
        else:
            return None
        if is_everything:
            return Chosen(top, self.sections, others)
        below = fitting & ~self._bits[top]
        if self._says_so:
            return Chosen(top, self._lay_out(below, (top, *others), choice), others)
        return Chosen(
            top, tuple([place.kept[own] for place in self._laid_out if (own := below & place.bits)]), others
        )

    def _fitting(self, variant: Variant) -> int:
        choice, fitting = variant.choice, self._all
        if choice.countries:
            fitting &= _any_of(self._by_country, choice.countries)
        if choice.categories:
            fitting &= _any_of(self._by_topic, choice.categories)
        if variant.omitted:
            fitting &= ~_any_of(self._by_id, variant.omitted)
        return fitting

    def _lay_out(self, below: int, shown: Iterable[StoryView], choice: Choice) -> Layout:
        return tuple(
            place.kept[below & place.bits]
            for place in self._laid_out
            if below & place.bits
            or (_is_asked(place.section, choice, place.stories) and not _is_told(place.section, shown))
        )


class _Own(tuple[SectionView, tuple[StoryView, ...]]):
    """A section and what is chosen of it: made once, so whoever looks it up need not look at its stories."""

    __slots__ = ()
    __hash__ = object.__hash__


class _Place:
    """A section, with what it comes to for the stories that are chosen of it."""

    def __init__(
        self, section: SectionView, stories: tuple[StoryView, ...], bit_of: Mapping[StoryView, int]
    ) -> None:
        self.section = section
        self.stories = stories
        self.bits = sum(bit_of[story] for story in stories)
        own = [(story, bit_of[story]) for story in stories]
        self.kept: Kept[int, tuple[SectionView, tuple[StoryView, ...]]] = Kept(
            lambda chosen: _Own((section, tuple(story for story, bit in own if chosen & bit)))
        )


def _pick(stories: Sequence[StoryView], chosen: int) -> tuple[StoryView, ...]:
    return tuple(story for n, story in enumerate(stories) if chosen >> n & 1)


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
