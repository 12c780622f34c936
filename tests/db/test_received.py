"""What readers of one edition have had of others, and nobody learns it while somebody else adds to it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from digest.core.delivery import Outcome, Receipt, next_step
from digest.core.issue import Issue, IssueState
from digest.core.subscriber import Choice
from digest.db import deliveries, selections
from digest.db.deliveries import Result
from digest.db.received import Others, Received, others, received
from digest.db.store import Store
from tests import databases
from tests.builders import NOON, TODAY
from tests.db.given import an_edition_in, an_issue_in, readers_in

WEST, SAHEL = 1, 2
"""Ids of the two editions."""


def two_editions_in(store: Store, *, west: int = 2, sahel: int = 2) -> tuple[Issue, Issue]:
    """Issues of today of both, planned for so many readers each."""
    planned = []
    for key, count in (("ouest", west), ("sahel", sahel)):
        edition = an_edition_in(store, key)
        readers_in(store, edition, count, choice=Choice(("BJ",)) if key == "ouest" else None)
        issue = an_issue_in(store, edition)
        with store.writing() as session:
            deliveries.plan(session, issue.id, edition.id, now=NOON)
        planned.append(issue)
    return planned[0], planned[1]


def in_state(store: Store, issue: Issue, state: IssueState) -> None:
    with store.writing() as session:
        session.execute(
            text("UPDATE issue SET state = :state WHERE id = :id"), {"state": state.value, "id": issue.id}
        )


def ask(store: Store, among: Others | None, readers: tuple[int, ...] = (1, 2)) -> dict[int, frozenset[Received]]:
    with store.writing() as session:
        return received(session, readers, among)


def answered(store: Store, issue: Issue, outcome: Outcome, *, selection_id: int | None = None) -> None:
    """The server gave this answer for the first reader of `issue`."""
    receipt = Receipt(outcome)
    with store.writing() as session:
        [claim] = deliveries.claim(session, issue.id, limit=1, now=NOON)
        step = next_step(receipt, attempt=1, now=NOON)
        deliveries.record(session, [Result(claim.delivery_id, receipt, step, selection_id)], now=NOON)


def test_others_are_the_issues_of_editions_that_share_a_reader(store: Store) -> None:
    west, sahel = two_editions_in(store)
    golfe = an_issue_in(store, an_edition_in(store, "golfe"))
    in_state(store, west, IssueState.SENT)

    with store.reading() as session:
        found = [others(session, edition, since=TODAY) for edition in (WEST, SAHEL, 3)]

    assert found == [
        Others(WEST, fixed=(), coming=(sahel.id,), newest=golfe.id),
        Others(SAHEL, fixed=(west.id,), coming=(), newest=golfe.id),
        None,
    ]


def test_others_are_not_too_old_and_not_expired(store: Store) -> None:
    west, _ = two_editions_in(store)
    an_issue_in(store, an_edition_in(store, "ouest"), day=TODAY - timedelta(days=1))
    in_state(store, west, IssueState.EXPIRED)

    with store.reading() as session:
        assert others(session, SAHEL, since=TODAY) == Others(SAHEL, fixed=(), coming=(), newest=3)


def test_received_is_what_was_accepted_and_what_may_have_arrived(store: Store) -> None:
    west, _ = two_editions_in(store, west=5)
    among = Others(SAHEL, fixed=(west.id,), coming=(), newest=99)
    with store.writing() as session:
        chosen = selections.add(session, west.id, (3, 1))

    answered(store, west, Outcome.ACCEPTED, selection_id=chosen)
    answered(store, west, Outcome.UNKNOWN, selection_id=chosen)
    answered(store, west, Outcome.REJECTED, selection_id=chosen)
    with store.writing() as session:
        deliveries.claim(session, west.id, limit=1, now=NOON)

    assert ask(store, among, (1, 2, 3, 4, 5)) == {
        1: {Received(west.id, chosen)},
        2: {Received(west.id, chosen)},
        4: {Received(west.id, Choice(("BJ",)))},
    }
    with store.reading() as session:
        assert selections.stories_of(session, chosen) == {1, 3}


def test_received_counts_only_the_issues_asked_for_and_later_ones(store: Store) -> None:
    west, sahel = two_editions_in(store)
    answered(store, west, Outcome.ACCEPTED)
    answered(store, sahel, Outcome.ACCEPTED)
    mail = {1: {Received(west.id, Choice(("BJ",)))}}

    assert ask(store, Others(SAHEL, (), (west.id,), newest=sahel.id)) == mail
    assert ask(store, Others(SAHEL, (), (), newest=0)) == mail  # its own issue is none of its business
    assert ask(store, Others(SAHEL, (), (), newest=west.id)) == {}


def test_received_of_nobody_and_without_other_editions_is_nothing(store: Store) -> None:
    west, _ = two_editions_in(store)
    answered(store, west, Outcome.ACCEPTED)

    assert ask(store, None) == {}
    assert ask(store, Others(SAHEL, (west.id,), (), newest=99), ()) == {}


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.DEFERRED])
def test_what_a_mail_showed_is_not_remembered_of_one_that_goes_out_again(store: Store, outcome: Outcome) -> None:
    west, _ = two_editions_in(store, west=1)
    answered(store, west, outcome, selection_id=77)
    with store.writing() as session:
        deliveries.resolve_unknown(session, west.id, arrived=False, now=NOON)
        claims = deliveries.claim(session, west.id, limit=1, now=NOON + timedelta(hours=1))

    assert len(claims) == 1
    assert ask(store, Others(SAHEL, (west.id,), (), newest=99)) == {1: {Received(west.id, Choice(("BJ",)))}}


def test_second_of_two_senders_waits_for_what_the_first_one_is_about_to_send(postgresql_url: str) -> None:
    def claim_in_sahel() -> dict[int, frozenset[Received]]:
        with store.writing() as session:
            deliveries.claim(session, sahel.id, limit=1, now=NOON)
            return received(session, (1,), Others(SAHEL, (west.id,), (), newest=99))

    with databases.opened(postgresql_url) as store, ThreadPoolExecutor(1) as pool:
        west, sahel = two_editions_in(store, west=1, sahel=1)
        with store.writing() as session:
            deliveries.claim(session, west.id, limit=1, now=NOON)
            first = received(session, (1,), Others(WEST, (sahel.id,), (), newest=99))
            second = pool.submit(claim_in_sahel)
            while not second.done() and not is_anybody_waiting(store):
                pass

    assert first == {}
    assert second.result() == {1: {Received(west.id, Choice(("BJ",)))}}


def is_anybody_waiting(store: Store) -> bool:
    query = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
    with store.reading() as session:
        return bool(session.execute(text(query)).scalar_one())
