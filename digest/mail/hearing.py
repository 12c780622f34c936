"""Hearing: the replies of an SMTP server, read strictly and within the time that a whole answer may take."""

import socket
import ssl
import struct
import time

from digest.mail.headers import clean
from digest.mail.replies import Reply

_LONGEST_LINE = 2_048
"""RFC 5321 section 4.5.3.1.5 allows 512 with the code; we are patient with those that say more."""
_MOST_LINES = 200
_SHORTEST_WAIT = 0.001  # 0 would mean: for ever
_KINDS = b"2345"


class NoReply(Exception):
    """Nothing came that could be used as a reply; the text is a sentence about the server without its subject."""


class Hearing:
    """What comes from a server; `patience`: seconds that one answer may take as a whole, however it trickles."""

    def __init__(self, sock: socket.socket, patience: float) -> None:
        self.patience = patience
        self._socket = sock
        self._heard = b""
        self._deadline: float | None = None
        self._waits_in_system = False

    @property
    def has_more(self) -> bool:
        """Whether the server has said more than it was asked."""
        return bool(self._heard)

    def hears(self, sock: socket.socket) -> bool:
        """Whether this is the ear on `sock`."""
        return self._socket is sock

    def reply(self) -> Reply:
        """The next reply; NoReply where the server says nothing, or nothing that is SMTP."""
        self._deadline = None
        texts: list[bytes] = []
        first = b""
        while len(texts) < _MOST_LINES:
            line = self._line()
            code, mark = line[:3], line[3:4]
            if not (code.isdigit() and code[0] in _KINDS and mark in b" -" and code == (first or code)):
                raise NoReply(f"did not answer as SMTP does (“{clean(line[:80].decode(errors='replace'))}”)")
            first = code
            texts.append(line[4:].strip())
            if mark != b"-":
                return Reply(int(code), b"\n".join(texts))
        raise NoReply("answered without end")

    def wait_in_system(self) -> None:
        """From now on let the system count the time, which spares a call for each wait.

        Only where the line is not protected: Python's TLS would try again for ever.
        """
        if not isinstance(self._socket, ssl.SSLSocket):
            self._socket.settimeout(None)
            self._waits_in_system = True
        self._wait_at_most(self.patience)

    def _line(self) -> bytes:
        while (end := self._heard.find(b"\n")) < 0:
            if len(self._heard) > _LONGEST_LINE:
                raise NoReply("answered without end")
            self._heard += self._receive()
        if end > _LONGEST_LINE:
            raise NoReply("answered without end")
        line, self._heard = self._heard[:end], self._heard[end + 1 :]
        return line.rstrip(b"\r")

    def _receive(self) -> bytes:
        now = time.monotonic()
        is_hurried = self._deadline is not None
        self._deadline = self._deadline or now + self.patience
        if is_hurried:
            self._wait_at_most(self._deadline - now)
        try:
            more = self._socket.recv(4096)
        except (TimeoutError, BlockingIOError) as error:
            raise NoReply(f"gave no answer within {self.patience:g} seconds") from error
        except ConnectionError as error:
            raise NoReply("closed the connection") from error
        finally:
            if is_hurried:
                self._wait_at_most(self.patience)
        if not more:
            raise NoReply("closed the connection")
        return more

    def _wait_at_most(self, seconds: float) -> None:
        seconds = max(seconds, _SHORTEST_WAIT)
        if not self._waits_in_system:
            self._socket.settimeout(seconds)
            return
        limit = struct.pack("@ll", int(seconds), int(seconds % 1 * 1_000_000))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
