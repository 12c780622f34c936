"""Letter facts: what a letter that was written down has to say at the moment when it is sent."""

from dataclasses import dataclass

from digest.core.edition import Edition
from digest.core.errors import NotFound
from digest.core.letter import Letter, LetterKind
from digest.core.links import Links
from digest.core.naming import CategoryNames
from digest.core.subscriber import SubscriberState
from digest.core.suppression import address_key
from digest.db import categories as taxonomy
from digest.db import consents, editions, subscribers, suppressions
from digest.db.letters import QueuedLetter
from digest.db.store import Session

_TO_READERS = frozenset({LetterKind.CONFIRM, LetterKind.WELCOME, LetterKind.GOODBYE, LetterKind.PREFERENCES})


@dataclass(frozen=True, slots=True)
class Facts:
    """A letter, and the edition in whose name and look it is set."""

    letter: Letter
    edition: Edition
    names: CategoryNames


def read_facts(session: Session, links: Links, queued: QueuedLetter) -> Facts | None:
    """What `queued` says; None if its reader must not be written to, is forgotten, or has confirmed meanwhile."""
    letter = _to_reader(session, links, queued) if queued.kind in _TO_READERS else _to_editor(links, queued)
    if letter is None:
        return None
    return Facts(letter, editions.find(session, queued.edition).edition, taxonomy.names(session))


def _to_reader(session: Session, links: Links, queued: QueuedLetter) -> Letter | None:
    key = address_key(links.secret, queued.recipient)
    if queued.about is None or suppressions.suppressed(session, [key]):
        return None
    if queued.kind is LetterKind.CONFIRM:
        asked = consents.find(session, queued.about)
        if asked is None or asked.confirmed_at:
            return None
        return Letter(queued.kind, queued.recipient, links.confirm(asked.id, queued.edition_id), asked.choice)
    return _to_subscriber(session, links, queued, queued.about)


def _to_subscriber(session: Session, links: Links, queued: QueuedLetter, subscriber_id: int) -> Letter | None:
    try:
        found = subscribers.find_subscription(session, subscriber_id, queued.edition_id)
    except NotFound:
        return None
    if found.subscriber.state is not SubscriberState.ACTIVE or found.subscriber.email != queued.recipient:
        return None
    return Letter(queued.kind, queued.recipient, links.preferences(subscriber_id, queued.edition_id), found.choice)


def _to_editor(links: Links, queued: QueuedLetter) -> Letter:
    link = links.desk(queued.edition, queued.day.isoformat()) if queued.day else ""
    return Letter(queued.kind, queued.recipient, link, day=queued.day, reason=queued.reason)
