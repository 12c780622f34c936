"""Settling: what is unknown arrived, or goes out again; nothing else is touched."""

import pytest

from digest.circulation.settle import settle
from digest.core.errors import NotFound
from digest.core.issue import IssueState
from digest.db import deliveries, issues, tallies
from digest.db.store import Store
from digest.db.tallies import Tally
from tests.builders import NOON, TODAY
from tests.circulation.given import SENT_AT, an_approved_issue_in, send_today
from tests.circulation.test_send import smtp_to
from tests.servers import Act, ScriptedServer


def an_issue_with_one_unknown_in(store: Store) -> None:
    """Sent to two readers, the first of whom may or may not have the message."""
    an_approved_issue_in(store, readers=2)
    with ScriptedServer({".": [Act.DROP]}) as server:
        send_today(store, lambda: smtp_to(server.port))


def standing(store: Store) -> tuple[IssueState, Tally]:
    with store.reading() as session:
        issue = issues.find(session, "ouest", TODAY)
        return issue.state, tallies.tally(session, issue.id)


def test_what_arrived_counts_as_accepted(store: Store) -> None:
    an_issue_with_one_unknown_in(store)

    count = settle(store, "ouest", TODAY, arrived=True, now=SENT_AT)

    assert (count, standing(store)) == (1, (IssueState.SENT, Tally(accepted=2)))


def test_what_did_not_arrive_is_queued_and_opens_the_issue_again(store: Store) -> None:
    an_issue_with_one_unknown_in(store)

    count = settle(store, "ouest", TODAY, arrived=False, now=SENT_AT)

    assert (count, standing(store)) == (1, (IssueState.SENDING, Tally(accepted=1, queued=1)))


def test_issue_that_is_still_being_sent_stays_so(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=2)
    with store.writing() as session:
        issues.save(session, issue.start())
        deliveries.plan(session, issue.id, 1, now=NOON)
        deliveries.claim(session, issue.id, limit=1, now=NOON)
        deliveries.orphans(session, issue.id, now=NOON)

    count = settle(store, "ouest", TODAY, arrived=False, now=SENT_AT)

    assert (count, standing(store)) == (1, (IssueState.SENDING, Tally(queued=2)))


@pytest.mark.parametrize("arrived", [True, False])
def test_nothing_unknown_changes_nothing(store: Store, arrived: bool) -> None:
    an_approved_issue_in(store, readers=1)
    with ScriptedServer() as server:
        send_today(store, lambda: smtp_to(server.port))

    count = settle(store, "ouest", TODAY, arrived=arrived, now=SENT_AT)

    assert (count, standing(store)) == (0, (IssueState.SENT, Tally(accepted=1)))


def test_issue_that_does_not_exist_is_named(store: Store) -> None:
    with pytest.raises(NotFound, match="“ouest” has no issue of 2026-03-06"):
        settle(store, "ouest", TODAY, arrived=True, now=SENT_AT)
