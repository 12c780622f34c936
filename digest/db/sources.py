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
    kind: str = "feed"
    etag: str | None = None
    last_modified: str | None = None
    visited_at: datetime | None = None
    failure: str | None = None
    next_visit_at: datetime | None = None
    failures: int = 0
    last_new_at: datetime | None = None
    cursor: str | None = None


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
    next_visit_at: datetime | None = None
    """When it is due; None for one that was never visited."""
    failures: int = 0
    """Visits that failed since the last one that went well."""
    last_new_at: datetime | None = None
    """The last visit that brought a new article."""
    cursor: str | None = None
    """The date of the newest item that was seen, in ISO 8601; only where the kind of source asks for it."""


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
    next_visit_at: datetime,
    last_new_at: datetime | None,
    cursor: str | None = None,
) -> None:
    """Write down a visit that went well, and what the next one needs to know."""
    visit = {
        "visited_at": at,
        "etag": etag,
        "last_modified": last_modified,
        "failure": None,
        "failures": 0,
        "next_visit_at": next_visit_at,
        "last_new_at": last_new_at,
        "cursor": cursor,
    }
    session.execute(update(_sources).where(_sources.c.id == source_id).values(visit))


def record_failure(
    session: Session, source_id: int, *, at: datetime, failure: str, failures: int, next_visit_at: datetime
) -> None:
    """Write down a visit that failed; what the last good one learned stays."""
    visit = {"visited_at": at, "failure": failure, "failures": failures, "next_visit_at": next_visit_at}
    session.execute(update(_sources).where(_sources.c.id == source_id).values(visit))


def forget(session: Session, source_id: int) -> None:
    """Take away the web address of a source, with all that belongs to it; the source and its articles stay."""
    nothing = dict.fromkeys(("url", "etag", "last_modified", "failure", "next_visit_at", "cursor"))
    session.execute(update(_sources).where(_sources.c.id == source_id).values(nothing | {"failures": 0}))


def to_source(row: RowMapping) -> Source:
    """The value of a row."""
    return Source(row["key"], row["name"], row["url"], row["owner"], row["weight"], row["kind"])


def _stored(row: RowMapping) -> StoredSource:
    return StoredSource(
        id=row["id"],
        source=to_source(row),
        etag=row["etag"],
        last_modified=row["last_modified"],
        visited_at=row["visited_at"],
        failure=row["failure"],
        next_visit_at=row["next_visit_at"],
        failures=row["failures"],
        last_new_at=row["last_new_at"],
        cursor=row["cursor"],
    )
