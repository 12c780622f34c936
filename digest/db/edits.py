"""Edits: the log of what editors did to each issue, and the ranking that it is laid over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, Text, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.edit_log import Entry, Step
from digest.core.edits import (
    Add,
    Command,
    Drop,
    Hold,
    Illustrate,
    Introduce,
    Lead,
    Move,
    Pin,
    Preheader,
    Restore,
    Rewrite,
    Subject,
)
from digest.core.issue import Content
from digest.core.pool import Pool
from digest.core.story import Story
from digest.db.row import Row
from digest.db.upsert import insert


class EditRow(Row, table=True):
    """One entry of the log; rows are added and never changed."""

    __tablename__ = "edit"

    issue_id: int = Field(foreign_key="issue.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    step: str
    kind: str
    command: str = Field(sa_type=Text)
    by: str
    at: datetime
    version: int
    title: str = Field(sa_type=Text)
    of: int | None = None


class RankingRow(Row, table=True):
    """What the ranking made of an issue that editors changed, or that was built again."""

    __tablename__ = "ranking"

    issue_id: int = Field(foreign_key="issue.id", ondelete="CASCADE", primary_key=True)
    payload: str = Field(sa_type=Text)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the ranking made, and what else there is to choose from."""

    content: Content
    pool: Pool
    extra: tuple[Story, ...] = ()
    """Stories that editors named and that a later ranking may not have."""
    arrived: tuple[int, ...] = ()
    """Ids of the stories that came with the last build."""


KINDS: dict[str, type[Command]] = {
    kind.__name__.lower(): kind
    for kind in (
        Pin,
        Move,
        Lead,
        Drop,
        Hold,
        Restore,
        Add,
        Rewrite,
        Illustrate,
        Introduce,
        Subject,
        Preheader,
    )
}
"""The commands by the names under which they are stored."""

_edits = EditRow.__table__
_rankings = RankingRow.__table__
_ranking = TypeAdapter(Ranking)
_commands: dict[str, TypeAdapter[Command]] = {name: TypeAdapter(kind) for name, kind in KINDS.items()}


def log(session: Session, issue_id: int) -> tuple[Entry, ...]:
    """Every entry of an issue, the first one first."""
    rows = session.execute(select(_edits).where(_edits.c.issue_id == issue_id).order_by(_edits.c.number))
    return tuple(_to_entry(row) for row in rows.mappings())


def append(session: Session, issue_id: int, entries: Iterable[Entry]) -> None:
    """Write entries behind those that are there; the version of the issue keeps two editors apart."""
    rows = [_to_row(issue_id, entry) for entry in entries]
    if rows:
        session.execute(insert(session, _edits), rows)


def ranking(session: Session, issue_id: int) -> Ranking | None:
    """What the ranking made of an issue; None where the issue still is just that."""
    found = session.execute(
        select(_rankings.c.payload).where(_rankings.c.issue_id == issue_id)
    ).scalar_one_or_none()
    return None if found is None else _ranking.validate_json(found)


def keep_ranking(session: Session, issue_id: int, ranking: Ranking) -> None:
    """Keep what the ranking made of an issue instead of what it made before."""
    payload = _ranking.dump_json(ranking).decode()
    statement = insert(session, _rankings).values(issue_id=issue_id, payload=payload)
    session.execute(statement.on_conflict_do_update(index_elements=["issue_id"], set_={"payload": payload}))


def _to_entry(row: RowMapping) -> Entry:
    return Entry(
        number=row["number"],
        step=Step(row["step"]),
        command=_commands[row["kind"]].validate_json(row["command"]),
        by=row["by"],
        at=row["at"],
        version=row["version"],
        title=row["title"],
        of=row["of"],
    )


def _to_row(issue_id: int, entry: Entry) -> dict[str, object]:
    kind = type(entry.command).__name__.lower()
    return {
        "issue_id": issue_id,
        "number": entry.number,
        "step": entry.step.value,
        "kind": kind,
        "command": _commands[kind].dump_json(entry.command).decode(),
        "by": entry.by,
        "at": entry.at,
        "version": entry.version,
        "title": entry.title,
        "of": entry.of,
    }
