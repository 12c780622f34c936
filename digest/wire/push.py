"""Push: a newsroom's own system hands articles over instead of being visited."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from digest.core.article import RawItem, Source
from digest.db import sources, tokens
from digest.db.store import Store
from digest.wire.copies import join_copies
from digest.wire.intake import Report, take_in

_BYTES = 32


def make_token(store: Store, name: str, source: str, *, now: datetime) -> str:
    """A new token that hands over articles of `source`, a key; nobody can read it again later."""
    token = secrets.token_urlsafe(_BYTES)
    with store.writing() as session:
        source_id = sources.find(session, source).id
        tokens.add(session, name, source_id=source_id, token_hash=_hash(token), now=now)
    return token


def holder_of(store: Store, token: str, *, now: datetime) -> Source | None:
    """The source that `token` stands for; None if it is no token of ours."""
    with store.writing() as session:
        return tokens.holder(session, _hash(token), now=now)


def push(store: Store, source: Source, items: Sequence[RawItem], *, now: datetime) -> Report:
    """Take in what was handed over; what cannot be used is in the report, the rest is stored."""
    report = take_in(store, {source: items}, now=now)
    join_copies(store, now=now)
    return report


def _hash(token: str) -> str:
    # A token is random and long: it needs no salt, and looking up its hash tells nothing by the time it takes.
    return hashlib.sha256(token.encode()).hexdigest()
