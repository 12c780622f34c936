"""Engagement: what became of the stories of each kind, as sums over all readers; no row is about one of them."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.engagement import Cell, Engagement
from digest.db.bulk import insert_many
from digest.db.row import Row


class EngagementRow(Row, table=True):
    __tablename__ = "engagement"

    category: str = Field(primary_key=True)
    country: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    """Key of the source."""
    delivered: int
    clicks: int


_engagement = EngagementRow.__table__
_COLUMNS = tuple(column.name for column in _engagement.c)


def replace_all(session: Session, cells: Iterable[Cell]) -> None:
    """Let `cells`, each kind once, be all that is known."""
    session.execute(delete(_engagement))
    insert_many(session, _engagement, [{name: getattr(cell, name) for name in _COLUMNS} for cell in cells])


def known(session: Session) -> Engagement:
    """All that is known, by kind."""
    cells = (Cell(*row) for row in session.execute(select(_engagement)))
    # Sorted here, since databases differ in how they sort text.
    return Engagement(tuple(sorted(cells, key=lambda cell: cell.kind)))
