"""Subscribers: they join once, choose, and leave for good."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from digest.core.errors import NotFound
from digest.core.subscriber import Choice, Format, SubscriberState, Subscription
from digest.db import subscribers
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.db.subscribers import Joined, StoredSubscription, SubscriberRow, SubscriptionState
from tests.builders import NOON, a_subscriber
from tests.db.given import an_edition_in, readers_in

LATER = NOON + timedelta(hours=1)
CHOICE = Choice(countries=("BJ", "TG"), categories=("security",), format=Format.TEXT)


def join(store: Store, edition: StoredEdition, *, choice: Choice = CHOICE) -> Joined:
    with store.writing() as session:
        return subscribers.join(
            session,
            edition.id,
            email="awa@lectrices.example",
            name="Awa",
            choice=choice,
            consent="form",
            now=NOON,
        )


def test_join_keeps_a_subscription_as_it_is(store: Store) -> None:
    edition = an_edition_in(store)

    assert join(store, edition) is Joined.ADDED

    expected = StoredSubscription(a_subscriber(), "ouest", CHOICE, SubscriptionState.ACTIVE, "form", NOON)
    with store.reading() as session:
        assert subscribers.every(session, edition.id) == [expected]
        assert subscribers.find_subscription(session, 1, edition.id) == expected
        assert subscribers.active(session, edition.id) == [Subscription(a_subscriber(), "ouest", CHOICE)]


def test_join_twice_leaves_the_first_choice(store: Store) -> None:
    edition = an_edition_in(store)
    join(store, edition)

    assert join(store, edition, choice=Choice()) is Joined.KNOWN

    with store.reading() as session:
        assert [stored.choice for stored in subscribers.every(session, edition.id)] == [CHOICE]


def test_join_another_edition_is_the_same_person(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    join(store, west)

    assert join(store, south) is Joined.ADDED

    with store.reading() as session:
        (one,), (other,) = subscribers.active(session, west.id), subscribers.active(session, south.id)
    assert one.subscriber == other.subscriber


def test_leave_ends_a_subscription_once(store: Store) -> None:
    edition = an_edition_in(store)
    join(store, edition)

    with store.writing() as session:
        first = subscribers.leave(session, 1, edition.id, at=NOON)
        second = subscribers.leave(session, 1, edition.id, at=LATER)

    assert (first, second) == (True, False)
    with store.reading() as session:
        left = subscribers.find_subscription(session, 1, edition.id)
    assert (left.state, left.left_at) == (SubscriptionState.UNSUBSCRIBED, NOON)


def test_leave_of_one_edition_leaves_the_other(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    join(store, west)
    join(store, south)

    with store.writing() as session:
        subscribers.leave(session, 1, west.id, at=NOON)

    with store.reading() as session:
        assert subscribers.count_active(session, west.id) == 0
        assert subscribers.count_active(session, south.id) == 1


def test_join_does_not_bring_back_who_left(store: Store) -> None:
    edition = an_edition_in(store)
    join(store, edition)
    with store.writing() as session:
        subscribers.leave(session, 1, edition.id, at=NOON)

    assert join(store, edition) is Joined.GONE

    with store.reading() as session:
        assert subscribers.active(session, edition.id) == []


def test_join_does_not_bring_back_who_is_suppressed(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    join(store, west)
    with store.writing() as session:
        session.execute(update(SubscriberRow).values(state=SubscriberState.SUPPRESSED.value))

    assert join(store, south) is Joined.GONE

    with store.reading() as session:
        assert subscribers.every(session, south.id) == []
        assert subscribers.count_active(session, west.id) == 0


def test_active_is_in_the_order_in_which_they_came(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 3)

    with store.reading() as session:
        found = subscribers.active(session, edition.id)
        assert subscribers.count_active(session, edition.id) == 3
    assert [each.subscriber.id for each in found] == [1, 2, 3]


def test_find_subscription_of_a_stranger_is_not_found(store: Store) -> None:
    edition = an_edition_in(store)

    with store.reading() as session, pytest.raises(NotFound):
        subscribers.find_subscription(session, 1, edition.id)
