"""Sessions: a signed cookie says who is at the desk, and a token in each form says that it was them."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from fastapi import Response
from itsdangerous import BadData, URLSafeSerializer

from digest.db.editors import Editor

IDLE = timedelta(hours=12)
"""After so long without a request a session ends."""
LONGEST = timedelta(days=7)
"""After so long a session ends in any case."""


@dataclass(frozen=True, slots=True)
class Session:
    """An editor who has signed in."""

    email: str
    name: str
    csrf: str
    """Goes into every form of the session and has to come back with it."""
    began_at: datetime
    seen_at: datetime

    def allows(self, token: str) -> bool:
        """Whether `token` is the one of this session's forms."""
        return hmac.compare_digest(self.csrf.encode(), token.encode())


class Sessions:
    """Reads and writes the session cookie; nothing is kept on the server."""

    def __init__(self, secret: bytes, *, secure: bool) -> None:
        self._signer = URLSafeSerializer(
            secret,
            salt="digest.web.session",
            signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
        )
        self._secure = secure
        # Browsers take a __Host- cookie only over TLS, and only from this very host.
        self._name = "__Host-digest" if secure else "digest"

    def begin(self, response: Response, editor: Editor, *, now: datetime) -> None:
        """Sign an editor in: a new session, whatever cookie the browser had before."""
        self.keep(response, Session(editor.email, editor.name, secrets.token_urlsafe(24), now, now), now=now)

    def read(self, cookies: Mapping[str, str], *, now: datetime) -> Session | None:
        """The session that the browser carries, unless it is forged or over."""
        try:
            email, name, csrf, began, seen = self._signer.loads(cookies.get(self._name, ""))
        except (BadData, ValueError):
            return None
        began_at, seen_at = datetime.fromtimestamp(began, UTC), datetime.fromtimestamp(seen, UTC)
        session = Session(email, name, csrf, began_at, seen_at)
        is_over = now - session.seen_at > IDLE or now - session.began_at > LONGEST
        return None if is_over else session

    def keep(self, response: Response, session: Session, *, now: datetime) -> None:
        """Let the session live on from `now`."""
        seen = replace(session, seen_at=now)
        times = [int(moment.timestamp()) for moment in (seen.began_at, seen.seen_at)]
        value = self._signer.dumps([seen.email, seen.name, seen.csrf, *times])
        response.set_cookie(
            self._name,
            value if isinstance(value, str) else value.decode(),
            max_age=int(IDLE.total_seconds()),
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def end(self, response: Response) -> None:
        """Sign out."""
        response.delete_cookie(self._name, secure=self._secure, httponly=True, samesite="lax")
