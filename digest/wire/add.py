"""Adds a source by an address that a person types."""

from digest.core.article import Source
from digest.core.clean import clean_line
from digest.core.errors import Conflict, InvalidInput, NotFound
from digest.db import sources
from digest.db.store import Store
from digest.wire.discover import GAP, find_source
from digest.wire.publisher import check_key, host_of, key_of
from digest.wire.round import one_round


def add_source(
    store: Store,
    url: str,
    *,
    key: str | None = None,
    name: str | None = None,
    owner: str | None = None,
    weight: float = 0.5,
    allow_private: bool,
    gap: float = GAP,
) -> Source:
    """Make the source that is found at `url`, or bring it up to date; it is read once, which tells its name.

    Raises InvalidInput if nothing at `url` or near it can be read, and Conflict if the key is another source's.
    """
    if not 0 <= weight <= 1:
        raise InvalidInput(f"A weight lies between 0 and 1; {weight} does not.")
    with one_round(allow_private=allow_private, gap=gap) as on:
        found = find_source(url, on)
    name = name or clean_line(found.title or "") or host_of(found.url) or found.url
    source = Source(check_key(key) if key else key_of(name), name, found.url, owner, weight, found.kind)
    with store.writing() as session:
        try:
            known = sources.find(session, source.key).source
        except NotFound:
            known = source
        if known.url not in (None, source.url):
            raise Conflict(f"“{source.key}” is the source at {known.url}; give this one another key with --key.")
        sources.save(session, source)
    return source
