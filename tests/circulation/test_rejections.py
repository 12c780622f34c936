"""Rejections: a refusal in our own session is the surest word on an address, unless all are refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.core.delivery import Outcome, Receipt
from digest.core.subscriber import SubscriberState
from digest.core.suppression import address_key
from digest.db import bounces, subscribers, suppressions
from digest.db.store import Store
from digest.mail.outbox import Outbox
from digest.mail.transport import Outgoing
from tests.circulation.given import LINKS, an_approved_issue_in, send_today

ACTIVE, SUPPRESSED = SubscriberState.ACTIVE, SubscriberState.SUPPRESSED


@dataclass
class Refusing:
    """A transport that has the same answer for the first readers."""

    code: int
    enhanced: str | None
    text: str
    readers: int = 1

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        refused = {f"reader{n}@lectrices.example" for n in range(1, self.readers + 1)}
        receipt = Receipt(Outcome.REJECTED, code=self.code, enhanced=self.enhanced, text=self.text)
        return [
            receipt if each.envelope.recipient in refused else Receipt(Outcome.ACCEPTED, code=250)
            for each in batch
        ]

    def close(self) -> None:
        """Nothing is open."""


def states(store: Store) -> list[SubscriberState]:
    with store.reading() as session:
        return [each.subscriber.state for each in subscribers.every(session, 1)]


def followed(store: Store) -> list[tuple[str, str]]:
    with store.reading() as session:
        return [(each.reason, each.followed) for each in bounces.every(session, limit=50)]


def test_address_that_does_not_exist_is_not_written_to_again(store: Store) -> None:
    an_approved_issue_in(store, readers=2)

    send_today(store, lambda: Refusing(550, "5.1.1", "No such user here"))

    assert (states(store), followed(store)) == ([SUPPRESSED, ACTIVE], [("no such user", "suppressed")])
    with store.reading() as session:
        assert suppressions.suppressed(session, [address_key(LINKS.secret, "reader1@lectrices.example")])


def test_less_certain_words_have_to_come_twice(store: Store) -> None:
    an_approved_issue_in(store, readers=2)

    send_today(store, lambda: Refusing(550, None, "No such user here"))

    assert (states(store), followed(store)) == ([ACTIVE, ACTIVE], [("no such user", "counted")])


def test_server_that_knows_none_of_our_readers_is_doubted(store: Store) -> None:
    an_approved_issue_in(store, readers=12)

    send_today(store, lambda: Refusing(550, "5.1.1", "No such user here", readers=12))

    assert states(store) == [ACTIVE] * 12
    assert followed(store) == [("no such user", "counted")] * 12


def test_refusal_that_is_about_us_counts_against_nobody(store: Store) -> None:
    an_approved_issue_in(store, readers=2)

    send_today(store, lambda: Refusing(554, "5.7.1", "Your IP is on a block list"))

    assert (states(store), followed(store)) == ([ACTIVE, ACTIVE], [("blocked", "noted")])


def test_refusal_is_learnt_once(store: Store) -> None:
    an_approved_issue_in(store, readers=2)
    send_today(store, lambda: Refusing(550, None, "No such user here"))
    before = followed(store)

    send_today(store, Outbox)

    assert followed(store) == before
