"""Visits sources on the web: adds one by its address, and fetches what is new."""

from dataclasses import dataclass
from datetime import datetime

from digest.core.article import Source
from digest.core.clean import clean_line
from digest.core.errors import Conflict, DigestError, InvalidInput, NotFound
from digest.db import sources
from digest.db.sources import StoredSource
from digest.db.store import Store
from digest.sources.fetch import NotModified, fetch
from digest.sources.recognise import read
from digest.wire.intake import Report, take_in
from digest.wire.publisher import check_key, host_of, key_of


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one visit."""

    key: str
    """Of the source."""
    report: Report | None = None
    """None if there was nothing new, or if the visit failed."""
    failure: str | None = None

    @property
    def in_words(self) -> str:
        """The outcome as one sentence."""
        if self.failure:
            return self.failure
        return self.report.in_words if self.report else "Not modified since the last visit."


def add_source(
    store: Store,
    url: str,
    *,
    key: str | None = None,
    name: str | None = None,
    owner: str | None = None,
    weight: float = 0.5,
    allow_private: bool,
) -> Source:
    """Make the source at `url`, or bring it up to date; it is fetched once, which proves it and tells its name.

    Raises InvalidInput if there is nothing at `url` that can be read, and Conflict if the key is another source's.
    """
    if not 0 <= weight <= 1:
        raise InvalidInput(f"A weight lies between 0 and 1; {weight} does not.")
    answer = fetch(url, allow_private=allow_private)
    title = None if isinstance(answer, NotModified) else read(answer.body, url).title
    name = name or clean_line(title or "") or host_of(url) or url
    source = Source(check_key(key) if key else key_of(name), name, url, owner, weight)
    with store.writing() as session:
        try:
            known = sources.find(session, source.key).source
        except NotFound:
            known = source
        if known.url not in (None, url):
            raise Conflict(f"“{source.key}” is the source at {known.url}; give this one another key with --key.")
        sources.save(session, source)
    return source


def visit(store: Store, stored: StoredSource, *, now: datetime, allow_private: bool) -> Visit:
    """Fetch one source and take in what it has; a failure is written down with the source and is no exception."""
    source = stored.source
    if not source.url:
        raise InvalidInput(
            f"“{source.key}” has no web address; “digest source add URL --key {source.key}” gives it one."
        )
    etag, last_modified = stored.etag, stored.last_modified
    result = Visit(source.key)
    try:
        answer = fetch(source.url, etag=etag, last_modified=last_modified, allow_private=allow_private)
        if not isinstance(answer, NotModified):
            report = take_in(store, {source: read(answer.body, source.url).entries}, now=now)
            etag, last_modified = answer.etag, answer.last_modified
            result = Visit(source.key, report)
    except DigestError as error:
        result = Visit(source.key, failure=str(error))
    with store.writing() as session:
        sources.record_visit(
            session, stored.id, at=now, etag=etag, last_modified=last_modified, failure=result.failure
        )
    return result
