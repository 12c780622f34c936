"""What one source has that is new, by its kind: the requests to make, and the items that come of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from digest.core.article import RawItem
from digest.db.sources import StoredSource
from digest.sources.fetch import Fetched, NotModified, Refused
from digest.sources.page import no_feed
from digest.sources.reading import Reading
from digest.sources.wordpress import PER_PAGE, page_urls
from digest.wire.listing import date_of, listed_by, newer_than, tells_changes, with_its_page
from digest.wire.round import Entries, Round

MOST_PAGES = 10
"""Most pages of posts in one visit: five hundred posts."""
MOST_ARTICLES = 30
"""Most article pages that are fetched in one visit; what is left waits for the next one."""
OVERLAP = timedelta(days=1)
"""Asked for again each time: sites differ in whose clock they go by, and articles are edited on their day."""


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


def collect(stored: StoredSource, url: str, on: Round, *, known: Collection[str] = ()) -> Collected:
    """Ask the source at `url` for what is new; what cannot be fetched or read is a DigestError.

    `known` are addresses of articles that are not needed again, where a list does not tell them from new ones.
    """
    since = since_when(stored)
    match stored.source.kind:
        case "wordpress":
            return _posts(stored, url, since, on)
        case "sitemap":
            return _listed(stored, url, since, on, known)
        case "page":
            return _taken(stored, on.web.fetch_page(url, etag=stored.etag, last_modified=stored.last_modified), on)
    return _taken(stored, on.web.fetch(url, etag=stored.etag, last_modified=stored.last_modified), on)


def since_when(stored: StoredSource) -> datetime | None:
    """The date of the newest item that was used; None before the first visit, or where it plays no part."""
    return datetime.fromisoformat(stored.cursor) if stored.cursor else None


def _taken(stored: StoredSource, answer: Fetched | NotModified, on: Round) -> Collected:
    if isinstance(answer, NotModified):
        return Collected(None, stored.etag, stored.last_modified, moved_to=answer.moved_to)
    return _all_of(answer, _reading(stored, answer, on).entries)


def _reading(stored: StoredSource, answer: Fetched, on: Round) -> Reading:
    """What is in an answer; a page in the place of a feed, such as a notice, is no article of its source."""
    reading = on.read(answer)
    if reading.kind == "page" and stored.source.kind != "page":
        raise no_feed(answer.final_url)
    return reading


def _all_of(answer: Fetched, entries: Entries) -> Collected:
    return Collected(entries, answer.etag, answer.last_modified, moved_to=answer.moved_to)


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


def _listed(
    stored: StoredSource, url: str, since: datetime | None, on: Round, known: Collection[str]
) -> Collected:
    """The articles of a list that are newer than what we have, each read from its own page.

    The first visit takes the newest; later ones the oldest first, so that none is passed over.
    """
    answer = on.web.fetch(url, etag=stored.etag, last_modified=stored.last_modified)
    if isinstance(answer, NotModified):
        return _taken(stored, answer, on)
    reading = _reading(stored, answer, on)
    new = newer_than(since, listed_by(reading, on), known=known)
    chosen = new[:MOST_ARTICLES] if since else new[-MOST_ARTICLES:]
    in_full = [full for item in chosen if (full := with_its_page(item, on))]
    collected = replace(_all_of(answer, in_full), cursor=max(map(date_of, chosen)).isoformat() if chosen else None)
    # Without the validators the list comes again the next time, and with it what has to wait.
    is_to_come_again = (since and len(new) > len(chosen)) or not tells_changes(reading)
    return replace(collected, etag=None, last_modified=None) if is_to_come_again else collected


def _newest(entries: Entries) -> str | None:
    dates = [entry.published_at for entry in entries if isinstance(entry, RawItem) and entry.published_at]
    return max(dates).isoformat() if dates else None
