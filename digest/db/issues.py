"""Issues: one for each edition and date; a change is refused where somebody else was faster."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, Select, Text, UniqueConstraint, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.cadence import Window
from digest.core.errors import Conflict, NotFound
from digest.core.issue import Content, Issue, IssueState
from digest.core.memory import Memory, remember
from digest.db.editions import EditionRow, StoredEdition
from digest.db.row import Row
from digest.db.upsert import insert


class IssueRow(Row, table=True):
    __tablename__ = "issue"
    __table_args__ = (UniqueConstraint("edition_id", "date"), UniqueConstraint("edition_id", "number"))

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id")
    date: date
    number: int
    state: str
    window_start: datetime
    window_end: datetime
    due_at: datetime
    content: str = Field(sa_type=Text)
    built_at: datetime
    version: int
    approved_by: str | None = None
    approved_at: datetime | None = None
    approved_hash: str | None = None
    held_because: str | None = None
    stopped_because: str | None = None
    run: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often somebody has begun to send it; tells apart what each of them has left behind."""


_issues = IssueRow.__table__
_editions = EditionRow.__table__
_json = TypeAdapter(Content)
_FINISHED = (IssueState.SENT, IssueState.EXPIRED)
_NEVER_SHOWN = (IssueState.WITHHELD, IssueState.EXPIRED)
_CHANGING = (
    "version",
    "built_at",
    "approved_by",
    "approved_at",
    "approved_hash",
    "held_because",
    "stopped_because",
)
_SAME_NAME = ("id", "edition", "date", "number", "due_at", *_CHANGING)
"""Columns that are called as what they hold in an Issue."""


def create(
    session: Session,
    stored: StoredEdition,
    date: date,
    *,
    window: Window,
    due_at: datetime,
    content: Content,
    now: datetime,
) -> Issue | None:
    """Store a draft of the issue of `date`, numbered after the last one; None if that date has an issue."""
    # Holding the edition's row keeps two processes from giving one number twice.
    session.execute(select(_editions.c.id).where(_editions.c.id == stored.id).with_for_update())
    number = select(func.coalesce(func.max(_issues.c.number), 0) + 1).where(_issues.c.edition_id == stored.id)
    draft = {
        "edition_id": stored.id,
        "date": date,
        "number": number.scalar_subquery(),
        "state": IssueState.DRAFT.value,
        "window_start": window.start,
        "window_end": window.end,
        "due_at": due_at,
        "content": to_json(content),
        "built_at": now,
        "version": 1,
    }
    statement = (
        insert(session, _issues).values(draft).on_conflict_do_nothing(index_elements=["edition_id", "date"])
    )
    new_id = session.execute(statement.returning(_issues.c.id)).scalar_one_or_none()
    return None if new_id is None else by_id(session, new_id)


def find(session: Session, edition: str, date: date) -> Issue:
    """The issue of `date` of the edition with that key; NotFound if there is none."""
    if issue := find_or_none(session, edition, date):
        return issue
    raise NotFound(f"“{edition}” has no issue of {date}; make it with: digest build {edition} --date {date}")


def find_or_none(session: Session, edition: str, date: date) -> Issue | None:
    """The issue of `date` of the edition with that key, if there is one."""
    return _first(session, _select().where(_editions.c.key == edition, _issues.c.date == date))


def lock(session: Session, edition: str, date: date) -> None:
    """Let nobody else change an issue until the transaction is over; SQLite lets one write at a time anyway."""
    query = select(_issues.c.id).join(_editions).where(_editions.c.key == edition, _issues.c.date == date)
    session.execute(query.with_for_update(of=_issues))


def by_id(session: Session, issue_id: int) -> Issue:
    """The issue with that id; NotFound if there is none."""
    if issue := _first(session, _select().where(_issues.c.id == issue_id)):
        return issue
    raise NotFound(f"There is no issue {issue_id}.")


def unfinished(session: Session, edition: str) -> list[Issue]:
    """The issues of an edition that are neither sent nor expired, oldest first."""
    query = _select().where(_editions.c.key == edition, _issues.c.state.not_in(_FINISHED))
    return _list(session, query.order_by(_issues.c.date))


def recent(session: Session, limit: int) -> list[Issue]:
    """The newest issues of all editions, newest first."""
    return _list(session, _select().order_by(_issues.c.date.desc(), _issues.c.id.desc()).limit(limit))


def of_edition(session: Session, edition: str, states: Collection[IssueState], limit: int) -> list[Issue]:
    """The newest issues of an edition that are in one of `states`, newest first."""
    query = _select().where(_editions.c.key == edition, _issues.c.state.in_([state.value for state in states]))
    return _list(session, query.order_by(_issues.c.date.desc()).limit(limit))


def save(session: Session, issue: Issue) -> Issue:
    """Write `issue`, one step on from what was read; Conflict if somebody else has taken a step since."""
    changes = {name: getattr(issue, name) for name in _CHANGING}
    statement = (
        update(_issues)
        .where(_issues.c.id == issue.id, _issues.c.version == issue.version - 1)
        .values(**changes, state=issue.state.value, content=to_json(issue.content))
    )
    if not session.connection().execute(statement).rowcount:
        raise Conflict(
            f"The issue of {issue.date} of “{issue.edition}” was changed by somebody else meanwhile; "
            "look at it again and repeat what you did."
        )
    return issue


def state_of(session: Session, issue_id: int) -> IssueState:
    """The state of an issue, without all the rest of it."""
    return IssueState(session.execute(_STATE, {"id": issue_id}).scalar_one())


def begin_run(session: Session, issue_id: int) -> int:
    """Count one more run of an issue; its number, from 1."""
    statement = update(_issues).where(_issues.c.id == issue_id).values(run=_issues.c.run + 1)
    return int(session.execute(statement.returning(_issues.c.run)).scalar_one())


def memory(session: Session, edition_id: int, *, before: date, issues: int) -> Memory:
    """What the last `issues` issues before that date have shown, the newest first.

    Issues that never went out, withheld or expired, do not count.
    """
    query = (
        select(_issues.c.date, _issues.c.content)
        .where(_issues.c.edition_id == edition_id, _issues.c.date < before, _issues.c.state.not_in(_NEVER_SHOWN))
        .order_by(_issues.c.date.desc())
        .limit(issues)
    )
    found = [(row.date, _json.validate_json(row.content)) for row in session.execute(query)]
    return Memory(
        tuple(remember(placement.told, date) for date, content in found for placement in content.placements)
    )


_STATE = select(_issues.c.state).where(_issues.c.id == bindparam("id"))


def _select() -> Select[tuple[Any, ...]]:
    return select(_issues, _editions.c.key.label("edition")).join(_editions)


def _first(session: Session, query: Select[tuple[Any, ...]]) -> Issue | None:
    row = session.execute(query).mappings().one_or_none()
    return _to_issue(row) if row else None


def _list(session: Session, query: Select[tuple[Any, ...]]) -> list[Issue]:
    return [_to_issue(row) for row in session.execute(query).mappings()]


def _to_issue(row: RowMapping) -> Issue:
    return Issue(
        state=IssueState(row["state"]),
        window=Window(row["window_start"], row["window_end"]),
        content=_json.validate_json(row["content"]),
        **{name: row[name] for name in _SAME_NAME},
    )


def to_json(content: Content) -> str:
    """`content` as it is stored: canonical, so that equal contents are equal bytes."""
    return _json.dump_json(content).decode()
