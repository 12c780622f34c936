"""Sessions of editors: of what their browsers carry, only the hash is stored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.db.editors import Editor, EditorRow, to_editor
from digest.db.row import Row
from digest.db.upsert import insert


class SessionRow(Row, table=True):
    __tablename__ = "session"

    token_hash: str = Field(primary_key=True)
    editor_id: int = Field(foreign_key="editor.id", ondelete="CASCADE", index=True)
    began_at: datetime
    seen_at: datetime


_sessions = SessionRow.__table__
_editors = EditorRow.__table__


@dataclass(frozen=True, slots=True)
class StoredSession:
    """Who has signed in, since when, and when they last came."""

    editor: Editor
    began_at: datetime
    seen_at: datetime


def begin(session: Session, token_hash: str, editor_id: int, *, now: datetime) -> None:
    """Write down that an editor has signed in."""
    values = {"token_hash": token_hash, "editor_id": editor_id, "began_at": now, "seen_at": now}
    session.execute(insert(session, _sessions).values(values))


def find(session: Session, token_hash: str) -> StoredSession | None:
    """The session whose token has that hash; None once it was ended, or its editor removed."""
    statement = (
        select(_editors, _sessions.c.began_at, _sessions.c.seen_at)
        .join(_sessions, _sessions.c.editor_id == _editors.c.id)
        .where(_sessions.c.token_hash == token_hash)
    )
    row = session.execute(statement).mappings().one_or_none()
    return StoredSession(to_editor(row), row["began_at"], row["seen_at"]) if row else None


def keep(session: Session, token_hash: str, *, now: datetime) -> None:
    """Write down that the editor has come again."""
    session.execute(update(_sessions).where(_sessions.c.token_hash == token_hash).values(seen_at=now))


def end(session: Session, token_hash: str) -> None:
    """Forget a session."""
    session.execute(delete(_sessions).where(_sessions.c.token_hash == token_hash))


def end_all_of(session: Session, editor_id: int) -> int:
    """Forget every session of an editor; how many there were."""
    return session.connection().execute(delete(_sessions).where(_sessions.c.editor_id == editor_id)).rowcount


def forget_idle(session: Session, *, before: datetime) -> None:
    """Forget the sessions that nobody used since `before`."""
    session.execute(delete(_sessions).where(_sessions.c.seen_at < before))
