"""Carry: what editors kept for the next issue stands in it from its first build on."""

from collections.abc import Iterator
from datetime import datetime

from digest.core.edit_log import Entry, Step, wanted
from digest.core.edits import Add
from digest.core.issue import Content, Issue, IssueState
from digest.core.lay import lay
from digest.core.story import Exclusion, Story
from digest.db import edits, issues
from digest.db.editions import StoredEdition
from digest.db.store import Session
from digest.desk.worktable import rank_anew

_BEFORE = 2
"""Issues that are asked for: the new one itself, and the one before."""


def carry_over(
    session: Session, stored: StoredEdition, issue: Issue, content: Content, *, now: datetime
) -> Content:
    """What a new issue says: `content`, and the stories that were kept for it, as edits of whoever kept them."""
    held = list(_held(session, issue))
    if not held:
        return content
    ranking = rank_anew(session, stored, issue, content, tuple(story for story, _ in held))
    log = tuple(
        Entry(n, Step.EDIT, Add(story.lead.id), by, now, issue.version + 1, story.lead.title)
        for n, (story, by) in enumerate(held, start=1)
    )
    edits.append(session, issue.id, log)
    edits.keep_ranking(session, issue.id, ranking)
    return lay(content, wanted(log), ranking.pool)


def _held(session: Session, issue: Issue) -> Iterator[tuple[Story, str]]:
    """The stories that the issue before was to keep for this one, and whose wish that is."""
    latest = issues.of_edition(session, issue.edition, tuple(IssueState), _BEFORE)
    before = next((each for each in latest if each.date < issue.date), None)
    for left_out in before.content.reserve if before else ():
        if left_out.reason is Exclusion.HELD:
            yield left_out.story, str(left_out.because[0])
