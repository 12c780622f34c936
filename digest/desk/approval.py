"""Approve or hold an issue: what was approved is what is sent."""

from datetime import date, datetime

from digest.core.errors import Conflict
from digest.core.issue import Issue
from digest.core.rendering import EVERYTHING, seal
from digest.db import editions, issues
from digest.db.store import Store
from digest.render.press import MakePress

AUTOMATIC = "automatic"
"""Who approved an issue of an edition that needs nobody."""


def approve(
    store: Store, make_press: MakePress, key: str, day: date, *, by: str, now: datetime, seen: int | None = None
) -> Issue:
    """Approve the issue of `day` as it stands.

    `seen` is the version that the editor looked at; Conflict if the issue has changed since.
    """
    with store.reading() as session:
        edition = editions.find(session, key).edition
        issue = issues.find(session, key, day)
    _check_version(issue, seen)
    whole = make_press(issue, edition).render(EVERYTHING)
    approved = issue.approve(by=by, at=now, fingerprint=seal(whole, sender=edition.sender))
    with store.writing() as session:
        return issues.save(session, approved)


def hold(store: Store, key: str, day: date, *, because: str, seen: int | None = None) -> Issue:
    """Keep the issue of `day` back until somebody approves it."""
    with store.writing() as session:
        issue = issues.find(session, key, day)
        _check_version(issue, seen)
        return issues.save(session, issue.hold(because=because))


def _check_version(issue: Issue, seen: int | None) -> None:
    if seen is not None and seen != issue.version:
        raise Conflict(
            f"The issue of {issue.date} of “{issue.edition}” has changed since you opened it; look at it again."
        )
