"""What has to happen next to the issue of one day: the whole of the clock's judgement."""

from datetime import datetime
from enum import StrEnum

from digest.core.cadence import Cadence
from digest.core.issue import Issue, IssueState


class Step(StrEnum):
    """The next thing to do."""

    NOTHING = "nothing"
    BUILD = "build"
    AWAIT_APPROVAL = "await approval"
    SEND = "send"
    EXPIRE = "expire"


_UNDECIDED = frozenset({IssueState.READY, IssueState.WITHHELD})
"""Built before the window had closed, such an issue is built once more: articles came in since."""
_NEEDS_A_PERSON = frozenset({IssueState.WITHHELD, IssueState.STOPPED})
_OVER = frozenset({IssueState.SENT, IssueState.EXPIRED})


def step(issue: Issue, cadence: Cadence, *, now: datetime) -> Step:
    """The next step for an issue that was built."""
    if issue.state in _OVER:
        return Step.NOTHING
    if issue.state is IssueState.SENDING:
        return Step.SEND
    limit = too_late_at(issue, cadence) if issue.state is IssueState.STOPPED else issue.due_at + cadence.grace
    if now >= limit:
        return Step.EXPIRE
    if issue.state in _UNDECIDED and issue.built_at < cadence.closes_at(issue.date) <= now:
        return Step.BUILD
    if now < issue.due_at or issue.state in _NEEDS_A_PERSON:
        return Step.NOTHING
    return Step.SEND if issue.state is IssueState.APPROVED else Step.AWAIT_APPROVAL


def is_due_to_be_built(cadence: Cadence, *, due_at: datetime, since: datetime, now: datetime) -> bool:
    """Whether an issue that nobody built yet should be: not too late, and not from before the edition was."""
    return since <= due_at and now < due_at + cadence.grace


def too_late_at(issue: Issue, cadence: Cadence) -> datetime:
    """From when on no message of `issue` is delivered any more; one approved late has its full time from then."""
    return max(issue.due_at, issue.approved_at or issue.due_at) + cadence.lateness
