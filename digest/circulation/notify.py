"""Notify: send the letters that are written down, to readers and editors alike.

Whoever wants a letter sent writes it down in the transaction of the deed that it is about,
`db.letters.add(session, edition_id, kind, recipient, about=…, day=…, reason=…, now=now)`, commits, and calls
`send_letters`; what is not sent at once is found by the next tick of the clock. Where a letter's button leads is
worked out when it is sent (`circulation.letter_facts`), so that no link lies in the database.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from digest.circulation.letter_facts import read_facts
from digest.core.delivery import DeliveryState, NextStep, Outcome, Receipt, next_step
from digest.core.errors import DigestError
from digest.core.links import Links
from digest.db import letters
from digest.db.letters import QueuedLetter
from digest.db.store import Store
from digest.mail.identity import NOTHING_SET, Identity
from digest.mail.letter import compose_letter
from digest.mail.transport import Envelope, Outgoing, Transport
from digest.render.letters import LetterSetter

BATCH = 20
RETRY = timedelta(minutes=1)
"""How long a letter waits that did not reach a server at all."""
TOO_OLD = timedelta(days=1)
"""A letter that is older than that answers nobody any more."""

NOT_NEEDED = "nobody needs it any more, or its reader must not be written to"

log = logging.getLogger("digest.letters")


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What letters are sent with."""

    store: Store
    setter: LetterSetter
    links: Links
    connect: Callable[[], Transport]
    identity: Identity = NOTHING_SET


def send_letters(office: PostOffice, *, clock: Callable[[], datetime]) -> int:
    """Send the letters that are due; how many a server has taken.

    What fails is written down with the letter, logged, and tried again for a day; nothing is raised for it. It may
    run in several processes at once: each letter is claimed by one of them. The Message-ID is the same for every
    attempt, so that a letter whose process died and that comes twice is seen to be one.
    """
    if not (claimed := _claim(office.store, now=clock())):
        return 0
    taken, transport = 0, office.connect()
    try:
        while claimed:
            taken += _send(office, transport, claimed, now=clock())
            claimed = _claim(office.store, now=clock())
        return taken
    finally:
        transport.close()


def _claim(store: Store, *, now: datetime) -> list[QueuedLetter]:
    with store.writing() as session:
        return letters.claim(session, limit=BATCH, now=now)


def _send(office: PostOffice, transport: Transport, claimed: Sequence[QueuedLetter], *, now: datetime) -> int:
    composed = [(letter, _compose(office, letter, now=now)) for letter in claimed]
    batch = [outgoing for _, outgoing in composed if isinstance(outgoing, Outgoing)]
    try:
        receipts = iter(transport.send(batch) if batch else [])
    except DigestError as error:
        receipts = iter([Receipt(Outcome.UNTRIED, text=str(error))] * len(batch))
    answers = [(letter, next(receipts) if isinstance(made, Outgoing) else made) for letter, made in composed]
    steps = [(letter, receipt, _step(letter, receipt, now=now)) for letter, receipt in answers]
    with office.store.writing() as session:
        for letter, receipt, step in steps:
            answer = receipt.text if receipt else NOT_NEEDED
            letters.record(session, letter.id, step.state, answer=answer, due_at=step.due_at)
    for letter, receipt, step in steps:
        if receipt and receipt.outcome is not Outcome.ACCEPTED:
            log.warning("The letter %d (%s) is %s: %s", letter.id, letter.kind, step.state, receipt.text)
    return sum(step.state is DeliveryState.ACCEPTED for _, _, step in steps)


def _step(letter: QueuedLetter, receipt: Receipt | None, *, now: datetime) -> NextStep:
    if receipt is None:
        return NextStep(DeliveryState.SUPPRESSED)
    if receipt.outcome is Outcome.UNTRIED:
        receipt = replace(receipt, retry_at=max(now + RETRY, receipt.retry_at or now))
    until = letter.asked_at + TOO_OLD
    step = next_step(receipt, attempt=letter.attempt, now=now, until=until, salt=letter.id)
    # Letters know one way of waiting.
    return replace(step, state=DeliveryState.QUEUED) if step.state is DeliveryState.DEFERRED else step


def _compose(office: PostOffice, queued: QueuedLetter, *, now: datetime) -> Outgoing | Receipt | None:
    """The message; None if nobody needs it any more, a receipt if it cannot be made as things are."""
    try:
        return _set(office, queued, now=now)
    except DigestError as error:  # such as a template that is broken, which somebody will mend
        return Receipt(Outcome.UNTRIED, text=str(error))


def _set(office: PostOffice, queued: QueuedLetter, *, now: datetime) -> Outgoing | None:
    with office.store.reading() as session:
        facts = read_facts(session, office.links, queued)
    if facts is None:
        return None
    edition = facts.edition
    found = office.setter.set(facts.letter, edition, facts.names)
    parts = compose_letter(
        edition.sender,
        queued.recipient,
        subject=found.subject,
        html=found.html,
        text=found.text,
        reference=f"{office.links.public_url} letter {queued.id}",
        at=now.astimezone(ZoneInfo(edition.cadence.zone)),
        signer=office.identity.signer,
    )
    # What bounces is for people to read: it belongs to no issue that could count it.
    return Outgoing(Envelope(edition.sender.address, queued.recipient), parts)
