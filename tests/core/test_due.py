"""What happens next to an issue, moment by moment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.core.due import Step, is_due_to_be_built, step, too_late_at
from digest.core.issue import IssueState
from tests.builders import a_cadence, an_issue

CADENCE = a_cadence(grace=timedelta(hours=6))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "early", "due", "late"),
    [
        (IssueState.READY, Step.NOTHING, Step.AWAIT_APPROVAL, Step.EXPIRE),
        (IssueState.HELD, Step.NOTHING, Step.AWAIT_APPROVAL, Step.EXPIRE),
        (IssueState.APPROVED, Step.NOTHING, Step.SEND, Step.EXPIRE),
        (IssueState.WITHHELD, Step.NOTHING, Step.NOTHING, Step.EXPIRE),
        (IssueState.SENDING, Step.SEND, Step.SEND, Step.SEND),
        (IssueState.STOPPED, Step.NOTHING, Step.NOTHING, Step.NOTHING),
        (IssueState.SENT, Step.NOTHING, Step.NOTHING, Step.NOTHING),
        (IssueState.EXPIRED, Step.NOTHING, Step.NOTHING, Step.NOTHING),
    ],
)
def test_step_follows_from_state_and_time(state: IssueState, early: Step, due: Step, late: Step) -> None:
    issue = an_issue(state=state)
    moments = (issue.due_at - timedelta(seconds=1), issue.due_at, issue.due_at + 6 * HOUR)

    assert [step(issue, CADENCE, now=now) for now in moments] == [early, due, late]


@pytest.mark.parametrize(
    ("since", "now", "expected"),
    [
        (-1 * HOUR, -1 * HOUR, True),
        (0 * HOUR, 5 * HOUR, True),
        (0 * HOUR, 6 * HOUR, False),
        (1 * HOUR, 2 * HOUR, False),
    ],
    ids=["before it is due", "late", "too late", "due before there was an edition"],
)
def test_issue_is_built_within_its_grace(since: timedelta, now: timedelta, expected: bool) -> None:
    due_at = an_issue().due_at

    assert is_due_to_be_built(CADENCE, due_at=due_at, since=due_at + since, now=due_at + now) is expected


@pytest.mark.parametrize(("approved", "expected"), [(None, 12), (-1, 12), (3, 15)])
def test_messages_are_too_late_twelve_hours_after_the_issue_was_due_or_approved(
    approved: int | None, expected: int
) -> None:
    issue = an_issue()
    approved_at = None if approved is None else issue.due_at + approved * HOUR

    assert too_late_at(replace(issue, approved_at=approved_at), CADENCE) == issue.due_at + expected * HOUR


def test_stopped_issue_is_over_when_its_messages_would_come_too_late() -> None:
    issue = an_issue(state=IssueState.STOPPED)

    assert step(issue, CADENCE, now=issue.due_at + 12 * HOUR) is Step.EXPIRE
