"""Notices: what editors were told about the issue of a day, so that nobody is told twice."""

from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.notice import Notice
from digest.db.row import Row
from digest.db.upsert import insert


class NoticeRow(Row, table=True):
    __tablename__ = "notice"

    edition_id: int = Field(foreign_key="edition.id", ondelete="CASCADE", primary_key=True)
    day: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    at: datetime


_notices = NoticeRow.__table__


def is_new(session: Session, edition_id: int, day: date, kind: Notice, *, now: datetime) -> bool:
    """Write down that editors are told this now; False where they were before."""
    values = {"edition_id": edition_id, "day": day, "kind": kind.value, "at": now}
    statement = insert(session, _notices).values(values).on_conflict_do_nothing()
    return session.execute(statement.returning(_notices.c.kind)).scalar_one_or_none() is not None
