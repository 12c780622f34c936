"""Editors: people who sign in at the desk, and what they may do there."""

from collections.abc import Collection
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from digest.core.errors import InvalidInput
from digest.core.role import Role
from digest.db import editions, editors, sessions
from digest.db.editors import Editor
from digest.db.store import Store

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")
"""Checked where no such editor exists, so that the answer takes as long as for one who does."""


def add(
    store: Store,
    email: str,
    name: str,
    password: str,
    *,
    role: Role | None = None,
    only: Collection[str] = (),
    now: datetime,
) -> Editor:
    """Make an account; InvalidInput for a password that is too short or too long, NotFound for an edition.

    Without a role, the first account is the owner’s and later ones are editors’. `only` holds the keys of the
    editions that they have to do with; none: all.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidInput(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    _check(store, only)
    with store.writing() as session:
        return editors.add(
            session,
            email=_account(email),
            name=name,
            password_hash=_hasher.hash(password),
            role=role or (Role.EDITOR if editors.every(session) else Role.OWNER),
            only=only,
            now=now,
        )


def grant(store: Store, email: str, role: Role, only: Collection[str] = ()) -> Editor:
    """Give somebody another role; NotFound, or Conflict if there would be no owner any more."""
    _check(store, only)
    with store.writing() as session:
        return editors.grant(session, _account(email), role, only)


def remove(store: Store, email: str) -> Editor:
    """Forget an account and end its sessions; NotFound, or Conflict if there would be no owner any more."""
    with store.writing() as session:
        return editors.remove(session, _account(email))


def sign_out(store: Store, email: str) -> int:
    """End all sessions of an account; how many there were. NotFound if there is no such account."""
    with store.writing() as session:
        return sessions.end_all_of(session, editors.get(session, _account(email)).id)


def sign_in(store: Store, email: str, password: str) -> Editor | None:
    """The editor, or None; nothing tells whether the address or the password was wrong."""
    with store.reading() as session:
        found = editors.find_by_email(session, _account(email))
    try:
        _hasher.verify(found.password_hash if found else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return found.editor if found else None


def _check(store: Store, keys: Collection[str]) -> None:
    with store.reading() as session:
        for key in keys:
            editions.find(session, key)


def _account(email: str) -> str:
    """An account is one however its address is typed."""
    return email.strip().lower()
