"""Refusal: why a story has no place in an issue that is complete."""

from collections.abc import Iterable

from digest.core.article import Source
from digest.core.candidate import RankedStory
from digest.core.issue import Claim
from digest.core.kinds import Kind
from digest.core.quota import Axis
from digest.core.select import Chosen, Selection
from digest.core.story import Exclusion, LeftOut, Measured
from digest.core.tally import Tally

_BY_SCORE = (Claim.SCORE, Claim.SPARE)


def left_out(ranked: RankedStory, selection: Selection, *, share: int) -> LeftOut:
    """`ranked` with the reason why it is not in `selection`, measured against what is.

    `share` is how many stories one source should have.
    """
    kind = selection.kind_of(ranked.story)
    return LeftOut(ranked.story, ranked.points, *_refusal(ranked, kind, selection, share))


def _refusal(ranked: RankedStory, kind: Kind, selection: Selection, share: int) -> tuple[Exclusion, Measured]:
    lead, tally = ranked.story.lead, selection.tally
    if not kind.rooms:
        return Exclusion.NO_SECTION, (lead.category, *lead.countries)
    if cap := tally.cap_of_kind(kind) or tally.cap_of_source(lead.source):
        (axis, value), limit = cap
        return Exclusion.QUOTA_REACHED, (axis.value, lead.source.name if axis is Axis.SOURCE else value, limit)
    rooms = [selection.rooms[number] for number in kind.rooms]
    is_crowded = all(room.is_full for room in rooms)
    rivals = [chosen for room in rooms for chosen in room.chosen] if is_crowded else selection.chosen
    lowest = _lowest(rivals)
    if lowest is not None and lowest < ranked.points:
        return _outdone(kind, lead.source, tally, share)
    if is_crowded:
        last = min(chosen.ranked.points for chosen in rooms[0].chosen)
        return Exclusion.SECTION_FULL, (rooms[0].plan.title, max(0, last - ranked.points))
    return Exclusion.ISSUE_FULL, (tally.total, max(0, (lowest or 0) - ranked.points))


def _outdone(kind: Kind, source: Source, tally: Tally, share: int) -> tuple[Exclusion, Measured]:
    """Why a story gave way to one of a lower score."""
    if tally.had_share(source):
        return Exclusion.SOURCE_FULL, (source.name, share)
    against = min(tally.crowding(kind, source), key=lambda factor: factor.points)
    reason = Exclusion.TOO_ALIKE if against.name == "diversity" else Exclusion.ABOVE_SHARE
    return reason, (-against.points, *against.measured)


def _lowest(rivals: Iterable[Chosen]) -> int | None:
    """The lowest score that won a place by itself."""
    return min((each.ranked.points for each in rivals if each.claim in _BY_SCORE), default=None)
