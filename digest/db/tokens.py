"""Tokens: what a newsroom's own system signs in with to hand over articles; only their hashes are stored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.article import Source
from digest.core.errors import Conflict, NotFound
from digest.db.row import Row
from digest.db.sources import SourceRow, to_source
from digest.db.upsert import insert


class TokenRow(Row, table=True):
    __tablename__ = "token"

    name: str = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    token_hash: str = Field(unique=True)
    created_at: datetime
    used_at: datetime | None = None


_tokens = TokenRow.__table__
_sources = SourceRow.__table__


@dataclass(frozen=True, slots=True)
class Token:
    """A token as a list shows it."""

    name: str
    source: str
    """Key of the source that its articles come from."""
    created_at: datetime
    used_at: datetime | None


def add(session: Session, name: str, *, source_id: int, token_hash: str, now: datetime) -> None:
    """Store a token; Conflict if there is one of that name."""
    values = {"name": name, "source_id": source_id, "token_hash": token_hash, "created_at": now}
    statement = insert(session, _tokens).values(values).on_conflict_do_nothing(index_elements=["name"])
    if session.execute(statement.returning(_tokens.c.name)).scalar_one_or_none() is None:
        raise Conflict(f"There is a token “{name}” already; choose another name, or remove it first.")


def holder(session: Session, token_hash: str, *, now: datetime) -> Source | None:
    """The source that the token stands for, and note that it was used; None for a token that is none."""
    query = select(_sources).join(_tokens, _tokens.c.source_id == _sources.c.id)
    row = session.execute(query.where(_tokens.c.token_hash == token_hash)).mappings().one_or_none()
    if row is None:
        return None
    session.execute(update(_tokens).where(_tokens.c.token_hash == token_hash).values(used_at=now))
    return to_source(row)


def every(session: Session) -> list[Token]:
    """All tokens, by name."""
    query = (
        select(_tokens, _sources.c.key)
        .join(_sources, _sources.c.id == _tokens.c.source_id)
        .order_by(_tokens.c.name)
    )
    return [
        Token(row["name"], row["key"], row["created_at"], row["used_at"])
        for row in session.execute(query).mappings()
    ]


def remove(session: Session, name: str) -> None:
    """Forget a token, at once; NotFound if there is none of that name."""
    if not session.connection().execute(delete(_tokens).where(_tokens.c.name == name)).rowcount:
        raise NotFound(f"There is no token “{name}”; “digest token list” shows them all.")
