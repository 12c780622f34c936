"""How httpx reaches a source: each name is resolved once and checked, and one clock bounds the whole visit."""

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore
import httpx

from digest.sources.addresses import Lookup, resolve


@dataclass(frozen=True, slots=True)
class Network:
    """The two ways out of this machine: from a name to its addresses, and from an address to a connection."""

    lookup: Lookup = socket.getaddrinfo
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)


INTERNET = Network()


class GuardedTransport(httpx.BaseTransport):
    """Connects to checked addresses only; the name stays in the Host header and in the TLS handshake.

    A server that sends a byte now and then keeps every single read within its limit; `seconds` ends that too.
    """

    def __init__(self, *, allow_private: bool, seconds: float, network: Network = INTERNET) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            network_backend=_GuardedBackend(network, allow_private, deadline=time.monotonic() + seconds),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        with _errors_of_httpx():
            response = self._pool.handle_request(
                httpcore.Request(
                    request.method,
                    httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    extensions=request.extensions,
                )
            )
        stream = _Stream(response)
        return httpx.Response(response.status, headers=response.headers, stream=stream)

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _errors_of_httpx():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, network: Network, allow_private: bool, *, deadline: float) -> None:
        self._network = network
        self._allow_private = allow_private
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, allow_private=self._allow_private, lookup=self._network.lookup)
        for address in addresses:
            left = _seconds_left(self._deadline, timeout)
            try:
                stream = self._network.backend.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every wait also ends at `deadline`."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _seconds_left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _seconds_left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _seconds_left(self._deadline, timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificates takes longer than many a visit."""
    return httpx.create_ssl_context(trust_env=False)


def _seconds_left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the visit took too long")
    return left if timeout is None else min(left, timeout)


@contextmanager
def _errors_of_httpx() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.TransportError(str(error)) from error
