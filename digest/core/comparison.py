"""Comparison: what differs between two contents of one issue, story by story."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.core.issue import Content, Placement


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story stands in an issue."""

    section: str | None
    """Title of its section; None for the lead of the issue."""
    number: int
    """Its place there, from 1."""


@dataclass(frozen=True, slots=True)
class Change:
    """A story that does not stand as it did: it enters, leaves, moves, or has another score or another title."""

    story: int
    title: str
    """As it is now, or was if it is gone."""
    before: Place | None
    after: Place | None
    points_before: int | None
    """None where its score is not known: it was never compared, or lies too far behind."""
    points_after: int | None

    @property
    def is_move(self) -> bool:
        """Whether it stays in the issue at another place."""
        return self.before is not None and self.after is not None and self.before != self.after


def compare(before: Content, after: Content) -> tuple[Change, ...]:
    """The stories that differ: those of `after` in reading order, then those that left, in the order they had."""
    was, is_now = dict(_standing(before)), dict(_standing(after))
    points_before, points_after = _points(before), _points(after)
    return tuple(
        Change(
            story=story,
            title=(is_now.get(story) or was[story])[1].story.lead.title,
            before=was[story][0] if story in was else None,
            after=is_now[story][0] if story in is_now else None,
            points_before=points_before.get(story),
            points_after=points_after.get(story),
        )
        for story in dict.fromkeys((*is_now, *was))
        if was.get(story) != is_now.get(story)
    )


def _standing(content: Content) -> Iterator[tuple[int, tuple[Place, Placement]]]:
    if content.lead:
        yield content.lead.story.id, (Place(None, 1), content.lead)
    for section in content.sections:
        for number, placement in enumerate(section.placements, start=1):
            yield placement.story.id, (Place(section.title, number), placement)


def _points(content: Content) -> dict[int, int | None]:
    reserve = {each.story.id: each.points for each in content.reserve}
    return reserve | {placement.story.id: placement.score.points for placement in content.placements}
