"""Selections: which stories of an issue a mail showed, written down once for all who got the same ones."""

from collections.abc import Sequence

from sqlalchemy import Text, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.db.row import Row
from digest.db.upsert import insert


class SelectionRow(Row, table=True):
    __tablename__ = "selection"

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id")
    stories: str = Field(sa_type=Text)
    """Their ids with a blank between them, in reading order."""


_selections = SelectionRow.__table__


def add(session: Session, issue_id: int, stories: Sequence[int]) -> int:
    """Write down a selection; its id."""
    row = {"issue_id": issue_id, "stories": " ".join(map(str, stories))}
    return int(session.execute(insert(session, _selections).values(row).returning(_selections.c.id)).scalar_one())


def stories_of(session: Session, selection_id: int) -> frozenset[int]:
    """Ids of the stories in a selection."""
    query = select(_selections.c.stories).where(_selections.c.id == selection_id)
    return frozenset(map(int, session.execute(query).scalar_one().split()))
