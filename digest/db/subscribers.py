"""Subscribers and their subscriptions: who receives which edition, what they chose, and since when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Text, func, literal, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.errors import NotFound
from digest.core.subscriber import Choice, Format, Subscriber, SubscriberState, Subscription
from digest.db.editions import EditionRow
from digest.db.row import Row
from digest.db.upsert import insert


class SubscriberRow(Row, table=True):
    __tablename__ = "subscriber"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    state: str
    created_at: datetime


class SubscriptionRow(Row, table=True):
    __tablename__ = "subscription"

    subscriber_id: int = Field(foreign_key="subscriber.id", primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", primary_key=True, index=True)
    countries: str = Field(sa_type=Text)
    """Codes with a blank between them; so are categories."""
    categories: str = Field(sa_type=Text)
    format: str
    state: str
    consent: str = Field(sa_type=Text)
    subscribed_at: datetime
    left_at: datetime | None = None
    paused_until: datetime | None = None


class SubscriptionState(StrEnum):
    """Whether somebody still receives an edition."""

    ACTIVE = "active"
    PAUSED = "paused"
    """Until a moment that is written beside it; whoever plans an issue wakes those whose moment has come."""
    UNSUBSCRIBED = "unsubscribed"


_CURRENT = (SubscriptionState.ACTIVE.value, SubscriptionState.PAUSED.value)


class Joined(StrEnum):
    """What came of an attempt to subscribe somebody."""

    ADDED = "added"
    KNOWN = "known"
    """Subscribed already; the choice stays as it is."""
    GONE = "gone"
    """Left, or must not be written to; stays that way."""


@dataclass(frozen=True, slots=True)
class StoredSubscription:
    """A subscription, its state, and how it came about."""

    subscriber: Subscriber
    edition: str
    """Key of the edition."""
    choice: Choice
    state: SubscriptionState
    consent: str
    """How we know that the subscriber agreed."""
    subscribed_at: datetime
    left_at: datetime | None = None
    paused_until: datetime | None = None


_subscribers = SubscriberRow.__table__
_subscriptions = SubscriptionRow.__table__
_editions = EditionRow.__table__

MAY_RECEIVE = (_subscribers.c.state == SubscriberState.ACTIVE) & (
    _subscriptions.c.state == SubscriptionState.ACTIVE
)
"""Holds for whoever may be written to, once subscribers and subscriptions are joined."""


def join(
    session: Session, edition_id: int, *, email: str, name: str, choice: Choice, consent: str, now: datetime
) -> Joined:
    """Subscribe whoever has that address (normalised). Nobody who left is brought back."""
    subscriber = _known_or_new(session, email, name, now)
    if subscriber.state in (SubscriberState.UNSUBSCRIBED, SubscriberState.SUPPRESSED):
        return Joined.GONE
    subscription = {
        "subscriber_id": subscriber.id,
        "edition_id": edition_id,
        "countries": " ".join(choice.countries),
        "categories": " ".join(choice.categories),
        "format": choice.format.value,
        "state": SubscriptionState.ACTIVE.value,
        "consent": consent,
        "subscribed_at": now,
    }
    statement = insert(session, _subscriptions).values(subscription).on_conflict_do_nothing()
    if session.execute(statement.returning(_subscriptions.c.subscriber_id)).first():
        return Joined.ADDED
    state = find_subscription(session, subscriber.id, edition_id).state
    return Joined.KNOWN if state in _CURRENT else Joined.GONE


def leave(session: Session, subscriber_id: int, edition_id: int, *, at: datetime) -> bool:
    """End a subscription; False if there was nothing left to end."""
    statement = (
        update(_subscriptions)
        .where(
            _subscriptions.c.subscriber_id == subscriber_id,
            _subscriptions.c.edition_id == edition_id,
            _subscriptions.c.state.in_(_CURRENT),
        )
        .values(state=SubscriptionState.UNSUBSCRIBED.value, left_at=at, paused_until=None)
    )
    return session.connection().execute(statement).rowcount > 0


def find_subscription(session: Session, subscriber_id: int, edition_id: int) -> StoredSubscription:
    """The subscription of somebody to an edition, ended or not; NotFound if there never was one."""
    query = _select(edition_id).where(_subscribers.c.id == subscriber_id)
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("There is no such subscription.")
    return _to_subscription(row)


def find_by_address(session: Session, edition_id: int, email: str) -> StoredSubscription:
    """The subscription of `email` (normalised) to an edition; NotFound if there is none."""
    row = session.execute(_select(edition_id).where(_subscribers.c.email == email)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"{email} has never subscribed to this edition.")
    return _to_subscription(row)


def active(session: Session, edition_id: int) -> list[Subscription]:
    """Everybody who receives an edition, in the order in which they came."""
    stored = (_to_subscription(row) for row in session.execute(_select(edition_id).where(MAY_RECEIVE)).mappings())
    return [Subscription(each.subscriber, each.edition, each.choice) for each in stored]


def count_active(session: Session, edition_id: int) -> int:
    """How many receive an edition."""
    query = select(func.count()).select_from(_select(edition_id).where(MAY_RECEIVE).order_by(None).subquery())
    return session.execute(query).scalar_one()


def every(session: Session, edition_id: int) -> list[StoredSubscription]:
    """All subscriptions to an edition, the ended ones too, in the order in which they came."""
    return [_to_subscription(row) for row in session.execute(_select(edition_id)).mappings()]


def count_choosing(session: Session, category: str) -> int:
    """How many subscriptions, ended ones among them, have chosen a category."""
    return int(session.execute(select(func.count()).where(_has_chosen(category))).scalar_one())


def choose_instead(session: Session, category: str, *, into: str) -> None:
    """Let every subscription that has chosen a category choose another one, once."""
    found = select(_subscriptions).where(_has_chosen(category)).with_for_update()
    for row in session.execute(found).mappings().all():
        chosen = dict.fromkeys(into if each == category else each for each in row["categories"].split())
        this = (_subscriptions.c.subscriber_id == row["subscriber_id"]) & (
            _subscriptions.c.edition_id == row["edition_id"]
        )
        session.execute(update(_subscriptions).where(this).values(categories=" ".join(chosen)))


def _has_chosen(category: str) -> ColumnElement[bool]:
    return (literal(" ") + _subscriptions.c.categories + " ").contains(f" {category} ", autoescape=True)


def to_subscriber(row: RowMapping) -> Subscriber:
    """The value of a subscriber's row."""
    return Subscriber(row["id"], row["email"], row["name"], SubscriberState(row["state"]))


def to_choice(row: RowMapping) -> Choice:
    """What the row of a subscription picks out of an issue."""
    return Choice(tuple(row["countries"].split()), tuple(row["categories"].split()), Format(row["format"]))


def _known_or_new(session: Session, email: str, name: str, now: datetime) -> Subscriber:
    values = {"email": email, "name": name, "state": SubscriberState.ACTIVE.value, "created_at": now}
    statement = insert(session, _subscribers).values(values).on_conflict_do_nothing(index_elements=["email"])
    row = session.execute(statement.returning(_subscribers)).mappings().one_or_none()
    if row is None:
        row = session.execute(select(_subscribers).where(_subscribers.c.email == email)).mappings().one()
    return to_subscriber(row)


def _select(edition_id: int) -> Select[tuple[Any, ...]]:
    return (
        select(
            _subscribers,
            *(column for column in _subscriptions.c if column.name != "state"),
            _subscriptions.c.state.label("subscription_state"),
            _editions.c.key.label("edition"),
        )
        .join(_subscriptions, _subscriptions.c.subscriber_id == _subscribers.c.id)
        .join(_editions, _editions.c.id == _subscriptions.c.edition_id)
        .where(_editions.c.id == edition_id)
        .order_by(_subscribers.c.id)
    )


def _to_subscription(row: RowMapping) -> StoredSubscription:
    return StoredSubscription(
        to_subscriber(row),
        row["edition"],
        to_choice(row),
        SubscriptionState(row["subscription_state"]),
        row["consent"],
        row["subscribed_at"],
        row["left_at"],
        row["paused_until"],
    )
