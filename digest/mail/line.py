"""Line: bytes to an SMTP server and replies from it, with a count of what has left us."""

import select
import socket
import ssl
from collections.abc import Sequence

from digest.mail.connection import Session
from digest.mail.hearing import NoReply
from digest.mail.replies import CLOSING, Reply

_MOST_BUFFERS = 1024  # IOV_MAX on Linux and the BSDs
OUT_OF_STEP = "The server answered out of step."
_LEAVE = 5.0
"""Seconds that a server may take to answer our leave."""


class Lost(Exception):
    """The connection is of no more use; `reply` is the last thing that the server said, if it said anything."""

    def __init__(self, why: str, reply: Reply | None = None) -> None:
        super().__init__(why)
        self.reply = reply

    @property
    def is_announced(self) -> bool:
        """Whether the server said that it would close the connection (RFC 5321 section 3.8)."""
        return self.reply is not None and self.reply.code == CLOSING


class Line:
    """The connection of a session that smtplib has opened; from now on nobody else writes to it."""

    def __init__(self, session: Session) -> None:
        self.written = 0
        """How many bytes of the last `write` the system has taken."""
        self._socket = session.connected
        self._hearing = session.hearing
        self._is_tls = isinstance(self._socket, ssl.SSLSocket)
        # Each of our writes ends where we wait for an answer, so the system need not wait for more to send.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._hearing.wait_in_system()

    @property
    def has_more(self) -> bool:
        """Whether the server has said more than it was asked, as far as we have heard."""
        return self._hearing.has_more

    @property
    def has_news(self) -> bool:
        """Whether something came that nobody asked for: mostly a leave, or the end."""
        if self._hearing.has_more:
            return True
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(0))

    def write(self, parts: Sequence[bytes]) -> None:
        """Hand over all of `parts`; Lost if that cannot be done."""
        # TLS makes one record of each call, so there it is better to copy than to write many small ones.
        left: Sequence[bytes | memoryview] = [b"".join(parts)] if self._is_tls else parts
        self.written = 0
        try:
            while left:
                taken = self._socket.send(left[0]) if self._is_tls else self._socket.sendmsg(left[:_MOST_BUFFERS])
                self.written += taken
                left = _without(left, taken)
        except (TimeoutError, BlockingIOError) as error:
            raise Lost(f"The server took nothing for {self._hearing.patience:g} seconds.") from error
        except ConnectionError as error:
            raise Lost("The server closed the connection.") from error
        except OSError as error:
            raise Lost(f"The connection was lost ({error.strerror}).") from error

    def read(self, positive: int) -> Reply:
        """The next reply: of the kind `positive`, or a refusal. Lost for anything else, and for 421."""
        try:
            reply = self._hearing.reply()
        except NoReply as error:
            raise Lost(f"The server {error}.") from error
        except OSError as error:
            raise Lost(f"The connection was lost ({error.strerror}).") from error
        if reply.code == CLOSING or not (reply.kind == positive or reply.is_refusal):
            raise Lost(OUT_OF_STEP, reply)
        return reply

    def ask(self, command: bytes, positive: int) -> Reply:
        """Write one command and wait for its reply."""
        self.write([command])
        return self.read(positive)

    def last_words(self) -> Reply | None:
        """What the server said before it stopped listening: often it tells why it hung up."""
        try:
            return self._hearing.reply()
        except (NoReply, OSError):
            return None

    def drop(self) -> None:
        """Close without a word."""
        self._socket.close()

    def quit(self) -> None:
        """Take leave; what the server answers changes nothing any more."""
        self._hearing.patience = min(self._hearing.patience, _LEAVE)
        try:
            self.write([b"QUIT\r\n"])
        except Lost:
            pass
        else:
            self.last_words()
        self.drop()


def _without(parts: Sequence[bytes | memoryview], taken: int) -> list[bytes | memoryview]:
    """What is left of `parts` after the first `taken` bytes."""
    for index, part in enumerate(parts):
        if taken < len(part):
            return [memoryview(part)[taken:], *parts[index + 1 :]]
        taken -= len(part)
    return []
