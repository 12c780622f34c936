"""Leaving: by the signed link alone, at once, for good, and as often as somebody clicks."""

from dataclasses import replace

from digest.circulation.leave import Farewell, read_link, unsubscribe
from digest.core.letter import LetterKind
from digest.core.links import Links
from digest.db import editions, letters, subscribers
from digest.db.store import Store
from tests.builders import NOON
from tests.circulation.given import LINKS
from tests.db.given import an_edition_in, readers_in

STAYS = Farewell("ouest", "Afrique de l’Ouest", "fr", "reader1@lectrices.example", is_subscribed=True)
LEFT = Farewell("ouest", "Afrique de l’Ouest", "fr", "reader1@lectrices.example", is_subscribed=False)


def token_of(links: Links, subscriber_id: int = 1) -> str:
    return links.unsubscribe(subscriber_id, 1).rpartition("/")[2]


def test_reading_the_link_changes_nothing(store: Store) -> None:
    readers_in(store, an_edition_in(store), 1)

    assert [read_link(store, LINKS, token_of(LINKS)) for _ in range(2)] == [STAYS, STAYS]


def test_leaving_ends_the_subscription_once_and_for_all(store: Store) -> None:
    edition = an_edition_in(store)
    readers_in(store, edition, 2)

    answers = [unsubscribe(store, LINKS, token_of(LINKS), now=NOON) for _ in range(2)]

    assert answers == [LEFT, LEFT]
    with store.reading() as session:
        assert [s.subscriber.id for s in subscribers.active(session, edition.id)] == [2]


def test_link_that_somebody_else_signed_does_nothing(store: Store) -> None:
    readers_in(store, an_edition_in(store), 1)
    forged = token_of(Links(b"another secret that is long enough to be one", "https://news.lalagune.example"))

    assert unsubscribe(store, LINKS, forged, now=NOON) is None
    assert read_link(store, LINKS, forged) is None
    assert read_link(store, LINKS, token_of(LINKS)) == STAYS


def test_leaving_brings_one_letter_where_the_edition_wants_it(store: Store) -> None:
    stored = an_edition_in(store)
    readers_in(store, stored, 2)
    unsubscribe(store, LINKS, token_of(LINKS, 2), now=NOON)
    with store.writing() as session:
        editions.save(session, replace(stored.edition, goodbye=True), now=NOON)

    for _ in range(2):
        unsubscribe(store, LINKS, token_of(LINKS), now=NOON)

    with store.writing() as session:
        found = [(each.kind, each.about) for each in letters.claim(session, limit=9, now=NOON)]
    assert found == [(LetterKind.GOODBYE, 1)]
