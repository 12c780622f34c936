"""Bounces: everything that came back, about whom, and what followed from it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, Text, cast, func, literal, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.bounce_score import Strike
from digest.core.delivery import DeliveryState
from digest.db.deliveries import DeliveryRow
from digest.db.editions import EditionRow
from digest.db.issues import IssueRow
from digest.db.row import Row
from digest.db.subscribers import SubscriberRow
from digest.db.upsert import insert


class BounceRow(Row, table=True):
    __tablename__ = "bounce"
    __table_args__ = (Index("ix_bounce_subscriber_id_at", "subscriber_id", "at"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer, "sqlite"))
    fingerprint: str = Field(unique=True)
    """Of the mail, or of the row of the ledger: whatever is read twice counts once."""
    received_at: datetime = Field(index=True)
    at: datetime
    """When the message went out that this is about; where nobody knows, when this came."""
    subscriber_id: int | None = Field(default=None, foreign_key="subscriber.id", ondelete="CASCADE")
    issue_id: int | None = Field(default=None, foreign_key="issue.id", ondelete="SET NULL")
    kind: str
    reason: str
    code: int | None = None
    status: str | None = None
    words: str = Field(sa_type=Text)
    remote: str
    followed: str
    weight: float
    is_missing: bool


_bounces = BounceRow.__table__
_deliveries = DeliveryRow.__table__
_editions = EditionRow.__table__
_issues = IssueRow.__table__
_subscribers = SubscriberRow.__table__
_MOST_STRIKES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that came back, as it is written down."""

    fingerprint: str
    received_at: datetime
    at: datetime
    kind: str
    reason: str
    followed: str
    subscriber_id: int | None = None
    issue_id: int | None = None
    code: int | None = None
    status: str | None = None
    words: str = ""
    remote: str = ""
    weight: float = 0.0
    is_missing: bool = False

    @property
    def strike(self) -> Strike:
        """How it counts against the address."""
        return Strike(self.at, self.weight, self.is_missing)


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that came back, as a list shows it."""

    received_at: datetime
    email: str | None
    """None where nothing proves whom it is about."""
    issue: str | None
    kind: str
    reason: str
    code: int | None
    status: str | None
    followed: str
    words: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A delivery that a server refused in our own session."""

    delivery_id: int
    subscriber_id: int
    email: str
    code: int
    enhanced: str | None
    reply: str
    at: datetime


def is_known(session: Session, fingerprint: str) -> bool:
    """Whether that has been written down already."""
    return session.execute(select(_bounces.c.id).where(_bounces.c.fingerprint == fingerprint)).first() is not None


def add(session: Session, entry: Entry) -> None:
    """Write down what came back; nothing happens if it is there already."""
    statement = insert(session, _bounces).values(**asdict(entry))
    session.execute(statement.on_conflict_do_nothing(index_elements=["fingerprint"]))


def strikes(session: Session, subscriber_id: int, *, since: datetime | None) -> list[Strike]:
    """The failures that count against an address, the newest hundred."""
    query = select(_bounces.c.at, _bounces.c.weight, _bounces.c.is_missing).where(
        _bounces.c.subscriber_id == subscriber_id, _bounces.c.weight > 0
    )
    if since:
        query = query.where(_bounces.c.received_at > since)
    found = session.execute(query.order_by(_bounces.c.at.desc()).limit(_MOST_STRIKES))
    return [Strike(at, weight, is_missing) for at, weight, is_missing in found]


def sent_at(session: Session, issue_id: int, subscriber_id: int) -> datetime | None:
    """When the ledger last heard of that delivery."""
    query = select(_deliveries.c.updated_at).where(
        _deliveries.c.issue_id == issue_id, _deliveries.c.subscriber_id == subscriber_id
    )
    return session.execute(query).scalar_one_or_none()


def address_of(session: Session, subscriber_id: int) -> str | None:
    """The address of a subscriber, if there still is one of that id."""
    query = select(_subscribers.c.email).where(_subscribers.c.id == subscriber_id)
    return session.execute(query).scalar_one_or_none()


def edition_of(session: Session, issue_id: int) -> int | None:
    """The id of the edition of an issue, if there still is one of that id."""
    return session.execute(select(_issues.c.edition_id).where(_issues.c.id == issue_id)).scalar_one_or_none()


def refused(session: Session, issue_id: int, *, limit: int) -> tuple[Sequence[Refused], int]:
    """Deliveries that servers refused and that are not written down here, and how many the issue has in all."""
    fingerprint = literal("smtp ") + cast(_deliveries.c.id, String)
    query = (
        select(_deliveries, _subscribers.c.email)
        .join(_subscribers, _subscribers.c.id == _deliveries.c.subscriber_id)
        .outerjoin(_bounces, _bounces.c.fingerprint == fingerprint)
        .where(
            _deliveries.c.issue_id == issue_id,
            _deliveries.c.state == DeliveryState.REJECTED.value,
            _deliveries.c.code.is_not(None),
            _bounces.c.id.is_(None),
        )
        .order_by(_deliveries.c.id)
        .limit(limit)
    )
    found = [
        Refused(
            row["id"],
            row["subscriber_id"],
            row["email"],
            row["code"],
            row["enhanced"],
            row["reply"] or "",
            row["updated_at"],
        )
        for row in session.execute(query).mappings()
    ]
    total = select(func.count()).where(_deliveries.c.issue_id == issue_id)
    return found, session.execute(total).scalar_one() if found else 0


def every(
    session: Session, *, email: str | None = None, since: datetime | None = None, limit: int
) -> list[Listed]:
    """What came back, the newest first."""
    query: Any = (
        select(_bounces, _subscribers.c.email, _editions.c.key.label("edition"), _issues.c.date)
        .outerjoin(_subscribers, _subscribers.c.id == _bounces.c.subscriber_id)
        .outerjoin(_issues, _issues.c.id == _bounces.c.issue_id)
        .outerjoin(_editions, _editions.c.id == _issues.c.edition_id)
        .order_by(_bounces.c.received_at.desc(), _bounces.c.id.desc())
        .limit(limit)
    )
    if email:
        query = query.where(_subscribers.c.email == email)
    if since:
        query = query.where(_bounces.c.received_at >= since)
    return [
        Listed(
            received_at=row["received_at"],
            email=row["email"],
            issue=f"{row['edition']}/{row['date']}" if row["edition"] else None,
            kind=row["kind"],
            reason=row["reason"],
            code=row["code"],
            status=row["status"],
            followed=row["followed"],
            words=row["words"],
        )
        for row in session.execute(query).mappings()
    ]
