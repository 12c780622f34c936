"""Select: which of the ranked stories an issue has, and on what ground each of them has its place.

1. The story of the highest score leads.
2. Quotas get what they ask for at least, in their order, each from its best stories.
3. Each section about the edition's own countries gets its best story, so that no country is crowded out by a busy
   neighbour.
4. The rest goes by score, less what a story repeats of those that have a place already. No source has more than
   its share.
5. Places that nobody else wants go to sources that had their share.

Strict limits hold in every step. One story more changes the order of no two others by itself; but it may take the
last place that a limit, a section or the issue has, and it may push those that are like it below others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from digest.core.article import Source
from digest.core.candidate import RankedStory, by_score
from digest.core.edition import Edition, SectionPlan
from digest.core.issue import Claim
from digest.core.kinds import Kind, Signature, signature_of, sort_into_kinds
from digest.core.lazy import Offer, best_first
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.quota import Axis, Quota, Unmet
from digest.core.sections import is_home, plan_sections, sections_of
from digest.core.story import Factor, Measured, Story
from digest.core.tally import Tally


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story that has a place, and on what ground."""

    ranked: RankedStory
    claim: Claim
    because: Measured = ()
    crowding: tuple[Factor, ...] = ()
    """What spoke against it beside its score, where scores decided."""


@dataclass(slots=True)
class Room:
    """A section that is being filled."""

    plan: SectionPlan
    limit: int
    is_home: bool
    chosen: list[Chosen] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.chosen) >= self.limit


@dataclass(slots=True)
class Selection:
    """What was chosen, and what everything else was measured against."""

    rooms: list[Room]
    kinds: dict[Signature, Kind]
    tally: Tally
    lead: Chosen | None = None
    unmet: tuple[Unmet, ...] = ()

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """Everything that has a place, the lead first."""
        lead = (self.lead,) if self.lead else ()
        return (*lead, *(chosen for room in self.rooms for chosen in room.chosen))

    def kind_of(self, story: Story) -> Kind:
        """The kind that a story is of, placed or not."""
        return self.kinds[signature_of(story.lead)]

    def takes(self, kind: Kind) -> bool:
        """Whether the sections and the strict limits have room for one more story of `kind`."""
        return any(not self.rooms[n].is_full for n in kind.rooms) and self.tally.cap_of_kind(kind) is None

    def allows(self, source: Source) -> bool:
        """Whether the strict limits have room for one more story of `source`."""
        return self.tally.cap_of_source(source) is None

    def place(self, offer: Offer, claim: Claim, because: Measured = (), crowding: tuple[Factor, ...] = ()) -> None:
        """Give the story that is offered the first of its sections that has room."""
        room = next(room for n in offer.kind.rooms if not (room := self.rooms[n]).is_full)
        room.chosen.append(Chosen(offer.ranked, claim, because, crowding))
        self._take(offer)

    def place_first(self, offer: Offer) -> None:
        """Let the story that is offered lead the issue."""
        self.lead = Chosen(offer.ranked, Claim.SCORE)
        self._take(offer)

    def _take(self, offer: Offer) -> None:
        offer.take()
        self.tally.add(offer.kind, offer.source)


def select(ranked: Sequence[RankedStory], *, edition: Edition, names: CategoryNames = OUR_NAMES) -> Selection:
    """Choose among `ranked`, whatever its order."""
    kinds = sort_into_kinds(ranked, edition)
    plans = plan_sections(edition, _best_of_each(kinds), names)
    for kind in kinds.values():
        kind.rooms = sections_of(kind.stories[0].story, plans, edition)
    rooms = [Room(p, p.limit or edition.limits.per_section, is_home(p, edition)) for p in plans]
    selection = Selection(rooms, kinds, Tally(edition))
    _choose_lead(selection)
    _keep_quotas(selection, edition)
    _serve_home(selection)
    _fill(selection, Claim.SCORE)
    _fill(selection, Claim.SPARE)
    return selection


def _best_of_each(kinds: dict[Signature, Kind]) -> Iterator[RankedStory]:
    """The best story of each kind, best first."""
    yield from by_score(kind.best for kind in kinds.values())


def _choose_lead(selection: Selection) -> None:
    offers = best_first(selection.kinds.values(), selection.tally, takes=lambda kind: bool(kind.rooms))
    if offer := next(offers, None):
        selection.place_first(offer)


def _keep_quotas(selection: Selection, edition: Edition) -> None:
    for quota in edition.quotas:
        _keep(selection, quota)
    unmet = (quota for quota in edition.quotas if selection.tally.misses(quota))
    selection.unmet = tuple(Unmet(quota, selection.tally.count(quota.trait)) for quota in unmet)


def _keep(selection: Selection, quota: Quota) -> None:
    """Give `quota` what it asks for, as far as there is any."""
    axis, value = quota.trait
    is_of_kind = axis in (Axis.COUNTRY, Axis.CATEGORY)

    def takes(kind: Kind) -> bool:
        is_asked = selection.tally.misses(quota) and (quota.trait in kind.traits or not is_of_kind)
        return is_asked and selection.takes(kind)

    def allows(source: Source) -> bool:
        name = source.key if axis is Axis.SOURCE else source.voice
        return (is_of_kind or value == name) and selection.allows(source)

    for offer in best_first(selection.kinds.values(), selection.tally, takes=takes, allows=allows):
        name = offer.source.name if axis is Axis.SOURCE else value
        selection.place(offer, Claim.QUOTA, (axis.value, name, quota.at_least))


def _serve_home(selection: Selection) -> None:
    """Give each section about the edition's own countries its best story, unless it has one."""

    def takes(kind: Kind) -> bool:
        room = selection.rooms[kind.rooms[0]] if kind.rooms else None
        return room is not None and room.is_home and not room.chosen and selection.takes(kind)

    def allows(source: Source) -> bool:
        return selection.allows(source) and not selection.tally.had_share(source)

    for offer in best_first(selection.kinds.values(), selection.tally, takes=takes, allows=allows):
        selection.place(offer, Claim.HOME, (selection.rooms[offer.kind.rooms[0]].plan.title,))


def _fill(selection: Selection, claim: Claim) -> None:
    """Give places by score and crowding; spare ones to sources that had their share as well."""
    tally = selection.tally

    def allows(source: Source) -> bool:
        return selection.allows(source) and (claim is Claim.SPARE or not tally.had_share(source))

    for offer in best_first(
        selection.kinds.values(), tally, takes=selection.takes, allows=allows, loss=tally.loss
    ):
        because = (offer.source.name,) if claim is Claim.SPARE else ()
        selection.place(offer, claim, because, tally.crowding(offer.kind, offer.source))
