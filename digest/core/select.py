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

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heapreplace

from digest.core.candidate import RankedStory, by_score, standing
from digest.core.edition import Edition, SectionPlan
from digest.core.issue import Claim
from digest.core.kinds import Kind, Signature, sort_into_kinds
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.quota import Axis, Quota, Unmet
from digest.core.sections import is_home, plan_sections, sections_of
from digest.core.story import Factor, Measured
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

    def may_place(self, kind: Kind) -> bool:
        """Whether the issue, its sections and the strict limits have room for one more story of `kind`."""
        return (
            not self.tally.is_full
            and any(not self.rooms[number].is_full for number in kind.rooms)
            and self.tally.reached(kind) is None
        )


def select(ranked: Sequence[RankedStory], *, edition: Edition, names: CategoryNames = OUR_NAMES) -> Selection:
    """Choose among `ranked`, whatever its order."""
    kinds = sort_into_kinds(ranked, edition)
    plans = plan_sections(edition, by_score(kind.best for kind in kinds.values()), names)
    for kind in kinds.values():
        kind.rooms = sections_of(kind.best.story, plans, edition)
    rooms = [Room(p, p.limit or edition.limits.per_section, is_home(p, edition)) for p in plans]
    selection = Selection(rooms, kinds, Tally(edition))
    _choose_lead(selection)
    _keep_quotas(selection, edition)
    _serve_home(selection)
    _fill(selection, Claim.SCORE, fits=lambda kind: not selection.tally.had_share(kind))
    _fill(selection, Claim.SPARE, fits=lambda kind: True)
    return selection


def best_first(
    kinds: Iterable[Kind], *, wanted: Callable[[Kind], bool], loss: Callable[[Kind], int] = lambda kind: 0
) -> Iterator[Kind]:
    """By turns the kind whose best story is worth most; the caller takes that story away before it asks again.

    Exact though it looks at few, because as more is placed a loss only grows and what is not wanted stays so: what
    leads with its loss of now leads whatever the others have lost meanwhile (Minoux 1978, lazy greedy).
    """
    heap = [(_bid(kind, loss), kind) for kind in kinds if kind.waiting and wanted(kind)]
    heapify(heap)
    while heap:
        bid, kind = heap[0]
        if not kind.waiting or not wanted(kind):
            heappop(heap)
        elif bid != (now := _bid(kind, loss)):
            heapreplace(heap, (now, kind))
        else:
            yield kind


def _bid(kind: Kind, loss: Callable[[Kind], int]) -> tuple[float, ...]:
    """Sorts by what its best story is worth, then by the score; no two bids are the same."""
    return loss(kind) - kind.best.points, *standing(kind.best)


def _choose_lead(selection: Selection) -> None:
    for kind in best_first(selection.kinds.values(), wanted=lambda kind: bool(kind.rooms)):
        selection.lead = Chosen(kind.waiting.pop(), Claim.SCORE)
        selection.tally.add(kind)
        return


def _keep_quotas(selection: Selection, edition: Edition) -> None:
    for quota in edition.quotas:
        _keep(selection, quota)
    unmet = (quota for quota in edition.quotas if selection.tally.misses(quota))
    selection.unmet = tuple(Unmet(quota, selection.tally.count(quota.trait)) for quota in unmet)


def _keep(selection: Selection, quota: Quota) -> None:
    asked = [kind for kind in selection.kinds.values() if quota.at_least and quota.trait in kind.traits]
    for kind in best_first(asked, wanted=lambda kind: selection.tally.misses(quota) and selection.may_place(kind)):
        name = kind.source.name if quota.axis is Axis.SOURCE else quota.value
        _place(selection, kind, Claim.QUOTA, (quota.axis.value, name, quota.at_least))


def _serve_home(selection: Selection) -> None:
    """Give each section about the edition's own countries its best story, unless it has one."""

    def is_first(kind: Kind) -> bool:
        room = selection.rooms[kind.rooms[0]] if kind.rooms else None
        is_empty = room is not None and room.is_home and not room.chosen
        return is_empty and not selection.tally.had_share(kind) and selection.may_place(kind)

    for kind in best_first(selection.kinds.values(), wanted=is_first):
        _place(selection, kind, Claim.HOME, (selection.rooms[kind.rooms[0]].plan.title,))


def _fill(selection: Selection, claim: Claim, *, fits: Callable[[Kind], bool]) -> None:
    """Give places by score and crowding to the stories of which the kind `fits`."""
    tally = selection.tally
    for kind in best_first(
        selection.kinds.values(),
        wanted=lambda kind: fits(kind) and selection.may_place(kind),
        loss=lambda kind: -sum(factor.points for factor in tally.crowding(kind)),
    ):
        because = (kind.source.name,) if claim is Claim.SPARE else ()
        _place(selection, kind, claim, because, tally.crowding(kind))


def _place(
    selection: Selection, kind: Kind, claim: Claim, because: Measured, crowding: tuple[Factor, ...] = ()
) -> None:
    room = next(room for number in kind.rooms if not (room := selection.rooms[number]).is_full)
    room.chosen.append(Chosen(kind.waiting.pop(), claim, because, crowding))
    selection.tally.add(kind)
