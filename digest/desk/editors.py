"""Editors: people who sign in at the desk."""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from digest.core.errors import InvalidInput
from digest.db import editors
from digest.db.editors import Editor
from digest.db.store import Store

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")
"""Checked where no such editor exists, so that the answer takes as long as for one who does."""


def add(store: Store, email: str, name: str, password: str, *, now: datetime) -> Editor:
    """Make an account; InvalidInput for a password that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidInput(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    with store.writing() as session:
        return editors.add(
            session, email=_account(email), name=name, password_hash=_hasher.hash(password), now=now
        )


def sign_in(store: Store, email: str, password: str) -> Editor | None:
    """The editor, or None; nothing tells whether the address or the password was wrong."""
    with store.reading() as session:
        found = editors.find_by_email(session, _account(email))
    try:
        _hasher.verify(found.password_hash if found else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return found.editor if found else None


def _account(email: str) -> str:
    """An account is one however its address is typed."""
    return email.strip().lower()
