"""Flight: whole messages on their way at the same time, each with its length told beforehand (BDAT, RFC 3030).

Nothing in our messages starts a line with a dot, so the bytes are those of DATA. The price of speed: when
the connection breaks without a word, every message that had left us may have been taken, not only one.
"""

from collections import deque
from collections.abc import Sequence

from digest.core.delivery import Receipt
from digest.mail.announcement import Job
from digest.mail.line import OUT_OF_STEP, Line, Lost
from digest.mail.replies import DONE, Reply
from digest.mail.verdict import cut_short, unanswered, untried

DEPTH = 4
"""Messages that may be in the air."""

_STEPS = 4
"""Replies that a message gets: to RSET, MAIL, RCPT and BDAT. RSET comes first because after a refusal a
transaction may be open that has the sender of another message."""


class Flight:
    """Adds a receipt for each message that got its due."""

    def __init__(self, line: Line, receipts: list[Receipt]) -> None:
        self._line = line
        self._receipts = receipts
        self._flying: deque[tuple[Job, bool]] = deque()
        """The messages in the air, and of each whether it has left us as a whole."""
        self._heard: list[Reply] = []
        """The replies to the oldest of them."""

    def send(self, jobs: Sequence[Job]) -> None:
        """Send all; Lost where that ends early, with receipts up to the last message that had begun to leave."""
        try:
            for job in jobs:
                self._start(job)
                if len(self._flying) == DEPTH:
                    self._land()
            while self._flying:
                self._land()
        except Lost as lost:
            for job, is_complete in self._flying:
                self._end(job, self._fall(lost, is_complete=is_complete))
                if not lost.is_announced:
                    lost = Lost(str(lost))  # what the server said last was about the oldest
            raise

    def _start(self, job: Job) -> None:
        announcement = b"RSET\r\n%b%bBDAT %d LAST\r\n" % (job.mail, job.rcpt, job.size)
        job.witness.begins()
        try:
            self._line.write([announcement, *job.parts])
        except Lost as lost:
            self._flying.append((job, self._line.written >= len(announcement) + job.size))
            self._land_all(lost)
            raise
        self._flying.append((job, True))

    def _land_all(self, lost: Lost) -> None:
        """What was answered before the server stopped listening counts."""
        try:
            while self._flying:
                self._land()
        except Lost as last:
            raise Lost(str(lost), last.reply) from lost

    def _land(self) -> None:
        while len(self._heard) < _STEPS:
            self._heard.append(self._line.read(DONE))
        reset, *others = self._heard
        refusal = next((reply for reply in others if reply.is_refusal), None)
        if reset.is_refusal or (refusal and not others[-1].is_refusal):
            raise Lost(OUT_OF_STEP)
        job, _ = self._flying.popleft()
        self._end(job, (refusal or others[-1]).receipt())
        self._heard.clear()

    def _end(self, job: Job, receipt: Receipt) -> None:
        job.witness.ends(receipt)
        self._receipts.append(receipt)

    def _fall(self, lost: Lost, *, is_complete: bool) -> Receipt:
        """The receipt of a message that was in the air when the connection broke."""
        heard, self._heard = self._heard, []
        refusal = next((reply for reply in heard[1:] if reply.is_refusal), None)
        if refusal and len(heard) < _STEPS and not heard[0].is_refusal:
            return refusal.receipt()
        if not is_complete:
            return cut_short(lost)
        if lost.is_announced and len(heard) < _STEPS - 1:  # who says good-bye takes nothing that comes after it
            return untried(lost)
        return unanswered(lost)
