"""Board: the places of an issue, on which the wishes of editors are carried out one after the other.

Every story keeps a place in a section, also the one that leads and those that were taken out: so each of them can
go back to where it stood. Places are counted among the stories that are seen there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from digest.core.edits import Add, Arrangement, Drop, Hold, Lead, Move, Pin, Restore
from digest.core.issue import Act, Claim, Content, Hand, Placement, SlotKind
from digest.core.overrides import Signed
from digest.core.pool import Pool, Pooled
from digest.core.story import LeftOut


@dataclass(slots=True)
class Room:
    """A section, with the stories that have a place there."""

    title: str
    stories: list[int] = field(default_factory=list)


class Board:
    """The stories of one issue by their ids, and where each stands."""

    def __init__(self, content: Content, pool: Pool) -> None:
        self.known: dict[int, Placement] = {placement.story.id: placement for placement in content.placements}
        self.reserve: dict[int, LeftOut] = {each.story.id: each for each in content.reserve}
        self.out: dict[int, Signed] = {}
        """What was taken out, and by which edit."""
        self.hands: defaultdict[int, list[Hand]] = defaultdict(list)
        self.rooms = [Room(each.title, [p.story.id for p in each.placements]) for each in content.sections]
        self._order = {plan.title: n for n, plan in enumerate(pool.plans)}
        self._chosen: list[int] = []
        """Those that were to lead, the last one before the others."""
        self._settled: set[int] = set()
        """Those that an editor gave a place: they do not come to lead by themselves."""
        self._telling = {a.id: id for id, each in self.known.items() for a in each.story.articles}
        for left_out in content.reserve:
            self._telling.update({a.id: left_out.story.id for a in left_out.story.articles})
        self._home: dict[int, str] = {}
        for pooled in pool.stories:
            self._take_up(pooled)
        if content.lead:
            self._lead_first(content.lead.story.id)

    def resolve(self, story: int) -> int | None:
        """The story that is called so now: its own id, or that of the one which has the article of that id."""
        found = story if story in self.known else self._telling.get(story)
        return found if found in self.known else None

    def carry_out(self, signed: Signed) -> None:
        """Do what an editor asked for; about a story that the issue cannot have any more nothing is done."""
        command = signed.command
        if not isinstance(command, Arrangement) or (story := self.resolve(command.story)) is None:
            return
        match command:
            case Drop() | Hold():
                self.out[story] = signed
            case Lead():
                self._let_lead(story, signed.by)
            case Pin(position=position):
                self._pin(story, position, signed.by)
            case Move(section=section, position=position):
                self._put(story, section, position)
                self._mark(story, Act.MOVED, signed.by)
            case Restore(section=section, position=position) | Add(section=section, position=position):
                self._bring_in(story, section, position, signed.by)

    @property
    def lead(self) -> int | None:
        """Who leads: the last that an editor chose and that is seen, else the best."""
        for story in reversed(self._chosen):
            if story not in self.out:
                return story
        seen = [story for room in self.rooms for story in room.stories if story not in self.out]
        free = [story for story in seen if story not in self._settled] or seen
        return max(free, key=lambda story: self.known[story].score.points, default=None)

    def seen(self, room: Room) -> list[int]:
        """The stories that are shown in `room`."""
        lead = self.lead
        return [story for story in room.stories if story not in self.out and story != lead]

    def is_placed(self, story: int) -> bool:
        """Whether `story` has a place, seen or not."""
        return self._room_of(story) is not None

    def _take_up(self, pooled: Pooled) -> None:
        """Know a story of the pool, unless the ranking has it under another name."""
        story = pooled.story
        if (id := self._name(story.id, (article.id for article in story.articles))) not in self.known:
            self.known[id] = Placement(SlotKind.FEATURE, story, pooled.score, claim=Claim.EDITOR)
            for article in story.articles:
                self._telling.setdefault(article.id, id)
        self._home.setdefault(id, pooled.section)

    def _name(self, story: int, articles: Iterable[int]) -> int:
        if story in self.known or story in self.reserve:
            return story
        return next((self._telling[id] for id in articles if id in self._telling), story)

    def _lead_first(self, story: int) -> None:
        """Give the lead of the ranking its place, which is the first of its section."""
        self._room(self._home.get(story)).stories.insert(0, story)
        self._chosen.append(story)

    def _let_lead(self, story: int, by: str) -> None:
        self._show(story)
        self._chosen = [*(each for each in self._chosen if each != story), story]
        self._mark(story, Act.MADE_LEAD, by)

    def _pin(self, story: int, position: int, by: str) -> None:
        self._show(story)
        if story == self.lead:
            self._chosen = [*(each for each in self._chosen if each != story), story]
        elif room := self._room_of(story):
            self._put(story, room.title, position)
        self._mark(story, Act.PINNED, by)

    def _bring_in(self, story: int, section: str | None, position: int | None, by: str) -> None:
        is_new = not self.is_placed(story)
        if is_new or section or position:
            self._put(story, section or self._home.get(story), position)
        self._show(story)
        if is_new:
            self._mark(story, Act.BROUGHT_IN, by)

    def _show(self, story: int) -> None:
        self.out.pop(story, None)
        if not self.is_placed(story):
            self._room(self._home.get(story)).stories.append(story)

    def _put(self, story: int, section: str | None, position: int | None) -> None:
        self.out.pop(story, None)
        self._chosen = [each for each in self._chosen if each != story]
        self._settled.add(story)
        if old := self._room_of(story):
            old.stories.remove(story)
        room = self._room(section)
        seen = self.seen(room)
        next_one = seen[position - 1] if position and position <= len(seen) else None
        room.stories.insert(room.stories.index(next_one) if next_one else len(room.stories), story)

    def _room_of(self, story: int) -> Room | None:
        return next((room for room in self.rooms if story in room.stories), None)

    def _room(self, title: str | None) -> Room:
        """The section of that title, opened in its place where the issue has none."""
        title = title or (self.rooms[-1].title if self.rooms else "")
        if found := next((room for room in self.rooms if room.title == title), None):
            return found
        last = len(self._order)
        number = self._order.get(title, last)
        before = sum(self._order.get(room.title, last) <= number for room in self.rooms)
        self.rooms.insert(before, Room(title))
        return self.rooms[before]

    def _mark(self, story: int, act: Act, by: str) -> None:
        others = [hand for hand in self.hands[story] if hand.act is not act]
        self.hands[story] = [*others, Hand(act, by)]
