"""Editors: people who sign in, what they may do; the hash of a password is stored, never a password."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import RowMapping, Text, delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.errors import Conflict, NotFound
from digest.core.role import Act, Role
from digest.db.row import Row
from digest.db.upsert import insert


class EditorRow(Row, table=True):
    __tablename__ = "editor"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    password_hash: str
    role: str
    editions: str = Field(sa_type=Text)
    """Keys with a blank between them; none: all editions."""
    created_at: datetime


_editors = EditorRow.__table__


@dataclass(frozen=True, slots=True)
class Editor:
    """A person who signs in."""

    id: int
    email: str
    name: str
    role: Role = Role.EDITOR
    only: tuple[str, ...] = ()
    """Keys of the editions that they have to do with; none: all."""

    def may(self, act: Act, edition: str | None = None) -> bool:
        """Whether they may do `act`, to `edition` where it is about one."""
        return self.role.may(act) and (edition is None or not self.only or edition in self.only)


@dataclass(frozen=True, slots=True)
class StoredEditor:
    """An editor, with what a sign-in is checked against."""

    editor: Editor
    password_hash: str = field(repr=False)


def add(
    session: Session,
    *,
    email: str,
    name: str,
    password_hash: str,
    role: Role = Role.EDITOR,
    only: Collection[str] = (),
    now: datetime,
) -> Editor:
    """Insert an editor; Conflict if somebody has that address (normalised)."""
    values = {
        "email": email,
        "name": name,
        "password_hash": password_hash,
        "role": role.value,
        "editions": " ".join(only),
        "created_at": now,
    }
    statement = insert(session, _editors).values(values).on_conflict_do_nothing(index_elements=["email"])
    row = session.execute(statement.returning(_editors)).mappings().one_or_none()
    if row is None:
        raise Conflict(f"There is an editor with the address {email} already; choose another one.")
    return to_editor(row)


def grant(session: Session, email: str, role: Role, only: Collection[str]) -> Editor:
    """Give an editor another role; NotFound if there is none, Conflict if nobody would be owner any more."""
    editor = get(session, email)
    if role is not Role.OWNER:
        _keep_an_owner(session, editor)
    values = {"role": role.value, "editions": " ".join(only)}
    statement = update(_editors).where(_editors.c.email == email).values(values).returning(_editors)
    return to_editor(session.execute(statement).mappings().one())


def remove(session: Session, email: str) -> Editor:
    """Forget an editor and their sessions; NotFound if there is none, Conflict for the only owner."""
    editor = get(session, email)
    _keep_an_owner(session, editor)
    session.execute(delete(_editors).where(_editors.c.id == editor.id))
    return editor


def get(session: Session, email: str) -> Editor:
    """The editor with that address (normalised); NotFound if there is none."""
    if (found := find_by_email(session, email)) is None:
        raise NotFound(f"There is no editor with the address {email}; see who there is: digest editor list.")
    return found.editor


def find_by_email(session: Session, email: str) -> StoredEditor | None:
    """The editor with that address (normalised), if there is one."""
    row = session.execute(select(_editors).where(_editors.c.email == email)).mappings().one_or_none()
    return StoredEditor(to_editor(row), row["password_hash"]) if row else None


def every(session: Session) -> list[Editor]:
    """All editors, by address."""
    return [to_editor(row) for row in session.execute(select(_editors).order_by(_editors.c.email)).mappings()]


def to_editor(row: RowMapping) -> Editor:
    """The editor of a row."""
    return Editor(row["id"], row["email"], row["name"], Role(row["role"]), tuple(row["editions"].split()))


def _keep_an_owner(session: Session, editor: Editor) -> None:
    if editor.role is Role.OWNER and _count_owners(session) == 1:
        raise Conflict(f"{editor.name} is the only owner; make somebody else owner first.")


def _count_owners(session: Session) -> int:
    statement = select(func.count()).select_from(_editors).where(_editors.c.role == Role.OWNER.value)
    return session.execute(statement).scalar_one()
