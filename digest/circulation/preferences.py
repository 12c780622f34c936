"""Preferences: what a reader changes of a subscription with the link in each of their mails, without a login.

The link is the one that ends the subscription: whoever can do that may as well choose, pause or come back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.core.edition import Edition
from digest.core.links import Grant, Links, Purpose
from digest.core.naming import CategoryNames
from digest.core.subscriber import Choice, SubscriberState
from digest.db import categories as taxonomy
from digest.db import consents, editions, letters, reader_choices, subscribers
from digest.db.store import Store
from digest.db.subscribers import StoredSubscription

PAUSE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Preferences:
    """A subscription, and what there is to choose from."""

    edition: Edition
    subscription: StoredSubscription
    names: CategoryNames


def read_preferences(store: Store, links: Links, token: str) -> Preferences | None:
    """What the link of `token` is about; None if it is not one of ours, or of somebody erased. Changes nothing."""
    if not (grant := links.read(token, Purpose.UNSUBSCRIBE)):
        return None
    with store.reading() as session:
        subscription = subscribers.find_subscription(session, grant.subscriber_id, grant.edition_id)
        edition = editions.find(session, subscription.edition).edition
        names = taxonomy.names(session)
    if subscription.subscriber.state is SubscriberState.UNSUBSCRIBED:
        return None
    return Preferences(edition, subscription, names)


def choose(store: Store, grant: Grant, choice: Choice) -> None:
    """Change what the reader receives from the next issue on."""
    with store.writing() as session:
        reader_choices.choose(session, grant.subscriber_id, grant.edition_id, choice)


def pause(store: Store, grant: Grant, *, now: datetime) -> None:
    """Send nothing for 30 days."""
    with store.writing() as session:
        reader_choices.pause(session, grant.subscriber_id, grant.edition_id, until=now + PAUSE)


def resume(store: Store, grant: Grant) -> None:
    """Send again, to whoever had paused or left."""
    with store.writing() as session:
        reader_choices.resume(session, grant.subscriber_id, grant.edition_id)


def export(store: Store, grant: Grant) -> dict[str, object]:
    """All that is kept about the reader, in plain values (GDPR articles 15 and 20)."""
    with store.reading() as session:
        mine = reader_choices.subscriptions_of(session, grant.subscriber_id)
        agreed = consents.of_address(session, mine[0].subscriber.email)
    return {
        "email": mine[0].subscriber.email,
        "name": mine[0].subscriber.name,
        "subscriptions": [_plain(each) for each in mine],
        "consents": [
            {
                "purpose": each.purpose,
                "how": each.how,
                "language": each.language,
                "text": each.text_hash,
                "asked": each.asked_at.isoformat(),
                "confirmed": each.confirmed_at.isoformat() if each.confirmed_at else None,
            }
            for each in agreed
        ],
    }


def erase(store: Store, grant: Grant, *, now: datetime) -> None:
    """Forget the reader in all editions; what was sent stays countable, and nothing tells to whom."""
    with store.writing() as session:
        email = subscribers.find_subscription(session, grant.subscriber_id, grant.edition_id).subscriber.email
        consents.forget_address(session, email)
        letters.forget_address(session, email)
        reader_choices.erase(session, grant.subscriber_id, now=now)


def _plain(subscription: StoredSubscription) -> dict[str, object]:
    moments = (subscription.subscribed_at, subscription.left_at, subscription.paused_until)
    since, left, paused = (moment.isoformat() if moment else None for moment in moments)
    return {
        "edition": subscription.edition,
        "countries": list(subscription.choice.countries),
        "categories": list(subscription.choice.categories),
        "format": subscription.choice.format.value,
        "state": subscription.state.value,
        "consent": subscription.consent,
        "since": since,
        "left": left,
        "paused_until": paused,
    }
