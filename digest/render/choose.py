"""Choose: which stories of an issue a variant shows, and where.

Each story is a bit of a number, the best the lowest, and what a country, a category or a section has is the sum of
such bits: so a choice is a few operations on whole numbers, which counts where every reader has their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from digest.core.rendering import Variant
from digest.core.subscriber import Choice
from digest.render.kept import Kept
from digest.render.views import SectionView, StoryView

Key = TypeVar("Key")
Layout = tuple[tuple[SectionView, tuple[StoryView, ...]], ...]

_ESSENTIALS = 4


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stories of a variant."""

    lead: StoryView
    """The story on top."""
    sections: "tuple[Own, ...]"
    """Sections that have stories, and those that say that they have none, in their order."""
    below: int
    """The bits of all but the lead."""
    shortened: bool = False
    """Whether stories were left out because the mail would have been too heavy."""

    @property
    def stories(self) -> list[StoryView]:
        """All of them, in reading order."""
        return [self.lead, *(story for _, stories in self.sections for story in stories)]


class Stock:
    """The stories of an issue, to be chosen from."""

    def __init__(self, lead: StoryView | None, sections: Layout) -> None:
        self.lead = lead
        ranked = sorted((story for _, stories in sections for story in stories), key=lambda story: -story.points)
        bits = {story: 1 << n for n, story in enumerate((*ranked, *([lead] if lead else ())))}
        self._lead = bits[lead] if lead else 0
        self._all = (1 << len(bits)) - 1
        self._story = {bit: story for story, bit in bits.items()}
        self._by_country = _index((code, bit) for story, bit in bits.items() for code in story.countries)
        self._by_topic = _index((story.topic, bit) for story, bit in bits.items())
        self._by_id = _index((story.id, bit) for story, bit in bits.items())
        self._of_countries = Kept(partial(_any_of, self._by_country))
        self._of_topics = Kept(partial(_any_of, self._by_topic))
        named = _index((story.country, bit) for story, bit in bits.items())
        self._compatriots = {story: named[story.country] for story in bits}
        self.named = {country: 1 << n for n, country in enumerate(named)}
        """A bit for each country that stories are shown with."""
        self._places = [Place(self, section, [(story, bits[story]) for story in own]) for section, own in sections]
        self._lookups = [(place.bits, place.kept) for place in self._places]
        self._says_so = any(section.says_so for section, _ in sections)
        self.sections = tuple(place.kept[place.bits] for place in self._places)

    def choose(self, variant: Variant) -> Chosen | None:
        """The stories that fit `variant`, or None; where the lead does not, the best of the others is on top."""
        choice = variant.choice
        is_everything = self.lead and not (choice.countries or choice.categories or variant.omitted)
        fitting = self._all if is_everything else self._fitting(variant)
        if not fitting:
            return None
        top = fitting & self._lead or fitting & -fitting
        below = fitting ^ top
        if is_everything:
            sections = self.sections
        elif self._says_so:
            sections = tuple(self._lay_out(below, top, choice))
        else:
            sections = tuple([kept[own] for bits, kept in self._lookups if (own := below & bits)])
        return Chosen(self._story[top], sections, below)

    def without_lowest(self, chosen: Chosen) -> Chosen:
        """The same without the story of the lowest score, which is never the lead."""
        lowest = 1 << (chosen.below.bit_length() - 1)
        left = (own.place.kept[own.bits & ~lowest] if own.bits != lowest else None for own in chosen.sections)
        return Chosen(chosen.lead, tuple(own for own in left if own), chosen.below ^ lowest, shortened=True)

    def best(self, chosen: Chosen) -> tuple[StoryView, ...]:
        """The two best below the lead, or as many as there are."""
        first = chosen.below & -chosen.below
        second = (rest := chosen.below ^ first) & -rest
        return tuple([self._story[bit] for bit in (first, second) if bit])

    def essentials(self, chosen: Chosen) -> tuple[StoryView, ...]:
        """The best four, one of each country first; none where they would be nearly all there is."""
        below, compatriots = chosen.below, self._compatriots
        if below.bit_count() < _ESSENTIALS:
            return ()
        best, rest = [chosen.lead], below
        others = below & ~compatriots[chosen.lead]
        while others and len(best) < _ESSENTIALS:
            bit = others & -others
            story = self._story[bit]
            best.append(story)
            others &= ~compatriots[story]
            rest ^= bit
        while len(best) < _ESSENTIALS:
            bit = rest & -rest
            best.append(self._story[bit])
            rest ^= bit
        return tuple(best)

    def _fitting(self, variant: Variant) -> int:
        choice, fitting = variant.choice, self._all
        if choice.countries:
            fitting &= self._of_countries[choice.countries]
        if choice.categories:
            fitting &= self._of_topics[choice.categories]
        if variant.omitted:
            fitting &= ~_any_of(self._by_id, variant.omitted)
        return fitting

    def _lay_out(self, below: int, top: int, choice: Choice) -> "Iterator[Own]":
        for place in self._places:
            own = below & place.bits
            if own or (place.is_asked(choice) and not (below | top) & place.about):
                yield place.kept[own]

    def about(self, section: SectionView) -> int:
        """The stories that are about what the section is about, wherever they stand."""
        about = self._all
        if section.countries:
            about &= _any_of(self._by_country, section.countries)
        if section.topics:
            about &= _any_of(self._by_topic, section.topics)
        return about


class Own(tuple[SectionView, tuple[StoryView, ...]]):
    """A section and what is chosen of it: made once, so whoever looks it up need not look at its stories."""

    place: "Place"
    bits: int
    ids: tuple[int, ...]
    words: int
    countries: int
    __hash__ = object.__hash__


class Place:
    """A section, with what it comes to for the stories that are chosen of it."""

    def __init__(self, stock: Stock, section: SectionView, stories: Sequence[tuple[StoryView, int]]) -> None:
        self.about = stock.about(section)
        """All stories that are about what the section is about."""
        self.bits = sum(bit for _, bit in stories)
        self.kept = Kept(self._choose)
        self._named, self._section, self._stories = stock.named, section, stories

    def is_asked(self, choice: Choice) -> bool:
        """Whether a reader is told that the section has nothing.

        Whoever chose its country is; others are if it has nothing for anybody and fits what they chose.
        """
        section = self._section
        is_topic = not section.topics or not choice.categories or not section.topics.isdisjoint(choice.categories)
        is_chosen = not section.countries.isdisjoint(choice.countries)
        is_any = not self.bits and (not choice.countries or not section.countries)
        return section.says_so and is_topic and (is_chosen or is_any)

    def _choose(self, bits: int) -> Own:
        stories = tuple(story for story, bit in self._stories if bits & bit)
        own = Own((self._section, stories))
        own.place, own.bits = self, bits
        own.ids = tuple(story.id for story in stories)
        own.words = sum(story.words for story in stories)
        own.countries = sum({self._named[story.country] for story in stories})
        return own


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
