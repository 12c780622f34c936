"""Onlooker: somebody with whose eyes an editor looks at an issue, and the message that they would get."""

from dataclasses import dataclass
from datetime import datetime

from digest.circulation.proof import READER
from digest.circulation.repeats import find_repeats
from digest.core.errors import NotFound
from digest.core.issue import Issue
from digest.core.links import Links
from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice, Format, Subscriber
from digest.db import received, subscribers
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.mail.message import Composer, Letterhead
from digest.render.press import Press


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Whom a message is made for, and what they are to see."""

    subscriber: Subscriber = READER
    variant: Variant = EVERYTHING


def persona(kind: str, value: str) -> Onlooker:
    """Somebody invented who chose one country, one category or a format; NotFound for a format there is not."""
    match kind:
        case "country":
            return Onlooker(variant=Variant(Choice(countries=(value,))))
        case "category":
            return Onlooker(variant=Variant(Choice(categories=(value,))))
        case "format" if value in set(Format):
            return Onlooker(variant=Variant(Choice(format=Format(value))))
    raise NotFound(f"There is no reader of the kind “{kind}:{value}”.")


def subscriber(store: Store, stored: StoredEdition, issue: Issue, email: str) -> Onlooker:
    """The subscriber with that address, less what they had in other editions; NotFound if there is none."""
    with store.reading() as session:
        found = subscribers.find_by_address(session, stored.id, email)
    repeats = find_repeats(store, stored, issue)
    with store.reading() as session:
        mails = received.received(session, [found.subscriber.id], repeats.others)
    return Onlooker(found.subscriber, repeats.variant(found.choice, mails.get(found.subscriber.id, frozenset())))


def message(
    press: Press, stored: StoredEdition, issue: Issue, links: Links, onlooker: Onlooker, at: datetime
) -> bytes:
    """The message that `onlooker` would get at `at`, with links that do nothing; NotFound if it has no story."""
    rendering = press.render(onlooker.variant)
    if not rendering.stories:
        raise NotFound("No story of this issue fits what they chose, so they get no mail.")
    return b"".join(
        Composer(rendering, Letterhead(stored.edition, issue)).compose(
            onlooker.subscriber, unsubscribe_url=links.unsubscribe(0, 0), at=at
        )
    )
