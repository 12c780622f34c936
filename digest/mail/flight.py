"""Flight: whole messages on their way at the same time, each with its length told beforehand (BDAT, RFC 3030).

Nothing in our messages starts a line with a dot, so the bytes are those of DATA. The price of speed: when
the connection breaks without a word, every message that had left us may have been taken, not only one.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from digest.core.delivery import Receipt
from digest.mail.announcement import Job
from digest.mail.line import Line, Lost
from digest.mail.replies import DONE, Reply
from digest.mail.verdict import cut_short, unanswered, untried

DEPTH = 4
"""Messages that may be in the air."""

_RSET = b"RSET\r\n"


@dataclass(frozen=True, slots=True)
class _Flying:
    """A message in the air."""

    steps: int
    """Replies that it gets."""
    is_complete: bool = True
    """Whether it has left us as a whole."""


class Flight:
    """Adds a receipt for each message that got its due."""

    def __init__(self, line: Line, receipts: list[Receipt]) -> None:
        self._line = line
        self._receipts = receipts
        self._flying: deque[_Flying] = deque()
        self._heard: list[Reply] = []
        """The replies to the oldest of them."""

    def send(self, jobs: Sequence[Job]) -> None:
        """Send all; Lost where that ends early, with receipts up to the last message that had begun to leave us."""
        try:
            for number, job in enumerate(jobs):
                self._start(job, is_first=number == 0)
                if len(self._flying) == DEPTH:
                    self._land()
            while self._flying:
                self._land()
        except Lost as lost:
            self._receipts += [self._fall(flying, lost) for flying in self._flying]
            raise

    def _start(self, job: Job, *, is_first: bool) -> None:
        """RSET comes first: after a refusal, a transaction may be open that has the sender of another message."""
        announcement = b"%b%b%bBDAT %d LAST\r\n" % (b"" if is_first else _RSET, job.mail, job.rcpt, job.size)
        steps = 3 if is_first else 4
        try:
            self._line.write([announcement, *job.parts])
        except Lost:
            self._flying.append(_Flying(steps, self._line.written >= len(announcement) + job.size))
            while self._flying:  # what was answered before the server stopped listening counts
                self._land()
            raise
        self._flying.append(_Flying(steps))

    def _land(self) -> None:
        for _ in range(self._flying[0].steps - len(self._heard)):
            self._heard.append(self._line.read(DONE))
        refusal = _refusal(self._heard)
        self._receipts.append((refusal or self._heard[-1]).receipt())
        self._flying.popleft()
        self._heard.clear()

    def _fall(self, flying: _Flying, lost: Lost) -> Receipt:
        """The receipt of a message that was in the air when the connection broke."""
        refusal, left = _refusal(self._heard), flying.steps - len(self._heard)
        self._heard.clear()  # they were those of the oldest
        if refusal:
            return refusal.receipt()
        if not flying.is_complete:
            return cut_short(lost)
        if lost.is_announced and left > 1:  # a server that says good-bye takes nothing that comes after it
            return untried(lost)
        return unanswered(lost)


def _refusal(replies: Sequence[Reply]) -> Reply | None:
    return next((reply for reply in replies if reply.is_refusal), None)
