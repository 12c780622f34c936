"""What a list of pages lists: the sitemaps of an index, and each article with what its own page says."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from digest.core.article import RawItem
from digest.core.canonical import canonical
from digest.core.errors import DigestError
from digest.core.revision import address
from digest.sources.fetch import Fetched
from digest.sources.reading import Broken, Reading
from digest.sources.sitemap import newest_sitemaps
from digest.wire.round import Entries, Round

MOST_SITEMAPS = 5
"""Most sitemaps of an index that are read in one visit."""


def listed_by(reading: Reading, on: Round) -> Entries:
    """What a list lists, or, where it is an index, what the newest of its sitemaps do.

    One that cannot be had or read is passed over, unless there is no other.
    """
    if reading.kind != "sitemap index":
        return reading.entries
    entries: list[RawItem | Broken] = []
    failure: DigestError | None = None
    for sitemap in newest_sitemaps(reading, limit=MOST_SITEMAPS):
        try:
            answer = on.web.fetch(sitemap.url or "")
            inner = on.read(answer) if isinstance(answer, Fetched) else Reading(())
        except DigestError as error:
            failure = error
        else:
            entries += inner.entries if inner.kind == "sitemap" else ()
    if failure and not entries:
        raise failure
    return entries


def tells_changes(reading: Reading) -> bool:
    """Whether a list is another one when something new is in it: an index without dates stays as it is."""
    return reading.kind != "sitemap index" or all(
        isinstance(entry, Broken) or entry.modified_at for entry in reading.entries
    )


def newer_than(since: datetime | None, entries: Entries, *, known: Collection[str] = ()) -> list[RawItem]:
    """The dated items that are newer than `since`, oldest first.

    Those of that very moment count too, unless their address is among the `known`: many a sitemap tells the day
    alone, and what comes later on that day is as new as what came first.
    """
    dated = [e for e in entries if isinstance(e, RawItem) and (e.published_at or e.modified_at)]
    addresses = {address(url) for url in known}
    return [
        item
        for item in sorted(dated, key=date_of)
        if since is None
        or date_of(item) > since
        or (date_of(item) == since and address(canonical(item.url or "") or "") not in addresses)
    ]


def date_of(item: RawItem) -> datetime:
    """When a listed item came, or else when it was changed: a plain sitemap tells nothing more."""
    return item.published_at or item.modified_at or datetime.min.replace(tzinfo=UTC)


def with_its_page(item: RawItem, on: Round) -> RawItem | Broken | None:
    """`item` with what its page says beyond the list; as it is where the page cannot be had or read.

    None if only its page could tell its title, and holds no article: a sitemap lists all pages of a site.
    """
    try:
        answer = on.web.fetch_page(item.url or "")
    except DigestError as error:
        why = f"has no title, and its page cannot be had: {str(error).rstrip('.')}"
        return item if item.title else Broken(item.where, why)
    try:
        entries = on.read(answer).entries if isinstance(answer, Fetched) else ()
    except DigestError:
        entries = ()
    page = next((entry for entry in entries if isinstance(entry, RawItem)), None)
    if not page:
        return item if item.title else None
    return replace(
        item,
        title=item.title or page.title,
        summary=item.summary or page.summary,
        body=page.body,
        published_at=item.published_at or page.published_at or item.modified_at,
        modified_at=page.modified_at or item.modified_at,
        labels=(*page.labels, *item.labels),
        language=item.language or page.language,
        picture=page.picture or item.picture,
    )
