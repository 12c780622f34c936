"""Notices: letters to the editors of an edition about one of its issues, queued in the outbox."""

from datetime import date, datetime

from digest.core.issue import Issue
from digest.core.letter import LetterKind
from digest.core.notice import Notice, notice
from digest.db import issues, letters, notices
from digest.db.editions import StoredEdition
from digest.db.store import Session, Store
from digest.locale import page_language, words

_LETTER = {
    Notice.READY: LetterKind.READY,
    Notice.UNAPPROVED: LetterKind.UNAPPROVED,
    Notice.HELD: LetterKind.HELD,
    Notice.THIN: LetterKind.HELD,
    Notice.UNASKED: LetterKind.UNASKED,
    Notice.STOPPED: LetterKind.STOPPED,
    Notice.FAILED: LetterKind.FAILED,
}


def remind(store: Store, stored: StoredEdition, day: date, *, now: datetime) -> Notice | None:
    """Tell editors what they should know of the issue of `day` by now, unless they know; what they were told."""
    with store.reading() as session:
        issue = issues.find_or_none(session, stored.edition.key, day)
    due = notice(issue, stored.edition, now=now) if issue else None
    if issue is None or due is None:
        return None
    with store.writing() as session:
        was_new = tell(session, stored, day, due, reason=_reason(issue, stored, due), now=now)
    return due if was_new else None


def tell(
    session: Session, stored: StoredEdition, day: date, what: Notice, *, reason: str = "", now: datetime
) -> bool:
    """Queue a letter to each editor of the edition, once for a day and `what`; False where they have got it."""
    if not notices.is_new(session, stored.id, day, what, now=now):
        return False
    write_to_all(session, stored, day, _LETTER[what], reason=reason, now=now)
    return True


def write_to_all(
    session: Session,
    stored: StoredEdition,
    day: date,
    kind: LetterKind,
    *,
    reason: str,
    now: datetime,
    but: str = "",
) -> None:
    """Queue a letter to each address that the edition notifies, but for one that knows already."""
    for address in stored.edition.notify:
        if address.casefold() != but.casefold():
            letters.add(session, stored.id, kind, address, day=day, reason=reason, now=now)


def _reason(issue: Issue, stored: StoredEdition, what: Notice) -> str:
    if what is Notice.STOPPED:
        return issue.stopped_because or ""
    if what is not Notice.THIN:
        return ""
    count = len(issue.content.placements)
    say = words(page_language(stored.edition.locale)).ngettext
    message = say("%(count)s story, fewer than %(least)s", "%(count)s stories, fewer than %(least)s", count)
    return message % {"count": count, "least": stored.edition.limits.minimum}
