"""The ledger: one row for each issue and subscriber, from the plan to what the server answered.

A row is waiting as long as it has a `due_at`: queued and deferred rows have one, all others have none (the
table checks it). So one short index finds the next rows, however many are done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.delivery import DeliveryState, NextStep, Receipt
from digest.core.errors import Conflict
from digest.core.subscriber import Choice, Format, Subscriber, SubscriberState
from digest.db import outcomes
from digest.db.issues import IssueRow
from digest.db.reader_choices import wake
from digest.db.row import Row
from digest.db.subscribers import MAY_RECEIVE, SubscriberRow, SubscriptionRow
from digest.db.upsert import insert

_WAITS = text("due_at IS NOT NULL")


class DeliveryRow(Row, table=True):
    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("issue_id", "subscriber_id"),
        CheckConstraint("(due_at IS NOT NULL) = (state IN ('queued', 'deferred'))", name="waiting_has_due_at"),
        Index("ix_delivery_waiting", "issue_id", "due_at", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=BigInteger().with_variant(Integer, "sqlite"),
    )
    issue_id: int = Field(foreign_key="issue.id")
    subscriber_id: int = Field(foreign_key="subscriber.id")
    state: str
    attempt: int
    due_at: datetime | None
    code: int | None = None
    enhanced: str | None = None
    reply: str | None = Field(default=None, sa_type=Text)
    selection_id: int | None = None
    """What it showed, if that was written down. No foreign key: it would be looked up for every row."""
    updated_at: datetime


_deliveries = DeliveryRow.__table__
_issues = IssueRow.__table__
_subscribers = SubscriberRow.__table__
_subscriptions = SubscriptionRow.__table__


@dataclass(frozen=True, slots=True)
class Claim:
    """One delivery that the caller, and nobody else, must now try."""

    delivery_id: int
    subscriber: Subscriber
    choice: Choice
    attempt: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a claim: the server's answer, and what follows from it."""

    delivery_id: int
    receipt: Receipt
    step: NextStep
    selection_id: int | None = None
    """The stories that the message showed, where other editions want to know."""


class Left(NamedTuple):
    """A row that is being sent."""

    delivery_id: int
    attempt: int


def plan(session: Session, issue_id: int, edition_id: int, *, now: datetime) -> int:
    """One row for everybody who receives the edition and has none yet; how many were added."""
    wake(session, edition_id, now=now)
    everybody = (
        select(
            literal(issue_id),
            _subscribers.c.id,
            literal(DeliveryState.QUEUED.value),
            literal(0),
            literal(now, _deliveries.c.due_at.type),
            literal(now, _deliveries.c.updated_at.type),
        )
        .join(_subscriptions, _subscriptions.c.subscriber_id == _subscribers.c.id)
        .where(_subscriptions.c.edition_id == edition_id, MAY_RECEIVE)
        .order_by(_subscribers.c.id)
    )
    statement = (
        insert(session, _deliveries)
        .from_select(["issue_id", "subscriber_id", "state", "attempt", "due_at", "updated_at"], everybody)
        .on_conflict_do_nothing(index_elements=["issue_id", "subscriber_id"])
    )
    return session.connection().execute(statement, execution_options={"preserve_rowcount": True}).rowcount


def claim(session: Session, issue_id: int, *, limit: int, now: datetime) -> list[Claim]:
    """Mark up to `limit` rows that are due as *sending* and hand them out; none left: an empty list.

    Rows of subscribers who have left since the plan become *suppressed* on the way. Commit before you send.
    """
    while due := _due(session, {"issue": issue_id, "number": limit, "now": now}):
        gone = [row[0] for row in due if not row[-1]]
        claims = [_to_claim(row) for row in due if row[-1]]
        _mark(session, gone, DeliveryState.SUPPRESSED, now)
        _mark(session, [claim.delivery_id for claim in claims], DeliveryState.SENDING, now, attempts=1)
        if claims:
            return claims
    return []


def record(session: Session, results: Sequence[Result], *, now: datetime) -> None:
    """Write down what became of claimed rows; Conflict, and nothing written, if one is not *sending*."""
    if results and outcomes.write_down(session, [_outcome(each) for each in results], now=now) != len(results):
        raise Conflict(
            "Some of these deliveries are no longer being sent by this process; look at the issue before going on."
        )


def in_mid_air(session: Session, issue_id: int) -> list[Left]:
    """The rows that are being sent."""
    query = select(_deliveries.c.id, _deliveries.c.attempt).where(
        _deliveries.c.issue_id == issue_id, _deliveries.c.state == DeliveryState.SENDING
    )
    return [Left(*row) for row in session.execute(query)]


def orphans(session: Session, issue_id: int, *, now: datetime) -> int:
    """Turn what a dead process left *sending* into *unknown*; only for whoever holds the sending lock."""
    return _move(session, issue_id, DeliveryState.SENDING, DeliveryState.UNKNOWN, now)


def expire(session: Session, issue_id: int, *, now: datetime) -> int:
    """Give up on whatever still waits: the issue is too late to be read; how many that were."""
    statement = (
        update(_deliveries)
        .where(_deliveries.c.issue_id == issue_id, _deliveries.c.due_at.is_not(None))
        .values(state=DeliveryState.EXPIRED.value, due_at=None, updated_at=now)
    )
    return session.connection().execute(statement).rowcount


def resolve_unknown(session: Session, issue_id: int, *, arrived: bool, now: datetime) -> int:
    """Settle what is *unknown*: it arrived, or it is to be sent again; how many that were."""
    state = DeliveryState.ACCEPTED if arrived else DeliveryState.QUEUED
    return _move(session, issue_id, DeliveryState.UNKNOWN, state, now)


# Made once: to make it takes longer than to run it.
_WAITING = (
    select(*(_deliveries.c[name] for name in ("id", "issue_id", "subscriber_id", "attempt", "due_at")))
    .where(_deliveries.c.issue_id == bindparam("issue"), _deliveries.c.due_at <= bindparam("now"))
    .order_by(_deliveries.c.due_at, _deliveries.c.id)
    .limit(bindparam("number", type_=Integer))
    .with_for_update(skip_locked=True)
    .cte("waiting")
)
# Joined after the window was cut: a server may otherwise join and sort everything that waits, each time.
_DUE = (
    select(
        _WAITING.c.id,
        _WAITING.c.attempt,
        _subscribers.c.id,
        _subscribers.c.email,
        _subscribers.c.name,
        _subscriptions.c.countries,
        _subscriptions.c.categories,
        _subscriptions.c.format,
        MAY_RECEIVE,
    )
    .join(_issues, _issues.c.id == _WAITING.c.issue_id)
    .join(_subscribers, _subscribers.c.id == _WAITING.c.subscriber_id)
    .join(
        _subscriptions,
        (_subscriptions.c.subscriber_id == _subscribers.c.id)
        & (_subscriptions.c.edition_id == _issues.c.edition_id),
    )
    .order_by(_WAITING.c.due_at, _WAITING.c.id)
)
# As one value: between two rows, SQLite's driver would let other threads run, and wait for them.
_DUE_AS_ONE = select(func.json_group_array(func.json_array(*_DUE.subquery().c)))


def _due(session: Session, window: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    if session.get_bind().dialect.name == "sqlite":
        rows: Sequence[Sequence[Any]] = from_json(session.execute(_DUE_AS_ONE, window).scalar_one())
        return rows
    return session.execute(_DUE, window).all()


def _outcome(result: Result) -> tuple[Any, ...]:
    receipt, step = result.receipt, result.step
    answer = (receipt.code, receipt.enhanced, receipt.text or None)
    return (result.delivery_id, int(not step.counts), step.state.value, step.due_at, *answer, result.selection_id)


def _mark(session: Session, ids: Sequence[int], state: DeliveryState, now: datetime, *, attempts: int = 0) -> None:
    if ids:
        outcomes.mark(session, ids, state.value, attempts=attempts, now=now)


def _move(session: Session, issue_id: int, was: DeliveryState, state: DeliveryState, now: datetime) -> int:
    due_at = now if state is DeliveryState.QUEUED else None
    statement = (
        update(_deliveries)
        .where(_deliveries.c.issue_id == issue_id, _deliveries.c.state == was)
        .values(state=state.value, due_at=due_at, updated_at=now)
    )
    return session.connection().execute(statement).rowcount


def _to_claim(row: Any) -> Claim:
    delivery_id, attempt, subscriber_id, email, name, countries, categories, format_, _ = row
    subscriber = Subscriber(subscriber_id, email, name, SubscriberState.ACTIVE)
    return Claim(delivery_id, subscriber, _choice(countries, categories, format_), attempt + 1)


@lru_cache(maxsize=4096)
def _choice(countries: str, categories: str, format_: str) -> Choice:
    """Many readers choose the same."""
    return Choice(tuple(countries.split()), tuple(categories.split()), Format(format_))
