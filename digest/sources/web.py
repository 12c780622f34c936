"""The web as we visit it: one request at a time for each host, with a pause in between, and robots.txt obeyed."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

from digest.core.errors import DigestError, InvalidInput, NotFound
from digest.sources.fetch import AGENT, PATIENCE, Fetched, NotModified, Patience, Refused, fetch
from digest.sources.robots import CLOSED, Rules, parse
from digest.sources.transport import INTERNET, Network

GAP = 1.0
"""Seconds between the end of a request and the next one to the same host."""
LONGEST_GAP = 10.0
"""Most seconds of a Crawl-delay that are kept: more of it would be a way to stop us altogether."""
_TOKEN = AGENT.partition("/")[0]  # what a robots.txt calls us


class Web:
    """A round of visits, shared by its threads; it remembers each host's turn and its robots.txt."""

    def __init__(
        self,
        *,
        allow_private: bool,
        gap: float = GAP,
        patience: Patience = PATIENCE,
        network: Network = INTERNET,
    ) -> None:
        self._allow_private = allow_private
        self._patience = patience
        self._network = network
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(gap))
        self._lock = threading.Lock()

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | NotModified:
        """What sources/fetch.py says of `url`, when it is this host's turn."""
        with self._host(url).turn():
            return fetch(
                url,
                etag=etag,
                last_modified=last_modified,
                allow_private=self._allow_private,
                patience=self._patience,
                network=self._network,
            )

    def fetch_page(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | NotModified:
        """`fetch` for a page that was made for people, where robots.txt has a say; InvalidInput if it says no."""
        if not self.is_open(url):
            raise InvalidInput(f"{url} is not for programs: the robots.txt of the site says so.")
        return self.fetch(url, etag=etag, last_modified=last_modified)

    def is_open(self, url: str) -> bool:
        """Whether the robots.txt of the site lets programs read the page at `url`."""
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise InvalidInput(f"“{url}” is not a web address.") from error
        return self._robots(url).allows(parts.path + (f"?{parts.query}" if parts.query else ""))

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the site names."""
        return self._robots(url).sitemaps

    def _host(self, url: str) -> "_Host":
        with self._lock:
            return self._hosts[host_and_port(url)]

    def _robots(self, url: str) -> Rules:
        host = self._host(url)
        with host.robots_lock:
            if host.robots is None:
                host.robots = self._read_robots(urljoin(url, "/robots.txt"))
                host.gap = max(host.gap, min(host.robots.delay, LONGEST_GAP))
            return host.robots

    def _read_robots(self, url: str) -> Rules:
        """The rules at `url` (RFC 9309, 2.3.1): all is open if there is no file, nothing if it cannot be had."""
        try:
            answer = self.fetch(url)
        except (NotFound, Refused):
            return Rules()
        except DigestError:
            return CLOSED
        return parse(answer.body, _TOKEN) if isinstance(answer, Fetched) else Rules()


class _Host:
    """One host: whose turn it is, and what it asks of programs."""

    def __init__(self, gap: float) -> None:
        self.gap = gap
        self.robots: Rules | None = None
        self.robots_lock = threading.Lock()
        self._turn = threading.Lock()
        self._free_at = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no request to this host is open, and the last one is `gap` seconds ago."""
        with self._turn:
            time.sleep(max(self._free_at - time.monotonic(), 0))
            try:
                yield
            finally:
                self._free_at = time.monotonic() + self.gap


def host_and_port(url: str) -> str:
    """What of an address stands for the host that a visit disturbs."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
