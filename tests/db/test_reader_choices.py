from datetime import timedelta

from sqlalchemy import update

from digest.core.subscriber import Choice, Format, Subscriber, SubscriberState
from digest.db import deliveries, reader_choices, subscribers
from digest.db.store import Store
from digest.db.subscribers import StoredSubscription, SubscriberRow, SubscriptionState
from tests.builders import NOON
from tests.db.given import an_edition_in, an_issue_in, readers_in

CHOICE = Choice(("BJ",), ("economy",), Format.TEXT)
DAY = timedelta(days=1)


def receiving(store: Store, edition_id: int) -> list[int]:
    with store.reading() as session:
        return [each.subscriber.id for each in subscribers.active(session, edition_id)]


def found(store: Store, edition_id: int, subscriber_id: int = 1) -> StoredSubscription:
    with store.reading() as session:
        return subscribers.find_subscription(session, subscriber_id, edition_id)


def test_pause_ends_when_its_moment_has_come(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 2)
    with store.writing() as session:
        reader_choices.pause(session, 1, edition.id, until=NOON + DAY)
    paused = found(store, edition.id)

    assert (paused.state, paused.paused_until) == (SubscriptionState.PAUSED, NOON + DAY)
    assert receiving(store, edition.id) == [2]
    with store.writing() as session:
        assert reader_choices.wake(session, edition.id, now=NOON + DAY - timedelta(seconds=1)) == 0
        assert reader_choices.wake(session, edition.id, now=NOON + DAY) == 1
    assert receiving(store, edition.id) == [1, 2]
    assert found(store, edition.id).paused_until is None


def test_paused_reader_is_not_written_to_by_an_issue_that_is_planned_already(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 2)
    issue = an_issue_in(store, edition)
    with store.writing() as session:
        deliveries.plan(session, issue.id, edition.id, now=NOON)
        reader_choices.pause(session, 1, edition.id, until=NOON + DAY)
        claims = deliveries.claim(session, issue.id, limit=9, now=NOON)

    assert [claim.subscriber.id for claim in claims] == [2]


def test_pause_can_be_ended_by_leaving_and_does_not_bring_back_who_left(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 1)
    with store.writing() as session:
        reader_choices.pause(session, 1, edition.id, until=NOON + DAY)
        assert subscribers.leave(session, 1, edition.id, at=NOON)
        reader_choices.pause(session, 1, edition.id, until=NOON + DAY)
        reader_choices.wake(session, edition.id, now=NOON + DAY)

    assert (found(store, edition.id).state, receiving(store, edition.id)) == (SubscriptionState.UNSUBSCRIBED, [])


def test_resume_brings_back_who_left_or_paused(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 2)
    with store.writing() as session:
        subscribers.leave(session, 1, edition.id, at=NOON)
        reader_choices.pause(session, 2, edition.id, until=NOON + DAY)
        for id in (1, 2):
            reader_choices.resume(session, id, edition.id)

    back = found(store, edition.id)
    assert (receiving(store, edition.id), back.left_at, back.paused_until) == ([1, 2], None, None)


def test_subscribe_takes_in_a_stranger_and_brings_back_who_has_left(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 1)
    with store.writing() as session:
        subscribers.leave(session, 1, edition.id, at=NOON)
        both = [
            reader_choices.subscribe(session, edition.id, email=email, choice=CHOICE, consent="yes", now=NOON)
            for email in ("reader1@lectrices.example", "bio@lecteurs.example")
        ]

    ids = [reader.id for reader in both if reader]
    assert (receiving(store, edition.id), ids[0], len(ids)) == (ids, 1, 2)
    assert [found(store, edition.id, id).choice for id in ids] == [CHOICE, CHOICE]


def test_subscribe_does_not_bring_back_who_is_suppressed(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 1)
    with store.writing() as session:
        session.execute(update(SubscriberRow).values(state=SubscriberState.SUPPRESSED.value))
        back = reader_choices.subscribe(
            session, edition.id, email="reader1@lectrices.example", choice=CHOICE, consent="confirmed", now=NOON
        )

    assert (back, receiving(store, edition.id)) == (None, [])


def test_choose_changes_one_subscription_and_no_other(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    readers_in(store, west, 2)
    readers_in(store, south, 2)
    with store.writing() as session:
        reader_choices.choose(session, 1, west.id, CHOICE)
        mine = reader_choices.subscriptions_of(session, 1)
        reader = reader_choices.find_by_email(session, "reader1@lectrices.example")

    assert [(each.edition, each.choice) for each in mine] == [("ouest", CHOICE), ("sud", Choice())]
    assert found(store, west.id, 2).choice == Choice()
    assert reader == Subscriber(1, "reader1@lectrices.example", "Reader 1", SubscriberState.ACTIVE)


def test_erase_leaves_nothing_of_a_person_and_keeps_what_was_sent_countable(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 2, choice=CHOICE)
    issue = an_issue_in(store, edition)
    with store.writing() as session:
        deliveries.plan(session, issue.id, edition.id, now=NOON)
        reader_choices.erase(session, 1, now=NOON)
        claims = deliveries.claim(session, issue.id, limit=9, now=NOON)

    erased = found(store, edition.id)
    nobody = Subscriber(1, "erased-1@erased.invalid", "", SubscriberState.UNSUBSCRIBED)
    assert (erased.subscriber, erased.choice, erased.consent) == (nobody, Choice(), "")
    assert [claim.subscriber.id for claim in claims] == [2]
