"""A web server on loopback for tests: it answers by path, as told, and remembers what it was asked."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal


@dataclass(frozen=True)
class Answer:
    """What is sent for a path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drips: Literal["headers", "body"] | None = None
    """What comes byte by byte, without an end, until the client hangs up."""


@dataclass
class Served:
    """A running server."""

    url: str
    """Without a slash at the end."""
    answers: dict[str, Answer]
    requests: list[tuple[str, Message]]
    """Path and headers of every request."""
    is_over: threading.Event
    busy: int = 0
    most_at_once: int = 0
    """Most requests that were open at the same time."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def serves_one_more(self) -> Iterator[None]:
        with self.lock:
            self.busy += 1
            self.most_at_once = max(self.busy, self.most_at_once)
        try:
            yield
        finally:
            with self.lock:
                self.busy -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    served: Served


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.served.requests.append((self.path, self.headers))
        answer = self.server.served.answers.get(self.path, Answer(status=404))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        try:
            with self.server.served.serves_one_more():
                self._send(answer)
        except OSError:  # the client has hung up, which some tests are about
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        if answer.drips == "headers":
            self.flush_headers()
            self.wfile.write(b"X-Slow: ")
        else:
            self.end_headers()
            self.wfile.write(answer.body)
        while answer.drips and not self.server.served.is_over.wait(0.02):
            self.wfile.write(b".")

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the tests look at `requests`."""


@contextmanager
def serving(answers: Mapping[str, Answer], tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    """A server that gives `answers` by path, and 404 for every other one."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        scheme = "https" if tls else "http"
        server.served = Served(f"{scheme}://127.0.0.1:{server.server_port}", dict(answers), [], threading.Event())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.served
        finally:
            server.served.is_over.set()
            server.shutdown()
            thread.join()
