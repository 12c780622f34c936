"""What one source has that is new, by its kind: the requests to make, and the items that come of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from digest.core.article import RawItem
from digest.core.errors import DigestError
from digest.db.sources import StoredSource
from digest.sources.bounded import BoundedReader
from digest.sources.fetch import PATIENCE, Fetched, NotModified, Patience, Refused
from digest.sources.reading import Broken, Reading
from digest.sources.recognise import read
from digest.sources.web import GAP, Web
from digest.sources.wordpress import PER_PAGE, page_urls

MOST_PAGES = 10
"""Most pages of posts in one visit: five hundred posts."""
MOST_ARTICLES = 30
"""Most article pages that are fetched in one visit; what is left waits for the next one."""
OVERLAP = timedelta(days=1)
"""Asked for again each time: sites differ in whose clock they go by, and articles are edited on their day."""

Entries = Sequence[RawItem | Broken]


@dataclass(frozen=True, slots=True)
class Round:
    """What all visits of one round share: the web, with whose turn it is, and the process that reads."""

    web: Web
    reader: BoundedReader

    def read(self, answer: Fetched) -> Reading:
        """What is in an answer; InvalidInput if it is nothing that we know, or without measure."""
        return self.reader.read(answer.final_url, read, answer.body, answer.final_url)


@contextmanager
def one_round(*, allow_private: bool, gap: float = GAP, patience: Patience = PATIENCE) -> Iterator[Round]:
    """A round of visits; `gap` is the pause between two requests to one host, in seconds."""
    with BoundedReader() as reader:
        yield Round(Web(allow_private=allow_private, gap=gap, patience=patience), reader)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a source gave, and what the next visit to it needs to know."""

    entries: Entries | None
    """None if nothing was modified."""
    etag: str | None
    last_modified: str | None
    cursor: str | None = None
    """The date of the newest item that was used, in ISO 8601; None if there is none."""
    moved_to: str | None = None


def collect(stored: StoredSource, url: str, on: Round) -> Collected:
    """Ask the source at `url` for what is new; what cannot be fetched or read is a DigestError."""
    since = datetime.fromisoformat(stored.cursor) if stored.cursor else None
    match stored.source.kind:
        case "wordpress":
            return _posts(stored, url, since, on)
        case "sitemap":
            return _listed(stored, url, since, on)
        case "page":
            return _taken(stored, on.web.fetch_page(url, etag=stored.etag, last_modified=stored.last_modified), on)
    return _taken(stored, on.web.fetch(url, etag=stored.etag, last_modified=stored.last_modified), on)


def _taken(stored: StoredSource, answer: Fetched | NotModified, on: Round) -> Collected:
    if isinstance(answer, NotModified):
        return Collected(None, stored.etag, stored.last_modified, moved_to=answer.moved_to)
    return Collected(on.read(answer).entries, answer.etag, answer.last_modified, moved_to=answer.moved_to)


def _posts(stored: StoredSource, url: str, since: datetime | None, on: Round) -> Collected:
    """The newest posts at the first visit, and later all pages of those since the last one."""
    pages = page_urls(url, after=since - OVERLAP if since else None)
    first = _taken(stored, on.web.fetch(next(pages), etag=stored.etag, last_modified=stored.last_modified), on)
    if first.entries is None:
        return replace(first, moved_to=None)
    entries, page = list(first.entries), first.entries
    following = islice(pages, MOST_PAGES - 1) if since else ()
    for address in following:
        if len(page) < PER_PAGE:
            break
        try:
            answer = on.web.fetch(address)
        except Refused:  # 400: there is no such page, the last one was full to the brim
            break
        page = on.read(answer).entries if isinstance(answer, Fetched) else ()
        entries += page
    # The address that moved has our question in it, so it is not learnt.
    return replace(first, entries=entries, cursor=_newest(entries), moved_to=None)


def _listed(stored: StoredSource, url: str, since: datetime | None, on: Round) -> Collected:
    """The articles of a list that are newer than what we have, each read from its own page.

    The first visit takes the newest; later ones the oldest first, so that none is passed over.
    """
    listed = _taken(stored, on.web.fetch(url, etag=stored.etag, last_modified=stored.last_modified), on)
    if listed.entries is None:
        return listed
    new = _after(since, listed.entries)
    chosen = new[:MOST_ARTICLES] if since else new[-MOST_ARTICLES:]
    read_in_full = [_with_its_page(item, on) for item in chosen]
    listed = replace(listed, entries=read_in_full, cursor=_newest(read_in_full))
    # Without the validators the list comes again the next time, and with it what has to wait.
    return replace(listed, etag=None, last_modified=None) if since and len(new) > len(chosen) else listed


def _after(since: datetime | None, entries: Entries) -> list[RawItem]:
    """The dated items that are newer than `since`, oldest first."""
    dated = [(e.published_at, e) for e in entries if isinstance(e, RawItem) and e.published_at]
    return [item for at, item in sorted(dated, key=lambda pair: pair[0]) if since is None or at > since]


def _with_its_page(item: RawItem, on: Round) -> RawItem:
    """`item` with what its page says beyond the list; as it is where the page cannot be had or read."""
    try:
        answer = on.web.fetch_page(item.url or "")
        entries = on.read(answer).entries if isinstance(answer, Fetched) else ()
    except DigestError:
        return item
    page = next((entry for entry in entries if isinstance(entry, RawItem)), None)
    if not page:
        return item
    return replace(
        item,
        title=item.title or page.title,
        summary=item.summary or page.summary,
        body=page.body,
        labels=(*page.labels, *item.labels),
        language=item.language or page.language,
        picture=page.picture or item.picture,
    )


def _newest(entries: Entries) -> str | None:
    dates = [entry.published_at for entry in entries if isinstance(entry, RawItem) and entry.published_at]
    return max(dates).isoformat() if dates else None
