"""Two editors at random: no edit is lost, undo is exact, a rebuild keeps all, and what is seen is what is sent.

The suite takes some steps; for more of them: DIGEST_EDIT_STEPS=10000 pytest tests/desk/test_two_editors.py
"""

import os
import random
from dataclasses import dataclass, field

from digest.core.edit_log import in_force
from digest.core.edits import (
    Command,
    Drop,
    Introduce,
    Lead,
    Move,
    Part,
    Pin,
    Preheader,
    Restore,
    Rewrite,
    Subject,
)
from digest.core.errors import EditConflict
from digest.core.issue import Content
from digest.core.rendering import EVERYTHING, seal
from digest.db.store import Store
from digest.desk.approval import approve
from digest.desk.undo import redo, revert_to, undo
from digest.desk.worktable import Worktable, open_worktable
from tests.builders import TODAY, an_edition
from tests.circulation.given import make_press
from tests.desk.editing import CLOSES, an_issue_on_the_desk, do, rebuild, the_issue

STEPS = int(os.environ.get("DIGEST_EDIT_STEPS", "150"))
EDITORS = ("Awa", "Koffi")


@dataclass
class Morning:
    """What the editors remember, to hold the issue to it."""

    store: Store
    chance: random.Random
    stories: list[int]
    seen: dict[str, int]
    """The version of the issue that each of them looks at."""
    contents: dict[frozenset[int], Content] = field(default_factory=dict)
    """What the issue said with these edits in force."""
    written: int = 0
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    """Who was faster, and who was told."""

    def command(self) -> Command:
        chance, story = self.chance, self.chance.choice(self.stories)
        section, place = chance.choice(("Bénin", "Mali", "Niger", "Burkina Faso")), chance.randint(1, 5)
        text = f"Texte {chance.randint(1, 4)}"
        every: tuple[Command, ...] = (
            Pin(story, place),
            Move(story, section, place),
            Lead(story),
            Drop(story, text),
            Restore(story),
            Restore(story, section, place),
            Rewrite(story, chance.choice((Part.TITLE, Part.TEASER, Part.WHY)), chance.choice((text, None))),
            Subject(chance.choice((text, ""))),
            Preheader(text),
            Introduce(text),
        )
        return chance.choice(every)

    def edit(self, editor: str) -> None:
        command = self.command()
        try:
            edited = do(self.store, command, by=editor, version=self.seen[editor])
        except EditConflict as conflict:
            self.conflicts.append((conflict.by, editor))
            return
        self.written += 1
        self.seen[editor] = edited.issue.version

    def go_back(self, editor: str, table: Worktable) -> None:
        match self.chance.randint(1, 3):
            case 1 if table.undo:
                undo(self.store, "ouest", TODAY, editor=editor, now=CLOSES)
                self.written += 1
            case 2 if table.redo:
                redo(self.store, "ouest", TODAY, editor=editor, now=CLOSES)
                self.written += 1
            case 3 if table.log:
                number = self.chance.randint(max(0, len(table.log) - 6), len(table.log))
                reverted = revert_to(self.store, "ouest", TODAY, number, editor=editor, now=CLOSES)
                self.written += len(reverted.entries)

    def hold_to_it(self) -> Worktable:
        """Nothing is lost, no story stands twice, and the same edits always give the same issue."""
        table = open_worktable(self.store, "ouest", TODAY)
        content = table.issue.content
        assert [entry.number for entry in table.log] == list(range(1, self.written + 1))
        assert content == table.laid(table.log)
        force = frozenset(entry.number for entry in in_force(table.log))
        assert self.contents.setdefault(force, content) == content
        standing = [placement.story.id for placement in content.placements]
        left = [left_out.story.id for left_out in content.reserve]
        assert sorted(standing + left) == sorted(self.stories)
        return table


def test_two_editors_at_random_lose_nothing(sqlite_store: Store) -> None:
    issue = an_issue_on_the_desk(sqlite_store)
    stories = [placement.story.id for placement in issue.content.placements]
    morning = Morning(sqlite_store, random.Random(7), stories, dict.fromkeys(EDITORS, issue.version))
    for step in range(STEPS):
        editor = morning.chance.choice(EDITORS)
        table = morning.hold_to_it()
        match morning.chance.randint(1, 12):
            case 1 | 2 | 3:
                morning.go_back(editor, table)
            case 4:
                morning.seen[editor] = table.issue.version
            case 5:
                assert rebuild(sqlite_store).content == table.issue.content
            case 6 if step % 10 == 0 and len(table.issue.content.placements) >= an_edition().limits.minimum:
                seen = make_press(table.issue, an_edition()).render(EVERYTHING)
                approved = approve(sqlite_store, make_press, "ouest", TODAY, by=editor, now=CLOSES)
                assert approved.approved_hash == seal(seen, sender=an_edition().sender)
                morning.written += len(do(sqlite_store, Subject(""), by=editor).entries)
            case _:
                morning.edit(editor)
    morning.hold_to_it()

    assert set(morning.conflicts) == {EDITORS, EDITORS[::-1]}
    while open_worktable(sqlite_store, "ouest", TODAY).undo:
        undo(sqlite_store, "ouest", TODAY, editor="Awa", now=CLOSES)
    assert the_issue(sqlite_store).content == issue.content
