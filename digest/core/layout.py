"""Ranked stories take their places: the best one leads, the others fill the sections.

The best story of each section about the edition's own countries is placed first, so that no country is
crowded out by a busy neighbour; the rest goes by score alone. Then sources that had their share fill the
places that nobody else wants. A story that finds no place keeps the reason.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from digest.core.candidate import RankedStory, by_score
from digest.core.edition import Edition, Limits
from digest.core.issue import Content, Placement, Section, SlotKind
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.sections import is_home, plan_sections, sections_of
from digest.core.story import Exclusion, LeftOut, Measured, Score, Story

Scoring = Callable[[RankedStory], Score]
"""Works out the reasons for the score of a story that is shown."""


def lay_out(
    ranked: Sequence[RankedStory], *, edition: Edition, scoring: Scoring, names: CategoryNames = OUR_NAMES
) -> tuple[Content, list[LeftOut]]:
    """Lead and sections, and what was left out, best first; `ranked` comes best first.

    The lead counts for the limits of the issue and of its source, not for that of a section.
    """
    plans = plan_sections(edition, ranked, names)
    rooms = [_Room(p.title, p.limit or edition.limits.per_section, is_home(p, edition)) for p in plans]
    seekers = [_Seeker(r, [rooms[n] for n in sections_of(r.story, plans, edition)]) for r in ranked]
    quota = _Quota(edition.limits)
    lead = next((seeker for seeker in seekers if seeker.rooms), None)
    if lead:
        quota.take(lead.ranked.story)
    others = _place_first_of_each([seeker for seeker in seekers if seeker is not lead], quota)
    left_out = _fill_up(others, _place_by_score(others, quota), quota)
    sections = tuple(room.section(scoring) for room in rooms if room.stories)
    return Content(
        _placement(lead.ranked, SlotKind.LEAD, scoring) if lead else None, sections, names=names
    ), left_out


@dataclass(slots=True)
class _Room:
    """A section that is being filled."""

    title: str
    limit: int
    is_home: bool
    stories: list[RankedStory] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.stories) >= self.limit

    def section(self, scoring: Scoring) -> Section:
        return Section(self.title, tuple(_placement(r, _slot(r.story), scoring) for r in by_score(self.stories)))


@dataclass(frozen=True, slots=True)
class _Seeker:
    """A story that looks for a place, and the sections that take it, the most fitting one first."""

    ranked: RankedStory
    rooms: list[_Room]


@dataclass(slots=True)
class _Quota:
    """What the limits of the issue and of single sources still allow."""

    limits: Limits
    by_source: Counter[str] = field(default_factory=Counter)
    is_fair: bool = True
    """Whether a source may have no more than its share."""

    def take(self, story: Story) -> None:
        self.by_source[story.lead.source.key] += 1

    def refusal(self, story: Story) -> tuple[Exclusion, Measured] | None:
        source = story.lead.source
        if self.by_source.total() >= self.limits.stories:
            return Exclusion.ISSUE_FULL, (self.limits.stories,)
        if self.is_fair and self.by_source[source.key] >= self.limits.per_source:
            return Exclusion.SOURCE_FULL, (source.name, self.limits.per_source)
        return None


def _place_first_of_each(seekers: Iterable[_Seeker], quota: _Quota) -> list[_Seeker]:
    """Give each home section its best story; the result is who still waits."""
    waiting: list[_Seeker] = []
    for seeker in seekers:
        primary = seeker.rooms[0] if seeker.rooms else None
        if primary and primary.is_home and not primary.stories and not quota.refusal(seeker.ranked.story):
            primary.stories.append(seeker.ranked)
            quota.take(seeker.ranked.story)
        else:
            waiting.append(seeker)
    return waiting


def _place_by_score(seekers: Iterable[_Seeker], quota: _Quota) -> list[LeftOut]:
    """Give each story the first of its sections that has room; the result is who found none."""
    left_out: list[LeftOut] = []
    for seeker in seekers:
        story, points = seeker.ranked.story, seeker.ranked.points
        if refusal := _refusal(seeker, quota):
            left_out.append(LeftOut(story, points, *refusal))
        else:
            next(room for room in seeker.rooms if not room.is_full).stories.append(seeker.ranked)
            quota.take(story)
    return left_out


def _fill_up(seekers: Iterable[_Seeker], left_out: list[LeftOut], quota: _Quota) -> list[LeftOut]:
    """Give places that nobody else wants to sources that had their share; the result is who found none."""
    crowded = {each.story.id for each in left_out if each.reason is Exclusion.SOURCE_FULL}
    quota.is_fair = False
    refused = _place_by_score((seeker for seeker in seekers if seeker.ranked.story.id in crowded), quota)
    # Where the issue is full, it was the others who filled it: the share of the source is the reason that counts.
    again = {each.story.id: each for each in refused if each.reason is not Exclusion.ISSUE_FULL}
    placed = crowded - {each.story.id for each in refused}
    return [again.get(each.story.id, each) for each in left_out if each.story.id not in placed]


def _refusal(seeker: _Seeker, quota: _Quota) -> tuple[Exclusion, Measured] | None:
    if not seeker.rooms:
        lead = seeker.ranked.story.lead
        return Exclusion.NO_SECTION, (lead.category, *lead.countries)
    if refusal := quota.refusal(seeker.ranked.story):
        return refusal
    if all(room.is_full for room in seeker.rooms):
        primary = seeker.rooms[0]
        gap = by_score(primary.stories)[-1].points - seeker.ranked.points
        return Exclusion.SECTION_FULL, (primary.title, max(gap, 0))
    return None


def _placement(ranked: RankedStory, slot: SlotKind, scoring: Scoring) -> Placement:
    return Placement(slot, ranked.story, scoring(ranked))


def _slot(story: Story) -> SlotKind:
    """A story with text or a picture is told; one that is only a headline becomes a brief."""
    return SlotKind.FEATURE if story.lead.lead or story.lead.picture else SlotKind.BRIEF
