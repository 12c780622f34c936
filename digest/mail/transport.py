"""Transport: whatever takes messages off our hands, and says what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from digest.core.delivery import Receipt


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom the server is told about, whatever the headers say."""

    sender: str
    """Where bounces go."""
    recipient: str
    id: str = ""
    """What a failure notice may call the message by (RFC 3461); at most 100 characters, plain ASCII best."""


class Witness(Protocol):
    """Notes down how far a message has come, in case that this process dies before anybody is told."""

    def begins(self) -> None:
        """Called before the last of the message may leave: from now on it may arrive."""

    def ends(self, receipt: Receipt) -> None:
        """Called with what became of the attempt, as soon as that is known."""


class _Nobody:
    def begins(self) -> None:
        pass

    def ends(self, receipt: Receipt) -> None:
        pass


NOBODY: Witness = _Nobody()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way; the joined parts are its bytes, with CRLF, and no line starts with a dot."""

    envelope: Envelope
    parts: tuple[bytes, ...]
    witness: Witness = NOBODY

    @property
    def size(self) -> int:
        """Length in bytes."""
        return sum(map(len, self.parts))


class Transport(Protocol):
    """Belongs to one thread."""

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        """One receipt for each message, in order, whatever happens to it.

        Raises Unavailable if nothing could be handed over because there was no way to begin.
        """

    def close(self) -> None:
        """Let go of whatever is open; the next `send` opens it again."""
