"""Sign-up: somebody asks for an edition by themselves, and confirms it from their own mailbox.

Anybody can type anybody's address, so asking makes no subscriber, tells nobody who is known, and sends one letter
a day at most. Sources: GDPR articles 5(1)(c) and 7(1); what is kept of it is in db.consents.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.circulation.subscribers import normalise_address
from digest.core.edition import Edition
from digest.core.errors import NotFound
from digest.core.letter import LetterKind
from digest.core.links import Links, Purpose
from digest.core.subscriber import Choice
from digest.core.suppression import address_key
from digest.db import consents, editions, letters, reader_choices, subscribers, suppressions
from digest.db.consents import Consent
from digest.db.store import Session, Store
from digest.db.subscribers import SubscriptionState

ONE_LETTER_IN = timedelta(hours=24)
LINK_AGAIN_AFTER = timedelta(hours=1)
KEPT = timedelta(days=7)
"""For so long what was asked waits to be confirmed, and a letter is kept that has been sent."""
_ANSWERS = (LetterKind.CONFIRM, LetterKind.PREFERENCES)


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody saw when they asked."""

    how: str
    """Which page it was."""
    language: str
    text: str
    """The sentence that they agreed to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What there is to confirm, or has been confirmed."""

    edition: Edition
    consent: Consent
    subscriber_id: int | None
    """Who confirmed it; None before that."""


def ask(store: Store, secret: bytes, key: str, email: str, choice: Choice, *, shown: Shown, now: datetime) -> None:
    """Write the letter that asks `email` whether they want the edition, or their link to whoever has it already.

    Nothing comes of it, and nothing tells so, for an address that is suppressed or has had such a letter today.
    InvalidInput if it is no address.
    """
    email = normalise_address(email)
    with store.writing() as session:
        edition_id = editions.find(session, key).id
        if suppressions.suppressed(session, [address_key(secret, email)]):
            return
        if letters.was_asked(session, edition_id, email, _ANSWERS, since=now - ONE_LETTER_IN):
            return
        if (known := _receiver(session, edition_id, email)) is not None:
            letters.add(session, edition_id, LetterKind.PREFERENCES, email, about=known, now=now)
            return
        text_hash = hashlib.sha256(shown.text.encode()).hexdigest()
        asked = consents.ask(
            session,
            edition_id,
            email,
            choice,
            how=shown.how,
            language=shown.language,
            text_hash=text_hash,
            now=now,
        )
        letters.add(session, edition_id, LetterKind.CONFIRM, email, about=asked, now=now)


def read_request(store: Store, links: Links, token: str) -> Asked | None:
    """What the link of `token` would confirm; None if it is not one of ours, or is forgotten. Changes nothing."""
    with store.reading() as session:
        return _read(session, links, token)


def confirm(store: Store, links: Links, token: str, *, now: datetime) -> Asked | None:
    """Subscribe whoever asked for it, once: the same answer again, also to somebody who has left since."""
    with store.writing() as session:
        asked = _read(session, links, token)
        if asked is None or not consents.confirm(session, asked.consent.id, now=now):
            return asked
        consent = asked.consent
        reader = reader_choices.subscribe(
            session,
            consent.edition_id,
            email=consent.email,
            choice=consent.choice,
            consent=f"{consent.how}, confirmed",
            now=now,
        )
        if reader is None:
            return None
        letters.add(session, consent.edition_id, LetterKind.WELCOME, consent.email, about=reader.id, now=now)
        return Asked(asked.edition, consent, reader.id)


def send_link(store: Store, email: str, *, now: datetime) -> None:
    """Write to `email` the link to each edition that they receive, or have left; nothing tells who is known.

    InvalidInput if it is no address.
    """
    email, kinds = normalise_address(email), (LetterKind.PREFERENCES,)
    with store.writing() as session:
        reader = reader_choices.find_by_email(session, email)
        for each in reader_choices.subscriptions_of(session, reader.id) if reader else ():
            edition_id = editions.find(session, each.edition).id
            if not letters.was_asked(session, edition_id, email, kinds, since=now - LINK_AGAIN_AFTER):
                letters.add(session, edition_id, kinds[0], email, about=each.subscriber.id, now=now)


def prune(store: Store, *, now: datetime) -> int:
    """Forget what nobody has confirmed for a week, and letters as old; how many addresses were not confirmed."""
    with store.writing() as session:
        letters.forget_old(session, before=now - KEPT)
        return consents.forget_unconfirmed(session, before=now - KEPT)


def _read(session: Session, links: Links, token: str) -> Asked | None:
    if not (grant := links.read(token, Purpose.CONFIRM)):
        return None
    consent = consents.find(session, grant.subscriber_id)
    if consent is None or consent.edition_id != grant.edition_id:
        return None
    if suppressions.suppressed(session, [address_key(links.secret, consent.email)]):
        return None
    reader = reader_choices.find_by_email(session, consent.email) if consent.confirmed_at else None
    return Asked(editions.by_id(session, consent.edition_id), consent, reader.id if reader else None)


def _receiver(session: Session, edition_id: int, email: str) -> int | None:
    """Who has that address and is subscribed."""
    try:
        found = subscribers.find_by_address(session, edition_id, email)
    except NotFound:
        return None
    return found.subscriber.id if found.state is not SubscriptionState.UNSUBSCRIBED else None
