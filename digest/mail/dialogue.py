"""Dialogue: several messages over one connection, each with the receipt that it deserves.

Wherever the connection breaks, every message gets its due: one whose end had not left us was not taken by
the server and may be sent again; one whose end had left us may have been taken, and nobody can tell
(RFC 1047). How much goes out before the server has answered is a matter of the manner.
"""

import time
from collections.abc import Sequence

from digest.core.delivery import Outcome, Receipt
from digest.mail.announcement import Announcer, Job
from digest.mail.connection import Session
from digest.mail.flight import Flight
from digest.mail.line import OUT_OF_STEP, Line, Lost
from digest.mail.manner import Manner, best_manner
from digest.mail.replies import DONE, GO_ON, Reply
from digest.mail.transport import Outgoing
from digest.mail.verdict import cut_short, unanswered, untried

_DATA = b"DATA\r\n"
_DOT = b".\r\n"
_RSET = b"RSET\r\n"
_IDLE = 5.0
"""Seconds of silence after which a server may have hung up without our having heard of it."""
_ENOUGH = 2
"""So many messages taken in a manner show that the server understands it."""


class Dialogue:
    """Talks to one server for as long as the connection lasts, in `manner` at most."""

    def __init__(self, session: Session, manner: Manner = Manner.CHUNKED) -> None:
        self.is_over = False
        """Whether the connection was lost."""
        self.was_stale = False
        """Whether it was lost before the first message of a batch got anywhere."""
        offers = session.esmtp_features
        self.manner = min(manner, best_manner(offers))
        """How it talks; after the end, how it is wiser to talk the next time."""
        self._line = Line(session)
        self._announcer = Announcer(offers)
        self._accepted = 0
        self._last_heard = time.monotonic()

    def deliver(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        """One receipt for each message; UNTRIED for all that comes after the connection was lost."""
        prepared = [self._announcer.announce(outgoing) for outgoing in batch]
        receipts = iter(self._send([job for job in prepared if isinstance(job, Job)]))
        return [next(receipts) if isinstance(job, Job) else job for job in prepared]

    def is_alive(self) -> bool:
        """Whether the server still listens; asked only where there is reason to doubt it."""
        if time.monotonic() - self._last_heard < _IDLE and not self._line.has_news:
            return True
        try:
            self._line.ask(_RSET, DONE)
        except Lost:
            self._line.drop()
            return False
        return True

    def end(self) -> None:
        """Take leave of the server."""
        self._line.quit()

    def _send(self, jobs: Sequence[Job]) -> list[Receipt]:
        receipts: list[Receipt] = []
        try:
            if self.manner is Manner.CHUNKED:
                Flight(self._line, receipts).send(jobs)
            else:
                self._converse(jobs, receipts)
            if self._line.has_more:
                raise Lost(OUT_OF_STEP, self._line.last_words())
        except Lost as lost:
            self._give_up(lost, receipts)
            receipts += [untried(lost)] * (len(jobs) - len(receipts))
        self._accepted += _accepted(receipts)
        self._last_heard = time.monotonic()
        return receipts

    def _give_up(self, lost: Lost, receipts: Sequence[Receipt]) -> None:
        """A server that hangs up without a word, or is out of step, may not understand what it offers."""
        self.is_over, self.was_stale = True, not receipts
        self._line.drop()
        is_proven = self.manner is not Manner.CHUNKED and self._accepted + _accepted(receipts) >= _ENOUGH
        if not (lost.is_announced or is_proven):
            self.manner = self.manner.lower

    def _converse(self, jobs: Sequence[Job], receipts: list[Receipt]) -> None:
        """Add a receipt for each job; Lost where that ends early, with the receipts up to there added."""
        is_announced = False
        for position, job in enumerate(jobs, 1):
            replies = self._announce(job, is_announced=is_announced)
            if refusal := next((reply for reply in replies if reply.is_refusal), None):
                is_announced = False
                _end(job, refusal.receipt(), receipts)
                self._withdraw(replies[-1])
                continue
            following = jobs[position : position + 1] if self.manner is Manner.OVERLAPPED else ()
            self._hand_over(job, following, receipts)
            is_announced = bool(following)

    def _announce(self, job: Job, *, is_announced: bool) -> list[Reply]:
        """The replies to the commands of a message, up to the first refusal where they go one by one."""
        commands, kinds = (job.mail, job.rcpt, _DATA), (DONE, DONE, GO_ON)
        if self.manner is Manner.OVERLAPPED:
            if not is_announced:
                self._write([b"".join(commands)])
            return [self._line.read(kind) for kind in kinds]
        replies: list[Reply] = []
        for command, kind in zip(commands, kinds, strict=True):
            self._write([command])
            replies.append(self._line.read(kind))
            if replies[-1].is_refusal:
                break
        return replies

    def _withdraw(self, last: Reply) -> None:
        """Bring the server back to where the next message can begin, after a refusal."""
        if last.kind == GO_ON:  # it refused the recipient, and waits for the content all the same
            self._line.ask(_DOT, DONE)
        self._line.ask(_RSET, DONE)

    def _hand_over(self, job: Job, following: Sequence[Job], receipts: list[Receipt]) -> None:
        after = b"".join(_DOT + next_job.mail + next_job.rcpt + _DATA for next_job in following) or _DOT
        job.witness.begins()
        try:
            self._write([*job.parts, after])
            reply = self._line.read(DONE)
        except Lost as lost:
            is_complete = self._line.written >= job.size + len(_DOT)
            _end(job, unanswered(lost) if is_complete else cut_short(lost), receipts)
            raise
        _end(job, reply.receipt(), receipts)

    def _write(self, parts: Sequence[bytes]) -> None:
        try:
            self._line.write(parts)
        except Lost as lost:
            raise Lost(str(lost), self._line.last_words()) from lost


def _end(job: Job, receipt: Receipt, receipts: list[Receipt]) -> None:
    job.witness.ends(receipt)
    receipts.append(receipt)


def _accepted(receipts: Sequence[Receipt]) -> int:
    return sum(receipt.outcome is Outcome.ACCEPTED for receipt in receipts)
