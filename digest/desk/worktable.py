"""Worktable: an issue with the ranking behind it and everything that editors did to it."""

from dataclasses import dataclass, replace
from datetime import date

from digest.core.board import Board
from digest.core.edit_log import Entry, next_redo, next_undo, wanted
from digest.core.issue import Content, Issue, Placement
from digest.core.lay import arrived, lay
from digest.core.overrides import Overrides
from digest.core.pool import make_pool
from digest.core.story import Story
from digest.db import editions, edits, engagement, issues
from digest.db.editions import StoredEdition
from digest.db.edits import Ranking
from digest.db.store import Session, Store


@dataclass(frozen=True, slots=True)
class Worktable:
    """All that the desk knows of one issue."""

    stored: StoredEdition
    issue: Issue
    """Its content is what readers get: the ranking with what editors want laid over it."""
    ranking: Ranking
    """What the ranking made, what else there is to choose from, and what arrived with the last build."""
    log: tuple[Entry, ...]
    """Every edit, undo and redo, the first one first."""

    @property
    def overrides(self) -> Overrides:
        """What editors want."""
        return wanted(self.log)

    @property
    def undo(self) -> Entry | None:
        """The edit that an undo takes back; its `by` tells whose it is."""
        return next_undo(self.log)

    @property
    def redo(self) -> Entry | None:
        """The edit that a redo does again."""
        return next_redo(self.log)

    @property
    def sections(self) -> tuple[str, ...]:
        """Titles of the sections that a story may be moved to, in reading order."""
        has = (section.title for section in self.issue.content.sections)
        return tuple(dict.fromkeys((*(plan.title for plan in self.ranking.pool.plans), *has)))

    def find(self, story: int) -> Placement | None:
        """The story of that id, or the one that has the article of that id, as the ranking has it."""
        board = Board(self.ranking.content, self.ranking.pool)
        found = board.resolve(story)
        return None if found is None else board.known[found]

    def laid(self, log: tuple[Entry, ...], ranking: Ranking | None = None) -> Content:
        """What the issue says with that log, over its ranking or another one."""
        ranking = ranking or self.ranking
        return lay(ranking.content, wanted(log), ranking.pool)


def open_worktable(store: Store, key: str, day: date) -> Worktable:
    """The issue of `day` as it lies on the desk; NotFound if there is no such edition or issue."""
    with store.reading() as session:
        return read_worktable(session, key, day)


def read_worktable(session: Session, key: str, day: date) -> Worktable:
    """The same inside a transaction."""
    stored = editions.find(session, key)
    issue = issues.find(session, key, day)
    kept = edits.ranking(session, issue.id)
    ranking = kept or rank_anew(session, stored, issue, issue.content)
    return Worktable(stored, issue, ranking, edits.log(session, issue.id))


def rank_anew(
    session: Session, stored: StoredEdition, issue: Issue, content: Content, extra: tuple[Story, ...] = ()
) -> Ranking:
    """`content` as the ranking behind an issue; `extra` are stories that editors named, and it may not have."""
    opened = engagement.known(session)
    pool = make_pool(content, extra, edition=stored.edition, window=issue.window, engagement=opened)
    return Ranking(content, pool, extra)


def lay_again(session: Session, stored: StoredEdition, issue: Issue, content: Content) -> Content:
    """What `issue` says once it was built again as `content`: with all that editors want of it.

    What arrived since the build before is written down.
    """
    before = edits.ranking(session, issue.id)
    log = edits.log(session, issue.id)
    ranking = rank_anew(session, stored, issue, content, before.extra if before else ())
    had = before.content if before else issue.content
    edits.keep_ranking(session, issue.id, replace(ranking, arrived=arrived(had, content)))
    return lay(content, wanted(log), ranking.pool)
