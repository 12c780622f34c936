"""Notice: what the editors of an edition are told about an issue by mail, and when."""

from datetime import datetime
from enum import StrEnum

from digest.core.edition import Edition
from digest.core.issue import Issue, IssueState


class Notice(StrEnum):
    """One thing that editors are told, once for each issue."""

    READY = "ready"
    """It waits for approval."""
    UNAPPROVED = "unapproved"
    """It is nearly due, and nobody has approved it."""
    HELD = "held"
    """Held because nobody spoke."""
    THIN = "thin"
    """Too thin to be sent."""
    UNASKED = "unasked"
    """Sent without approval, because nobody spoke."""
    STOPPED = "stopped"
    FAILED = "failed"
    """It could not be built or sent."""


SILENCE = "silence"
"""Who approved an issue that was sent because nobody spoke."""


def notice(issue: Issue, edition: Edition, *, now: datetime) -> Notice | None:
    """What editors should know of an issue by now, whether or not they have been told; None: nothing.

    Until it is due they are told that it waits, first when it is built and once more shortly before.
    """
    match issue.state:
        case IssueState.WITHHELD if issue.built_at >= edition.cadence.closes_at(issue.date):
            return Notice.THIN
        case IssueState.STOPPED:
            return Notice.STOPPED
        case IssueState.SENDING | IssueState.SENT if issue.approved_by == SILENCE:
            return Notice.UNASKED
        case IssueState.READY if issue.built_at >= edition.cadence.closes_at(issue.date):
            return _waiting(issue, edition, now)
    return None


def _waiting(issue: Issue, edition: Edition, now: datetime) -> Notice | None:
    if now >= issue.due_at:
        return None
    return Notice.UNAPPROVED if now >= issue.due_at - edition.remind else Notice.READY
