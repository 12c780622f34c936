"""Sessions: a cookie says who is at the desk, and a token in each form says that it was them.

The cookie holds a random token of which the database knows the hash, so that a session can be ended from anywhere,
and a copy of the database signs nobody in.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from fastapi import Response

from digest.db import sessions
from digest.db.editors import Editor
from digest.db.store import Store

IDLE = timedelta(hours=12)
"""After so long without a request a session ends."""
LONGEST = timedelta(days=7)
"""After so long a session ends in any case."""
_SEEN = timedelta(minutes=1)
"""A visit is written down once in so long: pages that are only read write nothing."""


@dataclass(frozen=True, slots=True)
class Session:
    """An editor who has signed in."""

    token: str
    editor: Editor
    began_at: datetime
    seen_at: datetime

    @property
    def csrf(self) -> str:
        """Goes into every form of the session and has to come back with it."""
        return hmac.new(self.token.encode(), b"csrf", sha256).hexdigest()[:32]

    def allows(self, token: str) -> bool:
        """Whether `token` is the one of this session's forms."""
        return hmac.compare_digest(self.csrf.encode(), token.encode())


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, store: Store, *, secure: bool) -> None:
        self._store = store
        self._secure = secure
        # Browsers take a __Host- cookie only over TLS, and only from this very host.
        self._name = "__Host-digest" if secure else "digest"

    def begin(self, response: Response, editor: Editor, *, now: datetime) -> None:
        """Sign an editor in: a new session, whatever cookie the browser had before."""
        token = secrets.token_urlsafe(24)
        with self._store.writing() as db:
            sessions.forget_idle(db, before=now - IDLE)
            sessions.begin(db, _hash(token), editor.id, now=now)
        self._set(response, token)

    def read(self, cookies: Mapping[str, str], *, now: datetime) -> Session | None:
        """The session that the browser carries, unless it is forged, ended or over."""
        if not (token := cookies.get(self._name)):
            return None
        with self._store.reading() as db:
            found = sessions.find(db, _hash(token))
        if found is None or now - found.seen_at > IDLE or now - found.began_at > LONGEST:
            return None
        return Session(token, found.editor, found.began_at, found.seen_at)

    def keep(self, response: Response, session: Session, *, now: datetime) -> None:
        """Let the session live on from `now`."""
        if now - session.seen_at < _SEEN:
            return
        with self._store.writing() as db:
            sessions.keep(db, _hash(session.token), now=now)
        self._set(response, session.token)

    def end(self, response: Response, session: Session) -> None:
        """Sign out."""
        with self._store.writing() as db:
            sessions.end(db, _hash(session.token))
        response.delete_cookie(self._name, secure=self._secure, httponly=True, samesite="lax")

    def _set(self, response: Response, token: str) -> None:
        response.set_cookie(
            self._name,
            token,
            max_age=int(IDLE.total_seconds()),
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )


def _hash(token: str) -> str:
    # Enough without a salt or a slow hash: nobody guesses 192 random bits.
    return sha256(token.encode()).hexdigest()
