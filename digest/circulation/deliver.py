"""Deliver: claim a few rows, mark them sending, commit, send, write down what became of them, commit.

Each connection has a thread of its own. One transaction records a window of rows and claims the next; a journal
tells which messages of a window had begun to leave when the process died.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock

from digest.circulation.journal import Journal, NoJournal, open_journal
from digest.circulation.probation import Probation
from digest.circulation.repeats import Repeats
from digest.core.delivery import DeliveryState, NextStep, Outcome, Receipt, next_step
from digest.core.due import too_late_at
from digest.core.errors import DigestError, Unavailable
from digest.core.issue import Issue, IssueState
from digest.core.links import Links
from digest.core.rendering import Variant
from digest.db import deliveries, issues, selections
from digest.db.deliveries import Claim, Result
from digest.db.editions import StoredEdition
from digest.db.received import Received, received
from digest.db.store import Store
from digest.mail.identity import NOTHING_SET, Identity
from digest.mail.message import Composer, Letterhead
from digest.mail.transport import Envelope, Outgoing, Transport, Witness
from digest.render.press import Press

BATCH = 16
"""Messages handed to a connection at a time: what is still finished when somebody interrupts."""
QUICK = timedelta(seconds=1)
"""A window that took less is followed by a larger one, so that rows do not wait long at a slow connection."""
_MOST_MAILS = 1_000
"""Mails that are remembered, up to 100 kB each: memory must not grow with the readers."""
UNTRIED = Receipt(Outcome.UNTRIED)

Task = tuple[Claim, Variant]
"""A delivery to try, and what its reader is to be shown."""

_NOTHING = frozenset[Received]()
_NONE_FITS = "no story of the issue fits the subscriber’s choice"
_ALL_HAD = "everything in this issue had come in another edition"


@dataclass(frozen=True, slots=True)
class Mail:
    """What everybody of a variant gets."""

    composer: Composer
    selection_id: int | None
    """The stories that it shows; None where no other edition has a reader of this one."""


@dataclass(frozen=True, slots=True)
class Delivering:
    """One issue on its way."""

    store: Store
    press: Press
    links: Links
    stored: StoredEdition
    issue: Issue
    repeats: Repeats
    identity: Identity = NOTHING_SET
    notes: Path | None = None
    """Folder for the journals of this run."""
    letterhead: Letterhead = field(init=False)
    too_late_at: datetime = field(init=False)
    """From when on nothing more is handed over."""
    _mails: dict[Variant, Mail | None] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _turn: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        edition, archive_url = self.stored.edition, self.links.archive(self.stored.edition.key)
        letterhead = Letterhead(edition, self.issue, signer=self.identity.signer, archive_url=archive_url)
        object.__setattr__(self, "letterhead", letterhead)
        object.__setattr__(self, "too_late_at", too_late_at(self.issue, self.stored.edition.cadence))

    def turn(self) -> AbstractContextManager[object]:
        """Held while rows are claimed: SQLite lets one transaction write, and keeps others waiting for longer."""
        return nullcontext() if self.store.is_shared else self._turn

    def mail(self, variant: Variant) -> Mail | None:
        """The mail of a variant, made once or seldom more; None where the issue has no story for it."""
        with self._lock:
            if variant not in self._mails:
                if len(self._mails) >= _MOST_MAILS:  # where everybody has their own, none of them comes again
                    self._mails.clear()
                self._mails[variant] = self._make(variant)
            return self._mails[variant]

    def outgoing(self, claim: Claim, mail: Mail, witness: Witness, *, at: datetime) -> Outgoing:
        """The message of one delivery, in its envelope."""
        unsubscribe_url = self.links.unsubscribe(claim.subscriber.id, self.stored.id)
        address = self.identity.unsubscribe_address(self.issue.id, claim.subscriber.id)
        parts = mail.composer.compose(
            claim.subscriber, unsubscribe_url=unsubscribe_url, unsubscribe_address=address, at=at
        )
        sender = self.identity.envelope_sender(self.stored.edition, self.issue.id, claim.subscriber.id)
        return Outgoing(Envelope(sender, claim.subscriber.email), parts, witness)

    def _make(self, variant: Variant) -> Mail | None:
        rendering = self.press.render(variant)
        if not rendering.stories:
            return None
        composer = Composer(rendering, self.letterhead)
        if self.repeats.others is None:
            return Mail(composer, None)
        with self.store.writing() as session:
            return Mail(composer, selections.add(session, self.issue.id, rendering.stories))


def deliver(
    delivering: Delivering,
    connect: Callable[[], Transport],
    *,
    connections: int,
    clock: Callable[[], datetime],
) -> None:
    """Send everything that is queued or due again; returns when nothing is left to try now.

    Raises Unavailable if the server takes nothing; what it did not take is queued again. Interrupted, it
    waits for the messages in mid-air and writes down what became of them.
    """
    is_over, probation = Event(), Probation(delivering.store, delivering.issue)
    with ThreadPoolExecutor(connections, thread_name_prefix="connection") as pool:
        workers = [pool.submit(_work, delivering, connect, clock, is_over, probation) for _ in range(connections)]
        try:
            wait(workers)
        finally:
            is_over.set()
    for worker in workers:
        worker.result()


def _work(
    delivering: Delivering,
    connect: Callable[[], Transport],
    clock: Callable[[], datetime],
    is_over: Event,
    probation: Probation,
) -> None:
    journal, transport = open_journal(delivering.notes), connect()
    results: list[Result] = []
    size = BATCH
    try:
        while tasks := _exchange(delivering, results, limit=0 if is_over.is_set() else size, now=clock()):
            journal.clear()
            began = clock()
            results = _send_window(delivering, transport, journal, tasks, clock, is_over, probation)
            is_quick = clock() - began < QUICK
            size = min(size * 2, journal.room) if is_quick else max(size // 2, BATCH)
    finally:
        transport.close()
        journal.close()


def _exchange(delivering: Delivering, results: Sequence[Result], *, limit: int, now: datetime) -> list[Task]:
    """Write down `results` and claim up to `limit` rows that come next, in one transaction.

    None comes next if the issue was stopped, or is too late.
    """
    repeats, issue_id = delivering.repeats, delivering.issue.id
    with delivering.turn(), delivering.store.writing() as session:
        deliveries.record(session, results, now=now)
        goes_on = (
            limit and now < delivering.too_late_at and issues.state_of(session, issue_id) is not IssueState.STOPPED
        )
        claims = deliveries.claim(session, issue_id, limit=limit, now=now) if goes_on else []
        had = received(session, [claim.subscriber.id for claim in claims], repeats.others)
    return [(claim, repeats.variant(claim.choice, had.get(claim.subscriber.id, _NOTHING))) for claim in claims]


def _send_window(
    delivering: Delivering,
    transport: Transport,
    journal: Journal | NoJournal,
    tasks: Sequence[Task],
    clock: Callable[[], datetime],
    is_over: Event,
    probation: Probation,
) -> list[Result]:
    """Send a window, a batch at a time; what is left when all is over, or nothing works, is queued again."""
    results: list[Result] = []
    left = list(tasks)
    try:
        while left and not is_over.is_set():
            handed = _hand_over(delivering, transport, journal, left[:BATCH], now=clock())
            results += handed
            del left[:BATCH]
            if because := probation.judge(handed):
                is_over.set()
                _stop(delivering, because)
    except DigestError:
        _record(delivering, [*results, *_put_back(delivering, left, now=clock())], now=clock())
        raise
    return results + _put_back(delivering, left, now=clock())


def _put_back(delivering: Delivering, tasks: Sequence[Task], *, now: datetime) -> list[Result]:
    return [_result(delivering, claim, UNTRIED, None, now=now) for claim, _ in tasks]


def _stop(delivering: Delivering, because: str) -> None:
    with delivering.store.writing() as session:
        issue = issues.by_id(session, delivering.issue.id)
        if issue.state is IssueState.SENDING:
            issues.save(session, issue.stop(because=because))


def _record(delivering: Delivering, results: Sequence[Result], *, now: datetime) -> None:
    with delivering.store.writing() as session:
        deliveries.record(session, results, now=now)


def _hand_over(
    delivering: Delivering,
    transport: Transport,
    journal: Journal | NoJournal,
    tasks: Sequence[Task],
    *,
    now: datetime,
) -> list[Result]:
    """Send the messages of `tasks`; Unavailable if the server took none of them."""
    made = [(claim, variant, delivering.mail(variant)) for claim, variant in tasks]
    batch = [(claim, mail) for claim, _, mail in made if mail]
    receipts = transport.send(
        [
            delivering.outgoing(claim, mail, journal.note(claim.delivery_id, mail.selection_id), at=now)
            for claim, mail in batch
        ]
    )
    if receipts and all(receipt.outcome is Outcome.UNTRIED and not receipt.retry_at for receipt in receipts):
        raise Unavailable(
            f"The SMTP server takes no message ({receipts[0].text}); nothing is lost, try again later."
        )
    sent = [
        _result(delivering, claim, receipt, mail.selection_id, now=now)
        for (claim, mail), receipt in zip(batch, receipts, strict=True)
    ]
    return sent + [_nothing_to_say(claim, variant) for claim, variant, mail in made if mail is None]


def _result(
    delivering: Delivering, claim: Claim, receipt: Receipt, selection_id: int | None, *, now: datetime
) -> Result:
    until, salt = delivering.too_late_at, claim.delivery_id
    step = next_step(receipt, attempt=claim.attempt, now=now, until=until, salt=salt)
    return Result(claim.delivery_id, receipt, step, selection_id)


def _nothing_to_say(claim: Claim, variant: Variant) -> Result:
    reason = Receipt(Outcome.UNTRIED, text=_ALL_HAD if variant.omitted else _NONE_FITS)
    return Result(claim.delivery_id, reason, NextStep(DeliveryState.SUPPRESSED, counts=False))
