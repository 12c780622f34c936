"""Feedback: how many readers said what of an issue; nothing tells who."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.feedback import Feedback
from digest.db.row import Row
from digest.db.upsert import insert


class FeedbackRow(Row, table=True):
    __tablename__ = "feedback"

    issue_id: int = Field(foreign_key="issue.id", primary_key=True, ondelete="CASCADE")
    value: str = Field(primary_key=True)
    count: int


_feedback = FeedbackRow.__table__


def add(session: Session, issue_id: int, value: Feedback) -> None:
    """Count one answer."""
    statement = insert(session, _feedback).values(issue_id=issue_id, value=value.value, count=1)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["issue_id", "value"], set_={"count": _feedback.c.count + 1}
        )
    )


def of_issue(session: Session, issue_id: int) -> dict[Feedback, int]:
    """How often each answer was given; all of them, also those that nobody gave."""
    found = session.execute(select(_feedback.c.value, _feedback.c.count).where(_feedback.c.issue_id == issue_id))
    counts = {row[0]: row[1] for row in found}
    return {value: counts.get(value.value, 0) for value in Feedback}
