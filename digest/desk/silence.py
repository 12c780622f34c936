"""Silence: what becomes of an issue that is due and that nobody has approved, as its edition wants it."""

from datetime import date, datetime

from digest.core.edition import Silence
from digest.core.edits import Drop
from digest.core.issue import Issue, IssueState
from digest.core.notice import SILENCE, Notice
from digest.core.signoff import on_silence
from digest.db import editions, issues
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.desk.approval import approve_unasked
from digest.desk.edit import edit
from digest.desk.notices import tell
from digest.desk.undo import revert_to
from digest.locale import page_language, words
from digest.render.press import MakePress


def answer_silence(store: Store, make_press: MakePress, key: str, day: date, *, now: datetime) -> Issue:
    """Hold the issue of `day`, or approve it as it stands or in its safe version; it is due, and nobody spoke.

    An issue that somebody held stays as it is. Conflict where an editor does something to it at this moment.
    """
    with store.reading() as session:
        stored = editions.find(session, key)
        issue = issues.find(session, key, day)
    match on_silence(issue, stored.edition):
        case Silence.HOLD:
            return _hold(store, stored, issue, now)
        case Silence.SEND:
            return approve_unasked(store, make_press, key, day, by=SILENCE, now=now, seen=issue.version)
        case Silence.SEND_SAFE:
            safe = _make_safe(store, stored, issue, now)
            if safe.state is not IssueState.READY:
                return safe
            return approve_unasked(store, make_press, key, day, by=SILENCE, now=now, seen=safe.version)
    return issue


def _hold(store: Store, stored: StoredEdition, issue: Issue, now: datetime) -> Issue:
    because = _say(stored, "Nobody had approved it when it was due.")
    with store.writing() as session:
        held = issues.save(session, issue.hold(because=because))
        tell(session, stored, issue.date, Notice.HELD, reason=because, now=now)
        return held


def _make_safe(store: Store, stored: StoredEdition, issue: Issue, now: datetime) -> Issue:
    """The issue as the ranking had it, less what is sensitive; the journal tells of each step."""
    key, day, sensitive = issue.edition, issue.date, stored.edition.sensitive
    safe = revert_to(store, key, day, 0, editor=SILENCE, now=now).issue
    reason = _say(stored, "nobody approved it")
    # What moves up from the reserve may be sensitive as well.
    while stories := [p.story for p in safe.content.placements if p.story.lead.category in sensitive]:
        drop = Drop(stories[0].id, reason)
        safe = edit(store, key, day, drop, editor=SILENCE, now=now, version=safe.version).issue
    return safe


def _say(stored: StoredEdition, message: str) -> str:
    return words(page_language(stored.edition.locale)).gettext(message)
