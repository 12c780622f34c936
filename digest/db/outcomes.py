"""Outcomes: windows of rows marked and written down in one statement each, which goes to the driver as it is.

SQLAlchemy takes longer to prepare the values of a row than either database takes to write it down.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Dialect
from sqlalchemy.orm import Session

from digest.db.row import Row

COLUMNS = ("state", "due_at", "code", "enhanced", "reply", "selection_id")
"""What an outcome sets, in this order; what comes before are the row's id, and 1 where the attempt was none."""


def mark(session: Session, ids: Sequence[int], state: str, *, attempts: int, now: datetime) -> None:
    """Put waiting rows into a state in which they do not wait."""
    connection = session.connection()
    is_postgresql = connection.dialect.name == "postgresql"
    stored = _as_stored(connection.dialect)
    sign, among = ("%s", "= ANY(%s)") if is_postgresql else ("?", "IN (SELECT value FROM json_each(?))")
    connection.exec_driver_sql(
        f"UPDATE delivery SET state = {sign}, attempt = attempt + {sign}, due_at = NULL, updated_at = {sign} "
        f"WHERE id {among}",
        (state, attempts, stored(now), list(ids) if is_postgresql else to_json(ids).decode()),
    )


def write_down(session: Session, outcomes: Sequence[tuple[Any, ...]], *, now: datetime) -> int:
    """Set what became of rows that are being sent: (id, untried, *COLUMNS) for each; how many still were."""
    connection = session.connection()
    write = _from_json if connection.dialect.name == "postgresql" else _one_by_one
    return write(connection, outcomes, now)


def _one_by_one(connection: Connection, outcomes: Sequence[tuple[Any, ...]], now: datetime) -> int:
    stored = _as_stored(connection.dialect)
    at = stored(now)
    over, waiting = list[tuple[Any, ...]](), list[tuple[Any, ...]]()
    for row_id, untried, state, due_at, *answer in outcomes:
        if due_at or untried:
            waiting.append((state, *answer, at, untried, due_at and stored(due_at), row_id))
        else:
            over.append((state, *answer, at, row_id))
    # Apart, because to name `due_at` has SQLite look into the index of what waits, even to leave it as it is.
    return _execute(connection, _OVER, over) + _execute(connection, _WAITING, waiting)


def _execute(connection: Connection, statement: str, rows: list[tuple[Any, ...]]) -> int:
    return connection.exec_driver_sql(statement, rows).rowcount if rows else 0


_ANSWER = (
    "UPDATE delivery SET state = ?, code = ?, enhanced = ?, reply = ?, selection_id = coalesce(?, selection_id), "
    "updated_at = ?"
)
_OVER = f"{_ANSWER} WHERE id = ? AND state = 'sending'"
_WAITING = f"{_ANSWER}, attempt = attempt - ?, due_at = ? WHERE id = ? AND state = 'sending'"


def _from_json(connection: Connection, outcomes: Sequence[tuple[Any, ...]], now: datetime) -> int:
    rows = [dict(zip(("id", "untried", *COLUMNS), outcome, strict=True)) for outcome in outcomes]
    return connection.exec_driver_sql(_TOGETHER, (now, to_json(rows).decode())).rowcount


_TOGETHER = """
    UPDATE delivery
    SET state = new.state, attempt = delivery.attempt - new.untried, due_at = new.due_at, code = new.code,
        enhanced = new.enhanced, reply = new.reply, updated_at = %s,
        selection_id = coalesce(new.selection_id, delivery.selection_id)
    FROM json_to_recordset(%s::json) AS new(
        id bigint, untried int, state text, due_at timestamptz, code int, enhanced text, reply text,
        selection_id int
    )
    WHERE delivery.id = new.id AND delivery.state = 'sending'
"""


@cache
def _as_stored(dialect: Dialect) -> Callable[[datetime], Any]:
    """How a database's driver takes an instant."""
    process = Row.metadata.tables["delivery"].c.due_at.type.dialect_impl(dialect).bind_processor(dialect)
    return process or _itself


def _itself(instant: datetime) -> datetime:
    return instant
