"""Line: bytes to an SMTP server and replies from it, with a count of what has left us."""

import smtplib
import ssl
from collections.abc import Sequence

from digest.mail.replies import CLOSING, Reply

_MOST_BUFFERS = 1024  # IOV_MAX on Linux and the BSDs


class Lost(Exception):
    """The connection is of no more use; `reply` is the last thing that the server said, if it said anything."""

    def __init__(self, reply: Reply | None = None) -> None:
        super().__init__(reply)
        self.reply = reply


class Line:
    """The connection of a session that smtplib has opened; from now on nobody else writes to it."""

    def __init__(self, session: smtplib.SMTP) -> None:
        assert session.sock is not None
        self.written = 0
        """How many bytes of the last `write` the system has taken."""
        self._session = session
        self._socket = session.sock

    def write(self, parts: Sequence[bytes]) -> None:
        """Hand over all of `parts`; Lost if that cannot be done, with what the server said about it."""
        # TLS makes one record of each call, so there it is better to copy than to write many small ones.
        is_tls = isinstance(self._socket, ssl.SSLSocket)
        left: list[bytes | memoryview] = [b"".join(parts)] if is_tls else list(parts)
        self.written = 0
        try:
            while left:
                taken = self._socket.send(left[0]) if is_tls else self._socket.sendmsg(left[:_MOST_BUFFERS])
                self.written += taken
                left = _without(left, taken)
        except TimeoutError as error:
            raise Lost from error
        except OSError as error:
            raise Lost(self._last_words()) from error

    def read(self, positive: int) -> Reply:
        """The next reply: of the kind `positive`, or a refusal. Lost for anything else, and for 421."""
        try:
            reply = Reply(*self._session.getreply())
        except OSError as error:
            raise Lost from error
        if reply.code == CLOSING or not (reply.kind == positive or reply.is_refusal):
            raise Lost(reply)
        return reply

    def ask(self, command: bytes, positive: int) -> Reply:
        """Write one command and wait for its reply."""
        self.write([command])
        return self.read(positive)

    def drop(self) -> None:
        """Close without a word."""
        self._session.close()

    def quit(self) -> None:
        """Take leave; what the server answers changes nothing any more."""
        try:
            self._session.quit()
        except OSError:
            self._session.close()

    def _last_words(self) -> Reply | None:
        """A server that stops listening has often said why before it hung up."""
        try:
            return Reply(*self._session.getreply())
        except OSError:
            return None


def _without(parts: list[bytes | memoryview], taken: int) -> list[bytes | memoryview]:
    for index, part in enumerate(parts):
        if taken < len(part):
            return [memoryview(part)[taken:], *parts[index + 1 :]]
        taken -= len(part)
    return []
