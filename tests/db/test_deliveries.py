"""The ledger: everybody planned once, claimed by one, and accounted for to the last."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from digest.core.delivery import DeliveryState, Outcome, Receipt, next_step
from digest.core.errors import Conflict
from digest.core.subscriber import Choice
from digest.db import deliveries, subscribers, tallies
from digest.db.deliveries import Claim, Result
from digest.db.store import Store
from digest.db.tallies import LedgerLine, Tally
from tests import databases
from tests.builders import NOON, a_subscriber
from tests.db.given import a_planned_issue_in, an_edition_in, an_issue_in, readers_in

LATER = NOON + timedelta(hours=1)
ACCEPTED = Receipt(Outcome.ACCEPTED, 250, "2.0.0", "queued as 4Wx")
DEFERRED = Receipt(Outcome.DEFERRED, 451, "4.7.1", "greylisted")
UNTRIED = Receipt(Outcome.UNTRIED)


def claim(store: Store, issue_id: int = 1, *, limit: int = 100, now: datetime = NOON) -> list[Claim]:
    with store.writing() as session:
        return deliveries.claim(session, issue_id, limit=limit, now=now)


def record(store: Store, claims: list[Claim], receipt: Receipt) -> None:
    with store.writing() as session:
        deliveries.record(
            session,
            [
                Result(claim.delivery_id, receipt, next_step(receipt, attempt=claim.attempt, now=NOON))
                for claim in claims
            ],
            now=NOON,
        )


def leave(store: Store, subscriber_id: int) -> None:
    with store.writing() as session:
        subscribers.leave(session, subscriber_id, 1, at=NOON)


def tally(store: Store, issue_id: int = 1) -> Tally:
    with store.reading() as session:
        return tallies.tally(session, issue_id)


def listed(store: Store, state: DeliveryState) -> list[LedgerLine]:
    with store.reading() as session:
        return tallies.listed(session, 1, state)


def next_due(store: Store) -> datetime | None:
    with store.reading() as session:
        return tallies.next_due(session, 1)


def test_plan_makes_one_row_for_each_reader(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 3)
    issue = an_issue_in(store, edition)

    with store.writing() as session:
        planned = deliveries.plan(session, issue.id, edition.id, now=NOON)

    assert planned == 3
    assert tally(store) == Tally(queued=3)


def test_plan_twice_adds_only_who_is_new(store: Store) -> None:
    issue = a_planned_issue_in(store, readers=2)
    with store.writing() as session:
        subscribers.join(
            session, 1, email="late@lecteurs.example", name="", choice=Choice(), consent="asked", now=NOON
        )

    with store.writing() as session:
        planned = deliveries.plan(session, issue.id, 1, now=NOON)

    assert planned == 1
    assert tally(store).targeted == 3


def test_plan_leaves_out_who_left_and_who_is_suppressed(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 3)
    issue = an_issue_in(store, edition)
    leave(store, 1)
    with store.writing() as session:
        session.execute(text("UPDATE subscriber SET state = 'suppressed' WHERE id = 2"))

    with store.writing() as session:
        assert deliveries.plan(session, issue.id, edition.id, now=NOON) == 1

    assert [claim.subscriber.id for claim in claim(store)] == [3]


def test_plan_leaves_readers_of_other_editions_alone(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    readers_in(store, west, 2)
    issue = an_issue_in(store, south)

    with store.writing() as session:
        assert deliveries.plan(session, issue.id, south.id, now=NOON) == 0


def test_claim_hands_out_whom_to_send_what(store: Store) -> None:
    edition = an_edition_in(store)
    choice = Choice(("BJ", "TG"), ("security",))
    readers_in(store, edition, 1, choice=choice)
    issue = an_issue_in(store, edition)
    with store.writing() as session:
        deliveries.plan(session, issue.id, edition.id, now=NOON)

    claims = claim(store)

    assert claims == [Claim(1, a_subscriber("reader1@lectrices.example", name="Reader 1"), choice, 1)]
    assert tally(store) == Tally(sending=1)


def test_claim_takes_no_more_than_its_limit_and_no_row_twice(store: Store) -> None:
    a_planned_issue_in(store, readers=5)

    windows = [[c.subscriber.id for c in claim(store, limit=2)] for _ in range(4)]

    assert windows == [[1, 2], [3, 4], [5], []]


def test_claim_suppresses_who_left_after_the_plan(store: Store) -> None:
    a_planned_issue_in(store, readers=3)
    leave(store, 2)

    claims = claim(store)

    assert [claim.subscriber.id for claim in claims] == [1, 3]
    assert tally(store) == Tally(sending=2, suppressed=1)


def test_claim_goes_on_where_a_whole_window_has_left(store: Store) -> None:
    a_planned_issue_in(store, readers=5)
    for subscriber_id in (1, 2, 3, 4):
        leave(store, subscriber_id)

    assert [c.subscriber.id for c in claim(store, limit=2)] == [5]
    assert tally(store) == Tally(sending=1, suppressed=4)


def test_claim_waits_until_a_deferred_row_is_due(store: Store) -> None:
    a_planned_issue_in(store, readers=1)
    record(store, claim(store), DEFERRED)

    due = next_step(DEFERRED, attempt=1, now=NOON).due_at
    assert due
    early, in_time = claim(store, now=due - timedelta(seconds=1)), claim(store, now=due)

    assert early == []
    assert [claim.attempt for claim in in_time] == [2]


def test_claim_suppresses_who_left_while_deferred(store: Store) -> None:
    a_planned_issue_in(store, readers=1)
    record(store, claim(store), DEFERRED)
    leave(store, 1)

    assert claim(store, now=LATER) == []
    assert tally(store) == Tally(suppressed=1)


def test_claim_of_another_issue_gets_nothing(store: Store) -> None:
    a_planned_issue_in(store, readers=2)

    assert claim(store, issue_id=2) == []


def test_claims_of_several_threads_are_never_the_same(database_url: str) -> None:
    def claim_all(store: Store) -> list[int]:
        taken: list[int] = []
        while claims := claim(store, limit=7):
            taken += [claim.delivery_id for claim in claims]
        return taken

    with databases.opened(database_url) as store, ThreadPoolExecutor(4) as pool:
        a_planned_issue_in(store, readers=200)

        taken = [delivery_id for ids in pool.map(claim_all, [store] * 4) for delivery_id in ids]

    assert sorted(taken) == list(range(1, 201))


def test_record_writes_down_what_the_server_answered(store: Store) -> None:
    a_planned_issue_in(store, readers=1)

    record(store, claim(store), ACCEPTED)

    assert listed(store, DeliveryState.ACCEPTED) == [
        LedgerLine(1, "reader1@lectrices.example", DeliveryState.ACCEPTED, 1, 250, "2.0.0", "queued as 4Wx", NOON)
    ]
    assert next_due(store) is None


def test_record_of_an_untried_message_queues_it_again_and_counts_no_attempt(store: Store) -> None:
    a_planned_issue_in(store, readers=1)

    record(store, claim(store), UNTRIED)

    assert tally(store) == Tally(queued=1)
    assert [claim.attempt for claim in claim(store)] == [1]


def test_record_sets_when_a_deferred_row_is_due(store: Store) -> None:
    a_planned_issue_in(store, readers=1)

    record(store, claim(store), DEFERRED)

    assert next_due(store) == next_step(DEFERRED, attempt=1, now=NOON).due_at
    assert tally(store) == Tally(deferred=1)


def test_record_of_a_row_that_is_not_being_sent_is_refused_whole(store: Store) -> None:
    a_planned_issue_in(store, readers=2)
    claims = claim(store)
    record(store, claims[:1], ACCEPTED)

    with pytest.raises(Conflict, match="no longer being sent by this process"):
        record(store, claims, ACCEPTED)

    assert tally(store) == Tally(accepted=1, sending=1)


def test_record_of_nothing_does_nothing(store: Store) -> None:
    record(store, [], ACCEPTED)


def test_orphans_become_unknown_once(store: Store) -> None:
    issue = a_planned_issue_in(store, readers=3)
    claim(store, limit=2)

    with store.writing() as session:
        counts = [deliveries.orphans(session, issue.id, now=LATER) for _ in range(2)]

    assert counts == [2, 0]
    assert tally(store) == Tally(unknown=2, queued=1)


@pytest.mark.parametrize(
    ("arrived", "expected"), [(True, Tally(accepted=2)), (False, Tally(queued=2))], ids=["arrived", "again"]
)
def test_resolve_unknown_settles_every_unknown_row(store: Store, arrived: bool, expected: Tally) -> None:
    issue = a_planned_issue_in(store, readers=2)
    claim(store)
    with store.writing() as session:
        deliveries.orphans(session, issue.id, now=NOON)

    with store.writing() as session:
        assert deliveries.resolve_unknown(session, issue.id, arrived=arrived, now=LATER) == 2

    assert tally(store) == expected
    assert next_due(store) == (None if arrived else LATER)


def test_tally_of_an_issue_that_was_not_planned_is_empty(store: Store) -> None:
    assert tally(store) == Tally()
    assert tally(store).targeted == 0


def test_tally_has_a_place_for_every_state() -> None:
    assert set(Tally.__slots__) == {state.value for state in DeliveryState}


def test_tally_is_final_when_nothing_is_left_to_send() -> None:
    assert Tally(accepted=2, rejected=1, expired=1, unknown=1, suppressed=1).is_final
    assert [Tally(**{state: 1}).is_final for state in ("queued", "sending", "deferred")] == [False] * 3


def test_waiting_row_without_a_time_is_refused_by_the_table(store: Store) -> None:
    a_planned_issue_in(store, readers=1)

    with pytest.raises(Exception, match="ck_delivery_waiting_has_due_at"), store.writing() as session:
        session.execute(text("UPDATE delivery SET due_at = NULL"))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("claim"), st.integers(1, 4)),
        st.tuples(st.just("record"), st.sampled_from(list(Outcome))),
        st.tuples(st.just("leave"), st.integers(1, 8)),
        st.tuples(st.just("crash"), st.just(0)),
        st.tuples(st.just("resolve"), st.booleans()),
        st.tuples(st.just("plan"), st.just(0)),
        st.tuples(st.just("wait"), st.integers(1, 300)),
    ),
    max_size=25,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_target_is_accounted_for_whatever_happens(sqlite_store: Store, steps: list[tuple[str, Any]]) -> None:
    with sqlite_store.writing() as session:
        for table in ("delivery", "issue", "subscription", "subscriber", "edition"):
            session.execute(text(f"DELETE FROM {table}"))
    a_planned_issue_in(sqlite_store, readers=8)
    now, held, done = NOON, list[Claim](), set[int]()

    for step, value in steps:
        with sqlite_store.writing() as session:
            match step:
                case "claim":
                    held += deliveries.claim(session, 1, limit=value, now=now)
                case "record":
                    receipt = Receipt(Outcome(value))
                    results = [
                        Result(c.delivery_id, receipt, next_step(receipt, attempt=c.attempt, now=now))
                        for c in held
                    ]
                    deliveries.record(session, results, now=now)
                    held = []
                case "leave":
                    subscribers.leave(session, value, 1, at=now)
                case "crash":
                    assert deliveries.orphans(session, 1, now=now) == len(held)
                    held = []
                case "resolve":
                    deliveries.resolve_unknown(session, 1, arrived=bool(value), now=now)
                case "plan":
                    assert deliveries.plan(session, 1, 1, now=now) == 0
                case "wait":
                    now += timedelta(minutes=value)

        counts = tally(sqlite_store)
        assert counts.targeted == 8
        assert counts.sending == len(held)
        finished = {
            line.delivery_id
            for state in (DeliveryState.ACCEPTED, DeliveryState.REJECTED, DeliveryState.SUPPRESSED)
            for line in listed(sqlite_store, state)
        }
        assert done <= finished  # what is over stays over
        done = finished
