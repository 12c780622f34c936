"""Leave: a subscriber ends a subscription, by one click and without a login."""

from dataclasses import dataclass
from datetime import datetime

from digest.core.links import Links, Purpose
from digest.db import subscribers
from digest.db.store import Store


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
    with store.reading() as session:
        return _farewell(subscribers.find_subscription(session, grant.subscriber_id, grant.edition_id))


def unsubscribe(store: Store, links: Links, token: str, *, now: datetime) -> Farewell | None:
    """End the subscription that `token` is about; the same again, for one that has ended already."""
    if not (grant := links.read(token, Purpose.UNSUBSCRIBE)):
        return None
    with store.writing() as session:
        subscribers.leave(session, grant.subscriber_id, grant.edition_id, at=now)
        return _farewell(subscribers.find_subscription(session, grant.subscriber_id, grant.edition_id))
