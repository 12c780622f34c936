"""Fetches one web address: conditionally, from the public internet only, and within bounds of size and time."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

import httpx

from digest.core.errors import InvalidInput, NotFound, Unavailable
from digest.sources.transport import INTERNET, GuardedTransport, Network

LARGEST = 5_000_000
"""Most bytes of an answer, on the wire and decompressed."""
REDIRECTS = 5
AGENT = f"news-digest/{version('news-digest')}"
_FOR_GOOD = (httpx.codes.MOVED_PERMANENTLY, httpx.codes.PERMANENT_REDIRECT)
_AFTER = (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I | re.A)
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
    moved_to: str | None = None
    """The address to ask from now on, where the server says that it moved for good."""
    charset: str | None = None
    """What the server says that the body is written in; many are wrong."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validators were given out."""

    moved_to: str | None = None


class Gone(NotFound):
    """The server says that there was something, and never will be again (RFC 9110, 410)."""


class Refused(Unavailable):
    """The server does not want to answer us, which it may do for a page and not for another."""


class AskedToWait(Unavailable):
    """The server has too much to do just now."""

    def __init__(self, sentence: str, retry_after: str) -> None:
        super().__init__(sentence, retry_after)
        self.retry_after = retry_after
        """Seconds or a date, as the server wrote it (RFC 9110, 10.2.3)."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may take, in seconds."""

    connect: float = 10
    read: float = 10
    """For the next bytes."""
    total: float = 30


PATIENCE = Patience()


def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    allow_private: bool = False,
    patience: Patience = PATIENCE,
    network: Network = INTERNET,
) -> Fetched | NotModified:
    """What is at `url`, an http or https address; up to REDIRECTS redirects are followed, each one checked.

    Raises InvalidInput for an address that may not be visited, NotFound if the server has nothing there (Gone, if
    it never will again), and Unavailable if it does not answer, answers with an error (AskedToWait, if it says for
    how long), or with more than LARGEST bytes.
    """
    headers = _headers(etag, last_modified)
    timeout = httpx.Timeout(patience.read, connect=patience.connect)
    transport = GuardedTransport(allow_private=allow_private, seconds=patience.total, network=network)
    try:
        with httpx.Client(transport=transport, timeout=timeout, trust_env=False) as client:
            return _follow(client, _checked(url), headers)
    except httpx.TimeoutException as error:
        raise Unavailable(f"{url} does not answer in time; try again later.") from error
    except httpx.HTTPError as error:
        raise Unavailable(f"{url} cannot be reached: {str(error).rstrip('.')}.") from error


def _headers(etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {
        "User-Agent": AGENT,
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
    start, moved_to, is_for_good = url, None, True
    for _ in range(REDIRECTS + 1):
        client.cookies.clear()  # what one server sets is not for the next
        with client.stream("GET", url, headers=headers) as response:
            if not response.next_request:
                return _answer(response, url, moved_to)
            url = _checked(response.next_request.url)
        # What follows a hop that is for today only is not for good either, nor is the way back to plain http.
        is_for_good = is_for_good and response.status_code in _FOR_GOOD and url.scheme >= start.scheme
        moved_to = str(url) if is_for_good else moved_to
    raise Unavailable(f"{start} leads through more than {REDIRECTS} redirects.")


def _answer(response: httpx.Response, url: httpx.URL, moved_to: str | None) -> Fetched | NotModified:
    match response.status_code:
        case httpx.codes.OK:
            body = b"".join(_decoded(response, url))
            etag, last_modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
            return Fetched(body, etag, last_modified, str(url), moved_to, _charset(response))
        case httpx.codes.NOT_MODIFIED:
            return NotModified(moved_to)
        case httpx.codes.NOT_FOUND:
            raise NotFound(f"There is nothing at {url}: the server answers 404; check the address.")
        case httpx.codes.GONE:
            raise Gone(
                f"{url} is gone for good: the server answers 410; remove the source, or give it another address."
            )
    sentence = f"{url} answers {response.status_code} {response.reason_phrase}."
    retry_after = response.headers.get("Retry-After")
    if retry_after and response.status_code in _AFTER:
        raise AskedToWait(sentence, retry_after)
    raise Refused(sentence) if 400 <= response.status_code < 500 else Unavailable(sentence)


def _charset(response: httpx.Response) -> str | None:
    stated = _CHARSET.search(response.headers.get("Content-Type", ""))
    return stated[1] if stated else None


def _decoded(response: httpx.Response, url: httpx.URL) -> Iterator[bytes]:
    """The body, bounded before it is decompressed: a kilobyte of gzip in gzip can hold a gigabyte."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise Unavailable(f"{url} answers in the encoding “{encoding}”, which was not asked for.")
    gzip = zlib.decompressobj(_ONE_GZIP_LAYER) if "gzip" in encoding else None
    left = wire = LARGEST
    for chunk in response.iter_raw():
        wire -= len(chunk)
        try:
            plain = gzip.decompress(chunk, left + 1) if gzip else chunk
        except zlib.error as error:
            raise Unavailable(f"{url} answers with damaged gzip.") from error
        left -= len(plain)
        if min(left, wire) < 0:
            raise Unavailable(f"{url} answers with more than {LARGEST // 1_000_000} MB.")
        yield plain
    if gzip and not gzip.eof:
        raise Unavailable(f"{url} answers with gzip that breaks off.")
