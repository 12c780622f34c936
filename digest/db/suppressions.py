"""Suppressions: addresses that must not be written to, kept as keyed hashes, so that they outlive their people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.errors import NotFound
from digest.core.subscriber import SubscriberState
from digest.db.row import Row
from digest.db.subscribers import SubscriberRow
from digest.db.upsert import insert


class SuppressionRow(Row, table=True):
    __tablename__ = "suppression"

    address_key: str = Field(primary_key=True)
    """Keyed hash of the address."""
    reason: str
    suppressed_at: datetime
    released_at: datetime | None = None
    released_because: str | None = Field(default=None, sa_type=Text)


_suppressions = SuppressionRow.__table__
_subscribers = SubscriberRow.__table__
_AT_ONCE = 10_000


def suppress(session: Session, address_key: str, subscriber_id: int, *, reason: str, now: datetime) -> None:
    """Write to that person no more: in the transaction of the caller, and whatever is queued for them."""
    values = {"reason": reason, "suppressed_at": now, "released_at": None, "released_because": None}
    statement = insert(session, _suppressions).values(address_key=address_key, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["address_key"], set_=values))
    session.execute(
        update(_subscribers)
        .where(_subscribers.c.id == subscriber_id)
        .values(state=SubscriberState.SUPPRESSED.value)
    )


def suppressed(session: Session, address_keys: Sequence[str]) -> set[str]:
    """Which of the keys are those of suppressed addresses."""
    parts = (address_keys[start : start + _AT_ONCE] for start in range(0, len(address_keys), _AT_ONCE))
    barring = select(_suppressions.c.address_key).where(_suppressions.c.released_at.is_(None))
    return {
        key
        for part in parts
        for key in session.execute(barring.where(_suppressions.c.address_key.in_(part))).scalars()
    }


def release(session: Session, address_key: str, email: str, *, because: str, now: datetime) -> None:
    """Allow mail to the address again; NotFound if nothing forbade it."""
    kept = _suppressions.c.address_key == address_key
    person = (_subscribers.c.email == email) & (_subscribers.c.state == SubscriberState.SUPPRESSED)
    connection = session.connection()
    released = connection.execute(
        update(_suppressions)
        .where(kept, _suppressions.c.released_at.is_(None))
        .values(released_at=now, released_because=because)
    )
    freed = connection.execute(update(_subscribers).where(person).values(state=SubscriberState.ACTIVE.value))
    if not (released.rowcount or freed.rowcount):
        raise NotFound(
            f"{email} is not suppressed; “digest bounce list --subscriber {email}” shows what came back."
        )


def released_at(session: Session, address_key: str) -> datetime | None:
    """When the address was last released; what came back before counts no more."""
    query = select(_suppressions.c.released_at).where(_suppressions.c.address_key == address_key)
    return session.execute(query).scalar_one_or_none()
