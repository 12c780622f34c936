"""Received: what the readers of one edition have had in the mails of others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import RowMapping, bindparam, func, select
from sqlalchemy.orm import Session

from digest.core.delivery import DeliveryState
from digest.core.issue import IssueState
from digest.core.subscriber import Choice
from digest.db.deliveries import DeliveryRow
from digest.db.issues import IssueRow
from digest.db.subscribers import SubscriberRow, SubscriptionRow, to_choice

_deliveries = DeliveryRow.__table__
_issues = IssueRow.__table__
_subscribers = SubscriberRow.__table__
_subscriptions = SubscriptionRow.__table__

_MAY_HAVE_ARRIVED = (DeliveryState.ACCEPTED, DeliveryState.SENDING, DeliveryState.UNKNOWN)
_FIXED = (IssueState.SENDING, IssueState.STOPPED, IssueState.SENT)


class Received(NamedTuple):
    """A mail that a reader has had, or may have had: equal for all who were shown the same."""

    issue_id: int
    shown: int | Choice
    """The selection that it showed; what its reader chose, of a mail in mid-air or from when nobody had two."""


@dataclass(frozen=True, slots=True)
class Others:
    """The issues of other editions that have readers in common with one edition."""

    edition_id: int
    """That one edition."""
    fixed: tuple[int, ...]
    """Ids of those that are being sent or were: what they say does not change any more."""
    coming: tuple[int, ...]
    """Ids of those that may yet be sent."""
    newest: int
    """The highest id of any issue; a higher one is not known yet."""


def others(session: Session, edition_id: int, *, since: date) -> Others | None:
    """Issues from `since` on of editions that share a reader with this one; None if no edition does."""
    mine, theirs = _subscriptions.alias("mine"), _subscriptions.alias("theirs")
    neighbours = (
        select(theirs.c.edition_id)
        .join(mine, mine.c.subscriber_id == theirs.c.subscriber_id)
        .where(mine.c.edition_id == edition_id, theirs.c.edition_id != edition_id)
        .distinct()
    )
    if not (editions := session.execute(neighbours).scalars().all()):
        return None
    query = select(_issues.c.id, _issues.c.state).where(
        _issues.c.edition_id.in_(editions), _issues.c.date >= since, _issues.c.state != IssueState.EXPIRED
    )
    found = session.execute(query.order_by(_issues.c.id)).all()
    return Others(
        edition_id,
        fixed=tuple(issue_id for issue_id, state in found if state in _FIXED),
        coming=tuple(issue_id for issue_id, state in found if state not in _FIXED),
        newest=session.execute(select(func.max(_issues.c.id))).scalar_one(),
    )


def received(session: Session, readers: Collection[int], among: Others | None) -> dict[int, frozenset[Received]]:
    """What each of `readers` has had of other issues, those that were made since included.

    Until the transaction ends, nobody else learns what these readers have had: of two senders who claim one
    reader at the same moment, the second one sees what the first one is about to send.
    """
    if not readers or among is None:
        return {}
    if session.get_bind().dialect.name == "postgresql":  # SQLite lets one transaction write at a time
        session.execute(_HOLD, {"readers": readers})
    newer = session.execute(_NEWER, {"edition": among.edition_id, "newest": among.newest}).scalars()
    if not (asked := (*among.fixed, *among.coming, *newer)):
        return {}
    had: dict[int, set[Received]] = {}
    for row in session.execute(_RECEIVED, {"readers": readers, "issues": asked}).mappings():
        had.setdefault(row["subscriber_id"], set()).add(Received(row["issue_id"], _shown(row)))
    return {reader: frozenset(mails) for reader, mails in had.items()}


def _shown(row: RowMapping) -> int | Choice:
    # While it is being sent, a selection that stands there is that of an earlier attempt.
    is_known = row["selection_id"] is not None and row["state"] != DeliveryState.SENDING
    return int(row["selection_id"]) if is_known else to_choice(row)


# In the order of their ids, so that two senders never wait for each other in a circle.
_HOLD = (
    select(_subscribers.c.id)
    .where(_subscribers.c.id.in_(bindparam("readers", expanding=True)))
    .order_by(_subscribers.c.id)
    .with_for_update(key_share=True)
)
_NEWER = select(_issues.c.id).where(
    _issues.c.id > bindparam("newest"), _issues.c.edition_id != bindparam("edition")
)
# Outer joins, although no row lacks its issue or its subscription: with inner ones SQLite begins at the other
# end, and looks through all issues that there ever were.
_RECEIVED = (
    select(
        _deliveries.c.subscriber_id,
        _deliveries.c.issue_id,
        _deliveries.c.state,
        _deliveries.c.selection_id,
        _subscriptions.c.countries,
        _subscriptions.c.categories,
        _subscriptions.c.format,
    )
    .outerjoin(_issues, _issues.c.id == _deliveries.c.issue_id)
    .outerjoin(
        _subscriptions,
        (_subscriptions.c.subscriber_id == _deliveries.c.subscriber_id)
        & (_subscriptions.c.edition_id == _issues.c.edition_id),
    )
    .where(
        _deliveries.c.issue_id.in_(bindparam("issues", expanding=True)),
        _deliveries.c.subscriber_id.in_(bindparam("readers", expanding=True)),
        _deliveries.c.state.in_(_MAY_HAVE_ARRIVED),
    )
)
