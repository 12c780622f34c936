"""Mailbox: a small SMTP server on loopback that keeps what it receives, for the demo and for tests."""

import asyncio
import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from aiosmtpd import smtp

from digest.core.errors import Unavailable
from digest.mail.outbox import write_mail
from digest.mail.transport import Envelope


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that arrived."""

    envelope: Envelope
    path: Path
    """Where it lies, as an .eml file with CRLF."""


class Mailbox:
    """`with Mailbox(folder) as box:` takes mail for anybody, on loopback, at `box.port`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._received: list[Received] = []
        self._is_ready = threading.Event()

    @property
    def port(self) -> int:
        """A port that was free."""
        return int(self._socket.getsockname()[1])

    def messages(self) -> tuple[Received, ...]:
        """Everything that has arrived so far, in order."""
        return tuple(self._received)

    def __enter__(self) -> "Mailbox":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), name="mailbox", daemon=True)
        self._thread.start()
        self._is_ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def handle_DATA(self, server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope) -> str:
        """Called by aiosmtpd for each mail; the answer goes to the client."""
        path = self._folder / f"{len(self._received) + 1:05}.eml"
        assert isinstance(envelope.content, bytes)
        try:
            write_mail(path, [envelope.content])
        except Unavailable as error:
            return f"452 4.3.1 {error}"
        self._received += [Received(Envelope(envelope.mail_from or "", to), path) for to in envelope.rcpt_tos]
        return "250 2.0.0 kept"

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await self._loop.create_server(
            lambda: smtp.SMTP(self, enable_SMTPUTF8=True, loop=self._loop), sock=self._socket
        )
        self._is_ready.set()
        await self._stop.wait()
        server.close()
