"""What readers change by themselves: their choices, a pause, an end and a new beginning, and all of it erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from digest.core.subscriber import Choice, Subscriber, SubscriberState
from digest.db.editions import EditionRow
from digest.db.subscribers import (
    StoredSubscription,
    SubscriberRow,
    SubscriptionRow,
    SubscriptionState,
    find_subscription,
    to_subscriber,
)
from digest.db.upsert import insert

_subscribers = SubscriberRow.__table__
_subscriptions = SubscriptionRow.__table__
_editions = EditionRow.__table__


def find_by_email(session: Session, email: str) -> Subscriber | None:
    """Whoever has that address (normalised)."""
    row = session.execute(select(_subscribers).where(_subscribers.c.email == email)).mappings().one_or_none()
    return to_subscriber(row) if row else None


def subscriptions_of(session: Session, subscriber_id: int) -> list[StoredSubscription]:
    """All subscriptions of somebody, ended ones too, by the key of the edition."""
    query = (
        select(_editions.c.id)
        .join(_subscriptions, _subscriptions.c.edition_id == _editions.c.id)
        .where(_subscriptions.c.subscriber_id == subscriber_id)
        .order_by(_editions.c.key)
    )
    return [find_subscription(session, subscriber_id, id) for id in session.execute(query).scalars()]


def choose(session: Session, subscriber_id: int, edition_id: int, choice: Choice) -> None:
    """Change what a subscription picks out of an issue."""
    _change(session, subscriber_id, edition_id, _of_choice(choice))


def pause(session: Session, subscriber_id: int, edition_id: int, *, until: datetime) -> None:
    """Send nothing before `until`; somebody who has left stays gone."""
    statement = (
        update(_subscriptions)
        .where(_this(subscriber_id, edition_id), _subscriptions.c.state != SubscriptionState.UNSUBSCRIBED.value)
        .values(state=SubscriptionState.PAUSED.value, paused_until=until)
    )
    session.execute(statement)


def resume(session: Session, subscriber_id: int, edition_id: int) -> None:
    """Begin to send again at once, to whoever had paused or left by themselves."""
    values = {"state": SubscriptionState.ACTIVE.value, "left_at": None, "paused_until": None}
    _change(session, subscriber_id, edition_id, values)


def wake(session: Session, edition_id: int, *, now: datetime) -> int:
    """End the pauses of an edition that are over; how many."""
    statement = (
        update(_subscriptions)
        .where(
            _subscriptions.c.edition_id == edition_id,
            _subscriptions.c.state == SubscriptionState.PAUSED.value,
            _subscriptions.c.paused_until <= now,
        )
        .values(state=SubscriptionState.ACTIVE.value, paused_until=None)
    )
    return session.connection().execute(statement).rowcount


def subscribe(
    session: Session, edition_id: int, *, email: str, choice: Choice, consent: str, now: datetime
) -> Subscriber | None:
    """Subscribe whoever has that address and has confirmed it, also if they had left; None if it is suppressed."""
    values = {"email": email, "name": "", "state": SubscriberState.ACTIVE.value, "created_at": now}
    session.execute(insert(session, _subscribers).values(values).on_conflict_do_nothing(index_elements=["email"]))
    row = session.execute(select(_subscribers).where(_subscribers.c.email == email)).mappings().one()
    if row["state"] == SubscriberState.SUPPRESSED.value:
        return None
    session.execute(
        update(_subscribers).where(_subscribers.c.id == row["id"]).values(state=SubscriberState.ACTIVE.value)
    )
    agreed: dict[str, Any] = _of_choice(choice) | {
        "state": SubscriptionState.ACTIVE.value,
        "consent": consent,
        "left_at": None,
        "paused_until": None,
    }
    new = {"subscriber_id": row["id"], "edition_id": edition_id, "subscribed_at": now} | agreed
    statement = insert(session, _subscriptions).values(new)
    session.execute(statement.on_conflict_do_update(index_elements=["subscriber_id", "edition_id"], set_=agreed))
    return to_subscriber(row)


def erase(session: Session, subscriber_id: int, *, now: datetime) -> None:
    """Forget who somebody was. What was sent stays countable, so the row stays, with nothing of theirs in it."""
    session.execute(
        update(_subscriptions)
        .where(_subscriptions.c.subscriber_id == subscriber_id)
        .values(
            **_of_choice(Choice()),
            state=SubscriptionState.UNSUBSCRIBED.value,
            consent="",
            left_at=now,
            paused_until=None,
        )
    )
    session.execute(
        update(_subscribers)
        .where(_subscribers.c.id == subscriber_id)
        .values(
            email=f"erased-{subscriber_id}@erased.invalid",  # RFC 2606: no mail ever reaches it
            name="",
            state=SubscriberState.UNSUBSCRIBED.value,
        )
    )


def _of_choice(choice: Choice) -> dict[str, Any]:
    return {
        "countries": " ".join(choice.countries),
        "categories": " ".join(choice.categories),
        "format": choice.format.value,
    }


def _change(session: Session, subscriber_id: int, edition_id: int, values: dict[str, Any]) -> None:
    session.execute(update(_subscriptions).where(_this(subscriber_id, edition_id)).values(values))


def _this(subscriber_id: int, edition_id: int) -> Any:
    return (_subscriptions.c.subscriber_id == subscriber_id) & (_subscriptions.c.edition_id == edition_id)
