"""SMTP servers on loopback for tests: one that misbehaves by script, and aiosmtpd with TLS and a login."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

OFFERS = ("PIPELINING", "SIZE 30000000", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES")
REPLIES = {
    "CONNECT": b"220 scripted.example ESMTP\r\n",
    "MAIL": b"250 2.1.0 Ok\r\n",
    "RCPT": b"250 2.1.5 Ok\r\n",
    "DATA": b"354 Go on\r\n",
    ".": b"250 2.0.0 Kept\r\n",
    "RSET": b"250 2.0.0 Ok\r\n",
    "QUIT": b"221 2.0.0 Bye\r\n",
}


class Act(Enum):
    """What a server may do instead of answering."""

    DROP = auto()
    """Close the connection."""
    KEEP_AND_DROP = auto()
    """At the final dot: take the message, then close the connection without saying so."""
    HANG = auto()
    """Say nothing until the test is over."""
    WAIT_FOR_NEXT = auto()
    """At the final dot: take the message, but answer only after the next command has come."""
    TRICKLE = auto()
    """Answer with one byte after another, and never come to an end."""
    FORGET = auto()
    """At the final dot: take the message, answer, and throw away what has come already."""


Step = bytes | Act


class _Closed(Exception):
    """This connection has come to its end."""


@dataclass
class ScriptedServer:
    """`with ScriptedServer({"RCPT": b"550 …"}) as server:` answers by script, and well where the script is silent.

    A script maps what happens (CONNECT, EHLO, MAIL, RCPT, DATA, BODY for the first line of the content, after
    which it hangs up, "." for the end of the content, by a dot or by BDAT, RSET, QUIT) to one step for every
    time, or to a list with a step for each time until it is used up; None in it stands for the usual answer.
    After 421, and after an answer that does not end in a line break, the server hangs up. The order of commands
    is checked, as real servers do.
    """

    script: Mapping[str, Step | Sequence[Step | None]] = field(default_factory=dict)
    offers: Sequence[str] = OFFERS
    byte_by_byte: bool = False
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    """Recipient and content of every message that was taken, whether or not the client was told."""
    senders: list[str] = field(default_factory=list)
    """Who sent them, as the envelope said."""
    commands: list[str] = field(default_factory=list)

    def __enter__(self) -> "ScriptedServer":
        self._left = {what: list(steps) for what, steps in self.script.items() if isinstance(steps, list | tuple)}
        self._is_over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._start(self._listen)
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        for open_socket in (self._listener, *self._sockets):
            with suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    @property
    def connections(self) -> int:
        """How many there have been."""
        return len(self._sockets)

    def recipients(self) -> list[str]:
        """Whose messages were taken, in order."""
        return [recipient for recipient, _ in self.accepted]

    def step(self, what: str) -> Step | None:
        """What the script says about `what` this time."""
        if what in self._left:
            return self._left[what].pop(0) if self._left[what] else None
        step = self.script.get(what)
        return step if isinstance(step, bytes | Act) else None

    def wait_until_over(self) -> None:
        self._is_over.wait()

    def is_over_after(self, seconds: float) -> bool:
        """Whether the test ends within that time."""
        return self._is_over.wait(seconds)

    def _start(self, work: Any, *arguments: Any) -> None:
        self._threads.append(threading.Thread(target=work, args=arguments, daemon=True))
        self._threads[-1].start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._sockets.append(connection)
                self._start(_Conversation(self, connection).run)


class _Conversation:
    """One connection to a scripted server."""

    def __init__(self, server: ScriptedServer, connection: socket.socket) -> None:
        self._server = server
        self._socket = connection
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines = connection.makefile("rb")
        self._sender: str | None = None
        self._recipient: str | None = None
        self._late = b""

    def run(self) -> None:
        with suppress(_Closed, OSError), self._socket, self._lines:
            self._answer("CONNECT")
            while line := self._lines.readline():
                self._say(self._late)
                self._late = b""
                verb, _, rest = line.decode(errors="replace").strip().partition(" ")
                self._server.commands.append(f"{verb.upper()} {rest}".strip())
                self._obey(verb.upper(), line)

    def _obey(self, verb: str, line: bytes) -> None:
        match verb:
            case "EHLO":
                lines = ["scripted.example", *self._server.offers]
                self._answer("EHLO", "".join(f"250-{line}\r\n" for line in lines).encode() + b"250 HELP\r\n")
            case "HELO":
                self._answer("HELO", b"250 scripted.example\r\n")
            case "MAIL" if self._sender is not None:
                self._say(b"503 5.5.1 Nested MAIL command\r\n")
            case "MAIL":
                self._sender = _path(line) if self._answer("MAIL") == 2 else None
            case "RCPT" if self._sender is None:
                self._say(b"503 5.5.1 MAIL first\r\n")
            case "RCPT":
                self._recipient = _path(line) if self._answer("RCPT") == 2 else None
            case "BDAT":
                self._take_chunk(int(line.split()[1]))
            case "DATA":
                usual = REPLIES["DATA"] if self._recipient else b"554 5.5.1 No valid recipients\r\n"
                if self._answer("DATA", usual) == 3:
                    self._take_content()
            case _:
                self._answer(verb, REPLIES.get(verb, b"500 5.5.2 What?\r\n"))
                if verb == "RSET":
                    self._forget()
                if verb == "QUIT":
                    raise _Closed

    def _take_chunk(self, size: int) -> None:
        """RFC 3030: a chunk is read even where it is not taken."""
        if self._recipient and (step := self._server.step("BODY")):
            self._perform(step)
            raise _Closed
        content = self._lines.read(size)
        if len(content) < size:
            raise _Closed
        if self._recipient:
            self._end_content(content)
        else:
            self._say(b"503 5.5.1 No valid recipients\r\n")

    def _take_content(self) -> None:
        content: list[bytes] = []
        while (line := self._lines.readline()) != b".\r\n":
            if not line:
                raise _Closed
            if not content and (step := self._server.step("BODY")):
                self._perform(step)
                raise _Closed
            content.append(line)
        self._end_content(b"".join(content))

    def _end_content(self, content: bytes) -> None:
        sender, recipient = self._sender or "", self._recipient
        self._forget()
        if recipient is None:
            self._say(b"554 5.5.1 No valid recipients\r\n")
            return
        step = self._server.step(".")
        if step in (None, Act.KEEP_AND_DROP, Act.WAIT_FOR_NEXT, Act.FORGET) or (
            isinstance(step, bytes) and step.startswith(b"250")
        ):
            self._server.accepted.append((recipient, content))
            self._server.senders.append(sender)
        if step is Act.WAIT_FOR_NEXT:
            self._late = REPLIES["."]
        elif step is Act.FORGET:
            self._lines.read(len(self._lines.peek(1)))
            self._say(REPLIES["."])
        else:
            self._perform(step or REPLIES["."])

    def _forget(self) -> None:
        self._sender, self._recipient = None, None

    def _answer(self, what: str, usual: bytes = b"") -> int:
        """Answer by the script, or as usual; gives the first digit of what was said."""
        answer = self._server.step(what) or usual or REPLIES[what]
        self._perform(answer)
        return int(answer[:1]) if isinstance(answer, bytes) and answer[:1].isdigit() else 0

    def _perform(self, step: Step | None) -> None:
        if isinstance(step, bytes):
            self._say(step)
            if step.startswith(b"421") or not step.endswith(b"\n"):
                raise _Closed
        elif step is Act.HANG:
            self._server.wait_until_over()
            raise _Closed
        elif step is Act.TRICKLE:
            self._say(b"250 ")
            while not self._server.is_over_after(0.05):
                self._say(b"x")
            raise _Closed
        elif step:
            raise _Closed

    def _say(self, reply: bytes) -> None:
        pieces = [bytes([byte]) for byte in reply] if self._server.byte_by_byte else [reply]
        for piece in pieces:
            self._socket.sendall(piece)


def _path(line: bytes) -> str:
    return line.decode().split("<")[1].split(">")[0]


@dataclass(frozen=True)
class Certificate:
    """A certificate for localhost that vouches for itself."""

    certificate: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make_certificate(folder: Path) -> Certificate:
    """A fresh certificate, made by the openssl program."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command = ["openssl", "req", *kind, *subject, "-keyout", made.key, "-out", made.certificate]
    subprocess.run(command, check=True, capture_output=True)
    return made


class Keeper:
    """A handler for aiosmtpd that keeps the content of what it receives, and who signed in."""

    def __init__(self) -> None:
        self.contents: list[bytes] = []
        self.logins: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.contents.append(envelope.content)
        return "250 2.0.0 kept"


class _OnAFreePort(Controller):
    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def aiosmtpd_server(
    certificate: Certificate | None = None, *, is_tls: bool = False, login: tuple[bytes, bytes] | None = None
) -> Iterator[tuple[int, Keeper]]:
    """aiosmtpd on loopback, its port and what it received; STARTTLS, or TLS at once, with a certificate."""
    keeper = Keeper()
    options: dict[str, Any] = {}
    if login:
        # aiosmtpd does not see that a line was protected from the start, and would offer no AUTH on it.
        options |= {"auth_require_tls": not is_tls, "authenticator": _authenticator(login, keeper)}
    if certificate:
        context = certificate.server_context()
        options |= {"ssl_context": context} if is_tls else {"tls_context": context, "require_starttls": True}
    controller = _OnAFreePort(keeper, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port, keeper
    finally:
        controller.stop()


def _authenticator(login: tuple[bytes, bytes], keeper: Keeper) -> Any:
    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
        keeper.logins.append(data.login)
        return AuthResult(success=(data.login, data.password) == login, handled=False)

    return check
