"""Layout: what was chosen stands in its places, and what was not keeps the reason."""

from collections.abc import Callable, Iterator, Sequence

from digest.core.candidate import RankedStory, by_score
from digest.core.edition import Edition, EmptySections
from digest.core.issue import Content, Placement, Section, SlotKind
from digest.core.kinds import best_of
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.refusal import left_out
from digest.core.sections import is_promised
from digest.core.select import Chosen, Room, Selection, select
from digest.core.story import LeftOut, Score, Story

Scoring = Callable[[RankedStory], Score]
"""Works out the reasons for the score of a story that is shown."""


def lay_out(
    ranked: Sequence[RankedStory],
    *,
    edition: Edition,
    scoring: Scoring,
    names: CategoryNames = OUR_NAMES,
    kept: int | None = None,
) -> tuple[Content, list[LeftOut]]:
    """Lead and sections, and the `kept` best of what was left out, best first; None: all of it.

    The order of `ranked` does not matter. The lead counts for the limits of the issue, not for that of a section.
    """
    selection = select(ranked, edition=edition, names=names)
    content = Content(
        _placement(selection.lead, SlotKind.LEAD, scoring) if selection.lead else None,
        tuple(_sections(selection, edition, scoring)),
        names=names,
        unmet=selection.unmet,
    )
    return content, _leave_out(ranked, selection, edition, kept)


def _sections(selection: Selection, edition: Edition, scoring: Scoring) -> Iterator[Section]:
    """Those that have stories, and where the edition wants it those that say that they have none.

    A section of which a story leads the issue, or stands in another one, is not without news.
    """
    told = {n for chosen in selection.chosen for n in selection.kind_of(chosen.ranked.story).rooms}
    says_so = edition.empty_sections is EmptySections.SAY_SO
    for number, room in enumerate(selection.rooms):
        promise = room.plan if says_so and is_promised(room.plan, edition) else None
        if room.chosen or (promise and number not in told):
            yield Section(room.plan.title, tuple(_placements(room, scoring)), promise)


def _placements(room: Room, scoring: Scoring) -> Iterator[Placement]:
    grounds = {chosen.ranked.story.id: chosen for chosen in room.chosen}
    for ranked in by_score(chosen.ranked for chosen in room.chosen):
        slot = SlotKind.BRIEF if room.plan.headlines else _slot(ranked.story)
        yield _placement(grounds[ranked.story.id], slot, scoring)


def _placement(chosen: Chosen, slot: SlotKind, scoring: Scoring) -> Placement:
    score = scoring(chosen.ranked)
    return Placement(slot, chosen.ranked.story, score, chosen.crowding, chosen.claim, chosen.because)


def _slot(story: Story) -> SlotKind:
    """A story with text or a picture is told; one that is only a headline becomes a brief."""
    return SlotKind.FEATURE if story.lead.lead or story.lead.picture else SlotKind.BRIEF


def _leave_out(
    ranked: Sequence[RankedStory], selection: Selection, edition: Edition, kept: int | None
) -> list[LeftOut]:
    placed = {chosen.ranked.story.id for chosen in selection.chosen}
    count = len(ranked) if kept is None else kept + len(placed)
    others = [each for each in best_of(ranked, count) if each.story.id not in placed]
    return [left_out(each, selection, share=edition.limits.per_source) for each in others[:kept]]
