"""How the deliveries of an issue stand: counted by state, and listed for whoever has to look into them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from digest.core.delivery import DeliveryState
from digest.db.deliveries import DeliveryRow
from digest.db.subscribers import SubscriberRow

_deliveries = DeliveryRow.__table__
_subscribers = SubscriberRow.__table__
_STATES = frozenset(DeliveryState)
_UNFINISHED = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.DEFERRED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deliveries of an issue are in each state."""

    queued: int = 0
    sending: int = 0
    accepted: int = 0
    deferred: int = 0
    rejected: int = 0
    expired: int = 0
    unknown: int = 0
    suppressed: int = 0

    @property
    def targeted(self) -> int:
        """Everybody whom the issue was planned for: always the sum of all states."""
        return self.unfinished + self.accepted + self.rejected + self.expired + self.unknown + self.suppressed

    @property
    def unfinished(self) -> int:
        """Those of which something is still to come."""
        return self.queued + self.sending + self.deferred

    @property
    def is_final(self) -> bool:
        """Whether nothing is left to be sent."""
        return self.unfinished == 0


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One delivery as a report shows it."""

    delivery_id: int
    email: str
    state: DeliveryState
    attempt: int
    code: int | None
    enhanced: str | None
    reply: str | None
    updated_at: datetime


def tally(session: Session, issue_id: int) -> Tally:
    """How the deliveries of an issue stand."""
    query = (
        select(_deliveries.c.state, func.count().label("number"))
        .where(_deliveries.c.issue_id == issue_id)
        .group_by(_deliveries.c.state)
    )
    return Tally(**{row.state: row.number for row in session.execute(query) if row.state in _STATES})


def count(session: Session, issue_id: int) -> int:
    """How many people the issue was planned for, whatever has become of them."""
    query = select(func.count()).select_from(_deliveries).where(_deliveries.c.issue_id == issue_id)
    return int(session.execute(query).scalar_one())


def next_due(session: Session, issue_id: int) -> datetime | None:
    """When the next row is to be tried; None if nothing waits."""
    query = select(func.min(_deliveries.c.due_at)).where(_deliveries.c.issue_id == issue_id)
    due: datetime | None = session.execute(query).scalar_one()
    return due


def finished_since(session: Session, issue_id: int, since: datetime) -> int:
    """How many deliveries of an issue have come to their end after `since`; tells how fast it goes."""
    mine = (_deliveries.c.issue_id == issue_id) & (_deliveries.c.updated_at > since)
    query = select(func.count()).select_from(_deliveries).where(mine, _deliveries.c.state.not_in(_UNFINISHED))
    return int(session.execute(query).scalar_one())


def listed(session: Session, issue_id: int, state: DeliveryState) -> list[LedgerLine]:
    """The deliveries of an issue that are in `state`, in the order of the plan."""
    query = (
        select(_deliveries, _subscribers.c.email)
        .join(_subscribers, _subscribers.c.id == _deliveries.c.subscriber_id)
        .where(_deliveries.c.issue_id == issue_id, _deliveries.c.state == state)
        .order_by(_deliveries.c.id)
    )
    return [_to_line(row) for row in session.execute(query).mappings()]


def _to_line(row: RowMapping) -> LedgerLine:
    return LedgerLine(
        row["id"],
        row["email"],
        DeliveryState(row["state"]),
        row["attempt"],
        row["code"],
        row["enhanced"],
        row["reply"],
        row["updated_at"],
    )
