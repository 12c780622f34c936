"""Fetches one web address: conditionally, from the public internet only, and within bounds of size and time."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

import httpx

from digest.core.errors import InvalidInput, NotFound, Unavailable
from digest.sources.transport import GuardedTransport

LARGEST = 5_000_000
"""Most bytes of an answer, decompressed."""
REDIRECTS = 5
_ONE_GZIP_LAYER = 31  # zlib: a window of 15 bits, in a gzip wrapper


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body."""

    body: bytes
    etag: str | None
    """Both validators as the server wrote them; give them back unread at the next visit."""
    last_modified: str | None
    final_url: str
    """Where the redirects led."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validators were given out."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may take, in seconds."""

    connect: float = 10
    read: float = 10
    """For the next bytes."""
    total: float = 30


def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    allow_private: bool = False,
    patience: Patience = Patience(),
) -> Fetched | NotModified:
    """What is at `url`, an http or https address; up to REDIRECTS redirects are followed, each one checked.

    Raises InvalidInput for an address that may not be visited, NotFound if the server has nothing there, and
    Unavailable if it does not answer, answers with an error, or with more than LARGEST bytes.
    """
    headers = _headers(etag, last_modified)
    timeout = httpx.Timeout(patience.read, connect=patience.connect)
    transport = GuardedTransport(allow_private=allow_private, seconds=patience.total)
    try:
        with httpx.Client(transport=transport, timeout=timeout, trust_env=False) as client:
            return _follow(client, _checked(url), headers)
    except httpx.TimeoutException as error:
        raise Unavailable(f"{url} does not answer in time; try again later.") from error
    except httpx.HTTPError as error:
        raise Unavailable(f"{url} cannot be reached: {str(error).rstrip('.')}.") from error


def _headers(etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {
        "User-Agent": f"news-digest/{version('news-digest')}",
        "Accept": "application/rss+xml, application/atom+xml, application/json, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return headers | {name: value for name, value in validators.items() if value}


def _checked(url: str | httpx.URL) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise InvalidInput(f"“{url}” is not a web address.") from error
    if address.scheme not in ("http", "https") or not address.host:
        raise InvalidInput(f"“{url}” is not an address that starts with http:// or https://.")
    return address


def _follow(client: httpx.Client, url: httpx.URL, headers: dict[str, str]) -> Fetched | NotModified:
    start = url
    for _ in range(REDIRECTS + 1):
        client.cookies.clear()  # what one server sets is not for the next
        with client.stream("GET", url, headers=headers) as response:
            if not response.next_request:
                return _answer(response, url)
            url = _checked(response.next_request.url)
    raise Unavailable(f"{start} leads through more than {REDIRECTS} redirects.")


def _answer(response: httpx.Response, url: httpx.URL) -> Fetched | NotModified:
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return NotModified()
    if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise NotFound(f"There is nothing at {url}: the server answers {response.status_code}; check the address.")
    if response.status_code != httpx.codes.OK:
        raise Unavailable(f"{url} answers {response.status_code} {response.reason_phrase}.")
    body = b"".join(_decoded(response, url))
    return Fetched(body, response.headers.get("ETag"), response.headers.get("Last-Modified"), str(url))


def _decoded(response: httpx.Response, url: httpx.URL) -> Iterator[bytes]:
    """The body, bounded before it is decompressed: a kilobyte of gzip in gzip can hold a gigabyte."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise Unavailable(f"{url} answers in the encoding “{encoding}”, which was not asked for.")
    gzip = zlib.decompressobj(_ONE_GZIP_LAYER) if "gzip" in encoding else None
    left = LARGEST
    for chunk in response.iter_raw():
        try:
            plain = gzip.decompress(chunk, left + 1) if gzip else chunk
        except zlib.error as error:
            raise Unavailable(f"{url} answers with damaged gzip.") from error
        left -= len(plain)
        if left < 0:
            raise Unavailable(f"{url} answers with more than {LARGEST // 1_000_000} MB.")
        yield plain
    if gzip and not gzip.eof:
        raise Unavailable(f"{url} answers with gzip that breaks off.")
