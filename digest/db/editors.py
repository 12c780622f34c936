"""Editors: people who sign in; the hash of a password is stored, never a password."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.errors import Conflict
from digest.db.row import Row
from digest.db.upsert import insert


class EditorRow(Row, table=True):
    __tablename__ = "editor"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    password_hash: str
    created_at: datetime


_editors = EditorRow.__table__


@dataclass(frozen=True, slots=True)
class Editor:
    """A person who signs in."""

    id: int
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class StoredEditor:
    """An editor, with what a sign-in is checked against."""

    editor: Editor
    password_hash: str = field(repr=False)


def add(session: Session, *, email: str, name: str, password_hash: str, now: datetime) -> Editor:
    """Insert an editor; Conflict if somebody has that address (normalised)."""
    values = {"email": email, "name": name, "password_hash": password_hash, "created_at": now}
    statement = insert(session, _editors).values(values).on_conflict_do_nothing(index_elements=["email"])
    row = session.execute(statement.returning(_editors)).mappings().one_or_none()
    if row is None:
        raise Conflict(f"There is an editor with the address {email} already; choose another one.")
    return _to_editor(row)


def find_by_email(session: Session, email: str) -> StoredEditor | None:
    """The editor with that address (normalised), if there is one."""
    row = session.execute(select(_editors).where(_editors.c.email == email)).mappings().one_or_none()
    return StoredEditor(_to_editor(row), row["password_hash"]) if row else None


def every(session: Session) -> list[Editor]:
    """All editors, by address."""
    return [_to_editor(row) for row in session.execute(select(_editors).order_by(_editors.c.email)).mappings()]


def _to_editor(row: RowMapping) -> Editor:
    return Editor(row["id"], row["email"], row["name"])
