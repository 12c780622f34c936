"""Edit an issue: one command at a time, each of which can be taken back, by several editors at once.

Two editors who change different things never disturb each other. Who changes what somebody else has changed since
gets an EditConflict with all three texts. Approval is taken back, for what was approved is what is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest.core.edit_bounds import check_bounds
from digest.core.edit_log import Entry, Step, rivals
from digest.core.edits import Add, Command, story_of
from digest.core.issue import Content, Issue
from digest.core.story import Story
from digest.db import dossier, edits, issues
from digest.db.edits import Ranking
from digest.db.store import Session, Store
from digest.desk.collision import collision
from digest.desk.edit_checks import check_command
from digest.desk.pictures import CopyPictures
from digest.desk.worktable import Worktable, rank_anew, read_worktable


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edit."""

    issue: Issue
    entries: tuple[Entry, ...]
    """What was written into the log; nothing where nothing was to be done."""
    merged: tuple[Entry, ...] = ()
    """What others did since the version that the editor had seen."""
    approval_of: str | None = None
    """Who had approved the issue: that does not hold any more."""
    without: tuple[str, ...] = ()
    """A sentence on each picture that could not be copied."""


def edit(
    store: Store,
    key: str,
    day: date,
    command: Command,
    *,
    editor: str,
    now: datetime,
    version: int | None = None,
    copy_pictures: CopyPictures | None = None,
) -> Edited:
    """Do `command` to the issue of `day`.

    `version` is that of the issue which the editor has seen; None: whatever it is now. Raises NotFound for a story
    or an article that there is not, InvalidInput for what cannot be, EditConflict where somebody else has changed
    the same thing since, Conflict for an issue that is on its way.
    """
    check_bounds(command)
    with store.writing() as session:
        table = take(session, key, day)
        _check_rivals(table, command, version, editor)
        table = _with_article(session, table, command)
        title = check_command(table, command)
        entry = _entry(table, Step.EDIT, command, editor, now, title=title)
        edited = write(session, table, [entry])
        theirs = () if version is None else tuple(e for e in table.log if e.version > version and e.by != editor)
        edited = replace(edited, merged=theirs)
    return with_pictures(edited, table, copy_pictures, now)


def take(session: Session, key: str, day: date) -> Worktable:
    """The worktable, which nobody else may change until the transaction is over."""
    issues.lock(session, key, day)
    return read_worktable(session, key, day)


def _check_rivals(table: Worktable, command: Command, version: int | None, editor: str) -> None:
    if version is None or version == table.issue.version:
        return
    targets = rivals(command, table.log, seen=version, by=editor)
    if targets:
        raise collision(table, command, targets[0], seen=version)


def _with_article(session: Session, table: Worktable, command: Command) -> Worktable:
    """The worktable with the article that is to be added to the issue; NotFound if there is none."""
    if not isinstance(command, Add) or table.find(command.article):
        return table
    article = dossier.dossier(session, str(command.article)).article
    return replace(table, ranking=_with_extra(session, table, Story(article)))


def _with_extra(session: Session, table: Worktable, story: Story) -> Ranking:
    ranking = table.ranking
    anew = rank_anew(session, table.stored, table.issue, ranking.content, (*ranking.extra, story))
    return replace(anew, arrived=ranking.arrived)


def write(session: Session, table: Worktable, entries: Iterable[Entry]) -> Edited:
    """Write `entries` down, and the issue as it is with them."""
    new = tuple(entries)
    ranking = _remember(table, new)
    content = table.laid((*table.log, *new), ranking)
    issue = issues.save(session, table.issue.edit(content, minimum=table.stored.edition.limits.minimum))
    edits.append(session, issue.id, new)
    edits.keep_ranking(session, issue.id, ranking)
    return Edited(issue, new, approval_of=table.issue.approved_by)


def _remember(table: Worktable, entries: Iterable[Entry]) -> Ranking:
    """The ranking with the stories that `entries` are about, so that a later one cannot lose them."""
    ranking = table.ranking
    known = {story.id for story in ranking.extra}
    for entry in entries:
        story = story_of(entry.command)
        found = None if story is None else table.find(story)
        if found and found.story.id not in known:
            known.add(found.story.id)
            ranking = replace(ranking, extra=(*ranking.extra, found.told))
    return ranking


def _entry(
    table: Worktable,
    step: Step,
    command: Command,
    editor: str,
    now: datetime,
    *,
    title: str,
    of: int | None = None,
    after: int = 0,
) -> Entry:
    number = len(table.log) + 1 + after
    return Entry(number, step, command, editor, now, table.issue.version + 1, title, of)


def about(table: Worktable, step: Step, entry: Entry, editor: str, now: datetime, *, after: int = 0) -> Entry:
    """An undo or a redo of `entry`; `after` is how many entries are written before it."""
    return _entry(table, step, entry.command, editor, now, title=entry.title, of=entry.number, after=after)


def with_pictures(edited: Edited, table: Worktable, copy_pictures: CopyPictures | None, now: datetime) -> Edited:
    """Let the issue have copies of pictures that it did not show before; made outside of any transaction."""
    if copy_pictures is None or _pictures(edited.issue.content) <= _pictures(table.issue.content):
        return edited
    return replace(edited, without=copy_pictures(edited.issue, table.stored.edition, now))


def _pictures(content: Content) -> set[str]:
    leads = (placement.story.lead for placement in content.placements)
    return {lead.picture.url for lead in leads if lead.picture}
