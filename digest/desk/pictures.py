"""Copies the pictures of an issue before anybody looks at it: what was approved is what is sent."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from digest.bounded import BoundedReader
from digest.core.edition import Edition
from digest.core.errors import DigestError
from digest.core.issue import Issue
from digest.core.picture import Copies, Pictures, address_key
from digest.db import pictures
from digest.db.store import Store
from digest.sources.copying import BOUNDS, FetchPicture, copy_picture

CopyPictures = Callable[[Issue, Edition, datetime], tuple[str, ...]]

AT_ONCE = 6
"""Pictures that are asked for at the same time."""
_DECODERS = 2
"""Processes that make copies: each may take the memory that a large picture needs."""
_STILL_GOOD = timedelta(days=1)
"""For so long a copy serves other issues, and the same one built again."""


def copy_pictures(
    store: Store, get: FetchPicture, issue: Issue, edition: Edition, now: datetime
) -> tuple[str, ...]:
    """Give `issue` copies of its pictures; a sentence on each that there is none of: its story comes without.

    Those that failed are asked for again at the next build, and never between an editor's look and the sending.
    """
    if edition.pictures is not Pictures.SERVE:
        return ()
    urls = _addresses(issue)
    with store.reading() as session:
        lately = pictures.lately(session, urls, now - _STILL_GOOD)
    copies = _copy([url for url in urls if address_key(url) not in lately], get)
    outcomes = {url: copies[url] if url in copies else lately[address_key(url)] for url in urls}
    with store.writing() as session:
        pictures.keep(session, issue, outcomes, now=now)
    return tuple(outcome for outcome in outcomes.values() if isinstance(outcome, str))


def _addresses(issue: Issue) -> list[str]:
    leads = (placement.story.lead.picture for placement in issue.content.placements)
    found = (picture.url for picture in leads if picture)
    return [url for url in dict.fromkeys(found) if url.startswith(("https://", "http://"))]


def _copy(urls: Iterable[str], get: FetchPicture) -> dict[str, Copies | str]:
    with BoundedReader(BOUNDS, processes=_DECODERS) as reader, ThreadPoolExecutor(AT_ONCE) as threads:

        def copy(url: str) -> tuple[str, Copies | str]:
            try:
                return url, copy_picture(url, get=get, reader=reader)
            except DigestError as error:
                return url, str(error)

        return dict(threads.map(copy, urls))
