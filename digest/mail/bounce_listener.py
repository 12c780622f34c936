"""Bounce listener: takes mail for the return path from the mail server beside us, by LMTP (RFC 2033) or SMTP.

It says 250 when what followed is committed, and 451 when it could not be: then the mail server keeps the mail.
"""

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Sequence

from aiosmtpd import lmtp, smtp

from digest.core.errors import DigestError, Unavailable

log = logging.getLogger("digest.mail")

_LARGEST = 10_000_000
TakeIn = Callable[[bytes, Sequence[str]], None]


class BounceListener:
    """`run()` serves until `stop()`; `take_in` returns once what came is written down, or raises DigestError."""

    def __init__(self, take_in: TakeIn, *, host: str, port: int, speaks_lmtp: bool) -> None:
        """Raises Unavailable if the port is not free; port 0 is any that is."""
        self._take_in = take_in
        self._server = lmtp.LMTP if speaks_lmtp else smtp.SMTP
        self._stop = asyncio.Event()
        self._is_ready = threading.Event()
        try:
            self._socket = socket.create_server((host, port), family=_family(host))
        except OSError as error:
            raise Unavailable(f"Nothing can listen at {host}, port {port}: {error.strerror}.") from error

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._socket.getsockname()[1])

    def run(self) -> None:
        """Serve until `stop` is called."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        """Finish what is being taken in, and return from `run`; safe from another thread."""
        self._is_ready.wait()
        self._loop.call_soon_threadsafe(self._stop.set)

    async def handle_RCPT(
        self, server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd; one recipient at a time, because LMTP wants one answer for each."""
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time, please"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope) -> str:
        """Called by aiosmtpd for each mail; the answer goes to the client."""
        assert isinstance(envelope.content, bytes)
        try:
            await asyncio.to_thread(self._take_in, envelope.content, envelope.rcpt_tos)
        except DigestError as error:
            log.warning("A mail that came back has to wait: %s", error)
            return "451 4.3.0 Not written down, please try again later"
        return "250 2.0.0 Taken in"

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await self._loop.create_server(
            lambda: self._server(
                self, data_size_limit=_LARGEST, enable_SMTPUTF8=True, ident="digest", loop=self._loop
            ),
            sock=self._socket,
        )
        self._is_ready.set()
        await self._stop.wait()
        server.close()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
