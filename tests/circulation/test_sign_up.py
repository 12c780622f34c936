"""Signing up: one letter, one click in one's own mailbox, and no word on who is known already."""

from datetime import timedelta

from digest.circulation.leave import unsubscribe
from digest.circulation.sign_up import Shown, ask, confirm, prune, read_request, send_link
from digest.core.letter import LetterKind
from digest.core.links import Links
from digest.core.subscriber import Choice, Format
from digest.core.suppression import address_key
from digest.db import consents, letters, reader_choices, subscribers, suppressions
from digest.db.store import Store
from digest.db.subscribers import SubscriptionState
from tests.builders import NOON
from tests.circulation.given import LINKS
from tests.db.given import an_edition_in, readers_in

AWA = "awa@lectrices.example"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHOWN = Shown("/subscribe/ouest", "fr", "Nous vous enverrons un message de confirmation.")
CHOICE = Choice(("BJ",), ("economy",), Format.LIGHT)
TOKEN = LINKS.confirm(1, 1).rpartition("/")[2]


def ask_for(store: Store, email: str = AWA, *, after: timedelta = timedelta()) -> None:
    ask(store, LINKS.secret, "ouest", email, CHOICE, shown=SHOWN, now=NOON + after)


def waiting(store: Store) -> list[tuple[LetterKind, str, int | None]]:
    """Letters that nobody has sent yet; they are claimed by that."""
    with store.writing() as session:
        return [
            (each.kind, each.recipient, each.about)
            for each in letters.claim(session, limit=99, now=NOON + 9 * DAY)
        ]


def test_asking_makes_a_letter_and_no_subscriber(store: Store) -> None:
    an_edition_in(store)

    ask_for(store, " awa@Lectrices.example")

    assert waiting(store) == [(LetterKind.CONFIRM, AWA, 1)]
    with store.reading() as session:
        assert subscribers.every(session, 1) == []
        [consent] = consents.of_address(session, AWA)
    assert (consent.choice, consent.how, consent.language, consent.confirmed_at) == (
        CHOICE,
        SHOWN.how,
        SHOWN.language,
        None,
    )
    assert len(consent.text_hash) == 64


def test_asking_again_writes_one_letter_a_day(store: Store) -> None:
    an_edition_in(store)

    for after in (timedelta(), HOUR, DAY - HOUR, DAY + HOUR):
        ask_for(store, after=after)

    assert waiting(store) == [(LetterKind.CONFIRM, AWA, 1), (LetterKind.CONFIRM, AWA, 2)]


def test_whoever_receives_it_already_gets_their_link(store: Store) -> None:
    readers_in(store, an_edition_in(store), 2)
    unsubscribe(store, LINKS, LINKS.unsubscribe(2, 1).rpartition("/")[2], now=NOON)

    ask_for(store, "reader1@lectrices.example")
    ask_for(store, "reader2@lectrices.example")

    assert waiting(store) == [
        (LetterKind.PREFERENCES, "reader1@lectrices.example", 1),
        (LetterKind.CONFIRM, "reader2@lectrices.example", 1),
    ]


def test_nobody_writes_to_an_address_that_is_suppressed(store: Store) -> None:
    readers_in(store, an_edition_in(store), 1)
    key = address_key(LINKS.secret, "reader1@lectrices.example")
    with store.writing() as session:
        suppressions.suppress(session, key, 1, reason="complaint", now=NOON)

    ask_for(store, "Reader1@lectrices.example")

    assert waiting(store) == []


def test_confirming_subscribes_once_and_welcomes_once(store: Store) -> None:
    an_edition_in(store)
    ask_for(store)

    before = read_request(store, LINKS, TOKEN)
    first, second = (confirm(store, LINKS, TOKEN, now=NOON + HOUR) for _ in range(2))

    assert before
    assert first
    assert second
    assert (before.subscriber_id, first.subscriber_id, second.subscriber_id) == (None, 1, 1)
    assert waiting(store) == [(LetterKind.CONFIRM, AWA, 1), (LetterKind.WELCOME, AWA, 1)]
    with store.reading() as session:
        [subscription] = subscribers.every(session, 1)
    assert (subscription.choice, subscription.consent) == (CHOICE, "/subscribe/ouest, confirmed")
    assert subscription.state is SubscriptionState.ACTIVE


def test_old_confirmation_brings_nobody_back_and_a_new_one_does(store: Store) -> None:
    an_edition_in(store)
    ask_for(store)
    confirm(store, LINKS, TOKEN, now=NOON)
    unsubscribe(store, LINKS, LINKS.unsubscribe(1, 1).rpartition("/")[2], now=NOON + HOUR)

    confirm(store, LINKS, TOKEN, now=NOON + 2 * HOUR)
    with store.reading() as session:
        assert subscribers.active(session, 1) == []

    ask_for(store, after=2 * DAY)
    confirm(store, LINKS, LINKS.confirm(2, 1).rpartition("/")[2], now=NOON + 2 * DAY)
    with store.reading() as session:
        assert [each.subscriber.email for each in subscribers.active(session, 1)] == [AWA]


def test_link_for_something_else_confirms_nothing(store: Store) -> None:
    readers_in(store, an_edition_in(store), 1)
    an_edition_in(store, "sud")
    ask_for(store)
    forged = Links(b"another secret that is long enough to be one", LINKS.public_url)

    wrong = (forged.confirm(1, 1), LINKS.confirm(1, 2), LINKS.confirm(99, 1), LINKS.unsubscribe(1, 1), "/nonsense")
    answers = [confirm(store, LINKS, link.rpartition("/")[2], now=NOON) for link in wrong]

    assert answers == [None] * 5
    with store.reading() as session:
        assert not consents.of_address(session, AWA)[0].confirmed_at


def test_what_nobody_confirms_is_forgotten_after_a_week(store: Store) -> None:
    an_edition_in(store)
    ask_for(store)
    ask_for(store, "ines@lectrices.example", after=DAY)
    confirm(store, LINKS, TOKEN, now=NOON)
    ask_for(store, "moussa@lectrices.example", after=3 * DAY)

    assert [prune(store, now=NOON + days * DAY) for days in (7, 9, 9, 11)] == [0, 1, 0, 1]
    assert read_request(store, LINKS, TOKEN) is not None


def test_lost_link_is_written_to_its_owner_alone(store: Store) -> None:
    for key in ("ouest", "sud"):
        readers_in(store, an_edition_in(store, key), 1)

    send_link(store, "reader1@lectrices.example", now=NOON)
    send_link(store, "reader1@lectrices.example", now=NOON + HOUR / 2)
    send_link(store, AWA, now=NOON)

    assert waiting(store) == [(LetterKind.PREFERENCES, "reader1@lectrices.example", 1)] * 2
    with store.writing() as session:
        reader_choices.erase(session, 1, now=NOON)
    send_link(store, "reader1@lectrices.example", now=NOON + DAY)
    assert waiting(store) == []
