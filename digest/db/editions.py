"""Editions: each one is a row with its key and its whole definition as JSON."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, Text, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.edition import Edition
from digest.core.errors import NotFound
from digest.db.row import Row
from digest.db.upsert import insert


class EditionRow(Row, table=True):
    __tablename__ = "edition"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    definition: str = Field(sa_type=Text)
    created_at: datetime


_editions = EditionRow.__table__
_json = TypeAdapter(Edition)


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition, its id, and since when there is one of that key."""

    id: int
    edition: Edition
    created_at: datetime


def save(session: Session, edition: Edition, *, now: datetime) -> int:
    """Insert `edition`, or replace the one of that key; its id."""
    definition = _json.dump_json(edition).decode()
    statement = (
        insert(session, _editions)
        .values(key=edition.key, definition=definition, created_at=now)
        .on_conflict_do_update(index_elements=["key"], set_={"definition": definition})
    )
    return int(session.execute(statement.returning(_editions.c.id)).scalar_one())


def find(session: Session, key: str) -> StoredEdition:
    """The edition called `key`; NotFound if there is none."""
    row = session.execute(select(_editions).where(_editions.c.key == key)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"There is no edition “{key}”; “digest edition list” shows them all.")
    return _stored(row)


def by_id(session: Session, edition_id: int) -> Edition:
    """The edition with that id, which is known to exist."""
    row = session.execute(select(_editions).where(_editions.c.id == edition_id)).mappings().one()
    return _stored(row).edition


def every(session: Session) -> list[StoredEdition]:
    """All editions, by key."""
    return [_stored(row) for row in session.execute(select(_editions).order_by(_editions.c.key)).mappings()]


def _stored(row: RowMapping) -> StoredEdition:
    return StoredEdition(row["id"], _json.validate_json(row["definition"]), row["created_at"])
