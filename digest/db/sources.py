"""Sources: what they are, and what came of the last visit to each."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.article import Source
from digest.core.errors import NotFound
from digest.db.row import Row
from digest.db.upsert import insert


class SourceRow(Row, table=True):
    __tablename__ = "source"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    url: str | None
    owner: str | None
    weight: float
    etag: str | None = None
    last_modified: str | None = None
    visited_at: datetime | None = None
    failure: str | None = None


_sources = SourceRow.__table__


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source, with what the next visit to it needs to know."""

    id: int
    source: Source
    etag: str | None = None
    last_modified: str | None = None
    """As the server wrote it; it is sent back unread."""
    visited_at: datetime | None = None
    failure: str | None = None
    """Why the last visit failed, in a sentence; None if it went well."""


def save(session: Session, source: Source) -> int:
    """Insert `source`, or bring the one of that key up to date; its id."""
    values = asdict(source)
    changes = {name: value for name, value in values.items() if name != "key"}
    statement = (
        insert(session, _sources).values(values).on_conflict_do_update(index_elements=["key"], set_=changes)
    )
    return int(session.execute(statement.returning(_sources.c.id)).scalar_one())


def find(session: Session, key: str) -> StoredSource:
    """The source called `key`; NotFound if there is none."""
    row = session.execute(select(_sources).where(_sources.c.key == key)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"There is no source “{key}”; “digest source list” shows them all.")
    return _stored(row)


def every(session: Session) -> list[StoredSource]:
    """All sources, by key."""
    return [_stored(row) for row in session.execute(select(_sources).order_by(_sources.c.key)).mappings()]


def record_visit(
    session: Session,
    source_id: int,
    *,
    at: datetime,
    etag: str | None,
    last_modified: str | None,
    failure: str | None,
) -> None:
    """Write down what came of a visit; after a failure the validators of the last good one should be given."""
    visit = {"visited_at": at, "etag": etag, "last_modified": last_modified, "failure": failure}
    session.execute(update(_sources).where(_sources.c.id == source_id).values(visit))


def to_source(row: RowMapping) -> Source:
    """The value of a row."""
    return Source(row["key"], row["name"], row["url"], row["owner"], row["weight"])


def _stored(row: RowMapping) -> StoredSource:
    return StoredSource(
        row["id"], to_source(row), row["etag"], row["last_modified"], row["visited_at"], row["failure"]
    )
