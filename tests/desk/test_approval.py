"""Approving and holding: by whom, of which version, and only what may still change."""

from datetime import timedelta

import pytest

from digest.core.errors import Conflict
from digest.core.issue import IssueState
from digest.core.rendering import EVERYTHING, seal
from digest.db import issues
from digest.db.store import Store
from digest.desk.approval import approve, hold
from tests.builders import NOON, TODAY, an_edition
from tests.circulation.given import an_approved_issue_in, make_press


def test_approval_remembers_who_when_and_what(store: Store) -> None:
    issue = an_approved_issue_in(store)

    whole = make_press(issue, an_edition()).render(EVERYTHING)

    assert (issue.state, issue.approved_by, issue.approved_at) == (IssueState.APPROVED, "Awa", NOON)
    assert issue.approved_hash == seal(whole, sender=an_edition().sender)


def test_holding_takes_the_approval_back(store: Store) -> None:
    an_approved_issue_in(store)

    held = hold(store, "ouest", TODAY, because="a doubt about the lead", now=NOON)

    assert (held.state, held.held_because) == (IssueState.HELD, "a doubt about the lead")
    assert (held.approved_by, held.approved_at, held.approved_hash) == (None, None, None)


def test_held_issue_can_be_approved_after_all(store: Store) -> None:
    an_approved_issue_in(store)
    hold(store, "ouest", TODAY, because="a doubt about the lead", now=NOON)

    approved = approve(store, make_press, "ouest", TODAY, by="Koffi", now=NOON + timedelta(hours=1))

    assert (approved.state, approved.approved_by, approved.held_because) == (IssueState.APPROVED, "Koffi", None)


def test_editor_who_saw_an_older_version_is_told(store: Store) -> None:
    seen = an_approved_issue_in(store).version
    hold(store, "ouest", TODAY, because="a doubt about the lead", now=NOON)

    with pytest.raises(Conflict, match="has changed since you opened it"):
        approve(store, make_press, "ouest", TODAY, by="Koffi", now=NOON, seen=seen)
    with pytest.raises(Conflict, match="has changed since you opened it"):
        hold(store, "ouest", TODAY, because="another doubt", now=NOON, seen=seen)


def test_sent_issue_is_not_held(store: Store) -> None:
    issue = an_approved_issue_in(store)
    with store.writing() as session:
        issues.save(session, issues.save(session, issue.start()).finish())

    with pytest.raises(Conflict, match="ouest/2026-03-06 is sent and cannot become held"):
        hold(store, "ouest", TODAY, because="too late", now=NOON)
