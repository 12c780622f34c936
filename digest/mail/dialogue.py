"""Dialogue: several messages over one connection, each with the receipt that it deserves.

Where the server offers PIPELINING (RFC 2920), the commands of the next message are written together with
the end of this one, so that a message costs one round trip. Wherever the connection breaks, every message
gets its due: one whose final dot had not left us was not taken by the server and may be sent again; one
whose dot had left us may have been taken, and nobody can tell (RFC 1047).
"""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass

from digest.core.delivery import Outcome, Receipt
from digest.core.errors import InvalidInput
from digest.mail.headers import wire_address
from digest.mail.line import Line, Lost
from digest.mail.replies import CLOSING, Reply
from digest.mail.transport import Outgoing

_DATA = b"DATA\r\n"
_DOT = b".\r\n"
_RSET = b"RSET\r\n"
_DONE, _GO_ON = 2, 3


@dataclass(frozen=True, slots=True)
class _Job:
    """A message with the commands that announce it."""

    commands: tuple[bytes, bytes, bytes]
    """MAIL, RCPT, DATA."""
    parts: tuple[bytes, ...]
    size: int


class Dialogue:
    """Talks to one server for as long as the connection lasts."""

    def __init__(self, session: smtplib.SMTP) -> None:
        self.is_over = False
        """Whether the connection was lost."""
        self.was_stale = False
        """Whether it was lost before the first message of a batch got anywhere."""
        self._line = Line(session)
        self._offers = dict(session.esmtp_features)
        self._pipelines = "pipelining" in self._offers

    def deliver(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        """One receipt for each message; UNTRIED for all that comes after the connection was lost."""
        prepared = [self._prepare(outgoing) for outgoing in batch]
        receipts = iter(self._send([job for job in prepared if isinstance(job, _Job)]))
        return [next(receipts) if isinstance(job, _Job) else job for job in prepared]

    def end(self) -> None:
        """Take leave of the server."""
        self._line.quit()

    def _prepare(self, outgoing: Outgoing) -> _Job | Receipt:
        """The job of a message, or the receipt of one that need not be tried with this server."""
        size, options = outgoing.size, ""
        try:
            sender = wire_address(outgoing.envelope.sender)
            recipient = wire_address(outgoing.envelope.recipient)
        except InvalidInput as error:
            return _refuse("5.1.3", str(error))
        if not (sender + recipient).isascii():
            if "smtputf8" not in self._offers:
                return _refuse("5.6.7", "The address needs SMTPUTF8, which the server does not offer.")
            options += " SMTPUTF8"
        if "size" in self._offers:
            if _exceeds(size, self._offers["size"]):
                return _refuse("5.3.4", f"The message has {size} bytes, the server takes {self._offers['size']}.")
            options += f" SIZE={size}"
        mail, rcpt = f"MAIL FROM:<{sender}>{options}\r\n", f"RCPT TO:<{recipient}>\r\n"
        return _Job((mail.encode(), rcpt.encode(), _DATA), outgoing.parts, size)

    def _send(self, jobs: Sequence[_Job]) -> list[Receipt]:
        receipts: list[Receipt] = []
        try:
            self._converse(jobs, receipts)
        except Lost as lost:
            self.is_over, self.was_stale = True, not receipts
            self._line.drop()
            receipts += [_untried(lost.reply)] * (len(jobs) - len(receipts))
        return receipts

    def _converse(self, jobs: Sequence[_Job], receipts: list[Receipt]) -> None:
        """Add a receipt for each job; Lost where that ends early, with the receipts up to there added."""
        is_announced = False
        for position, job in enumerate(jobs, 1):
            replies = self._announce(job, is_announced=is_announced)
            if refusal := next((reply for reply in replies if reply.is_refusal), None):
                is_announced = False
                receipts.append(refusal.receipt())
                self._withdraw(replies[-1])
                continue
            following = jobs[position].commands if self._pipelines and position < len(jobs) else ()
            self._hand_over(job, following, receipts)
            is_announced = bool(following)

    def _announce(self, job: _Job, *, is_announced: bool) -> list[Reply]:
        """The replies to the commands of a message, up to the first refusal where they go one by one."""
        if self._pipelines:
            if not is_announced:
                self._line.write(job.commands)
            return [self._line.read(kind) for kind in (_DONE, _DONE, _GO_ON)]
        replies: list[Reply] = []
        for command, kind in zip(job.commands, (_DONE, _DONE, _GO_ON), strict=True):
            replies.append(self._line.ask(command, kind))
            if replies[-1].is_refusal:
                break
        return replies

    def _withdraw(self, last: Reply) -> None:
        """Bring the server back to where the next message can begin, after a refusal."""
        if last.kind == _GO_ON:  # it refused the recipient, and waits for the content all the same
            self._line.ask(_DOT, _DONE)
        self._line.ask(_RSET, _DONE)

    def _hand_over(self, job: _Job, following: Sequence[bytes], receipts: list[Receipt]) -> None:
        try:
            self._line.write([*job.parts, _DOT, *following])
            reply = self._line.read(_DONE)
        except Lost as lost:
            is_complete = self._line.written >= job.size + len(_DOT)
            receipts.append(_verdict(lost.reply, is_complete=is_complete))
            raise
        receipts.append(reply.receipt())


def _verdict(reply: Reply | None, *, is_complete: bool) -> Receipt:
    """What became of the message at which the connection broke; `is_complete`: its final dot had left us."""
    if is_complete:
        return reply.receipt() if reply else Receipt(Outcome.UNKNOWN, text="No answer came to the message.")
    if reply and reply.is_refusal and reply.code != CLOSING:
        return reply.receipt()  # a server need not listen to the end to say no
    return _untried(reply)


def _untried(reply: Reply | None) -> Receipt:
    return reply.receipt(Outcome.UNTRIED) if reply else Receipt(Outcome.UNTRIED, text="The connection was lost.")


def _refuse(enhanced: str, text: str) -> Receipt:
    return Receipt(Outcome.REJECTED, enhanced=enhanced, text=text)


def _exceeds(size: int, limit: str) -> bool:
    """RFC 1870: a limit of 0, or none, says nothing."""
    return limit.strip().isdecimal() and 0 < int(limit) < size
