"""Leave: a subscriber ends a subscription, by one click and without a login."""

from dataclasses import dataclass
from datetime import datetime

from digest.core.letter import LetterKind
from digest.core.links import Grant, Links, Purpose
from digest.db import editions, letters, subscribers
from digest.db.store import Session, Store
from digest.db.subscribers import SubscriptionState


@dataclass(frozen=True, slots=True)
class Farewell:
    """Which subscription a link is about."""

    edition: str
    """Key of the edition."""
    edition_name: str
    locale: str
    email: str
    is_subscribed: bool


def read_link(store: Store, links: Links, token: str) -> Farewell | None:
    """What the unsubscribe link of `token` is about; None if it is not one of ours. Changes nothing."""
    if not (grant := links.read(token, Purpose.UNSUBSCRIBE)):
        return None
    return _farewell(store, grant)


def unsubscribe(store: Store, links: Links, token: str, *, now: datetime) -> Farewell | None:
    """End the subscription that `token` is about; the same again, for one that has ended already."""
    if not (grant := links.read(token, Purpose.UNSUBSCRIBE)):
        return None
    with store.writing() as session:
        if subscribers.leave(session, grant.subscriber_id, grant.edition_id, at=now):
            _say_goodbye(session, grant, now=now)
    return _farewell(store, grant)


def _say_goodbye(session: Session, grant: Grant, *, now: datetime) -> None:
    """Write a letter about it, where the edition wants one."""
    if editions.by_id(session, grant.edition_id).goodbye:
        email = subscribers.find_subscription(session, grant.subscriber_id, grant.edition_id).subscriber.email
        kind, reader = LetterKind.GOODBYE, grant.subscriber_id
        letters.add(session, grant.edition_id, kind, email, about=reader, now=now)


def _farewell(store: Store, grant: Grant) -> Farewell:
    with store.reading() as session:
        subscription = subscribers.find_subscription(session, grant.subscriber_id, grant.edition_id)
        edition = editions.find(session, subscription.edition).edition
    return Farewell(
        edition=edition.key,
        edition_name=edition.name,
        locale=edition.locale,
        email=subscription.subscriber.email,
        is_subscribed=subscription.state is SubscriptionState.ACTIVE,
    )
