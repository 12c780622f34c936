"""Approvals: who approved which version of an issue, and when; rows are added and never changed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.signoff import Signature
from digest.db.row import Row
from digest.db.upsert import insert


class ApprovalRow(Row, table=True):
    __tablename__ = "approval"

    issue_id: int = Field(foreign_key="issue.id", ondelete="CASCADE", primary_key=True)
    version: int = Field(primary_key=True)
    editor: str = Field(primary_key=True)
    at: datetime
    fingerprint: str


_approvals = ApprovalRow.__table__


def add(session: Session, issue_id: int, signature: Signature) -> None:
    """Write a signature down; one that somebody gave to this version before is replaced."""
    said = {"at": signature.at, "fingerprint": signature.fingerprint}
    statement = insert(session, _approvals).values(
        issue_id=issue_id, version=signature.version, editor=signature.editor, **said
    )
    keys = ["issue_id", "version", "editor"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=said))


def of_issue(session: Session, issue_id: int) -> tuple[Signature, ...]:
    """Every signature under any version of an issue, the first one first."""
    query = select(_approvals).where(_approvals.c.issue_id == issue_id).order_by(_approvals.c.at)
    return tuple(
        Signature(row["editor"], row["at"], row["version"], row["fingerprint"])
        for row in session.execute(query).mappings()
    )
