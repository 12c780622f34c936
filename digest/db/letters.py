"""Letters on their way: written down with what brought them about, sent after, tried again where that fails."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Index, RowMapping, Text, delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.delivery import DeliveryState
from digest.core.letter import LetterKind
from digest.db.editions import EditionRow
from digest.db.row import Row

_RESERVED = timedelta(minutes=10)
"""For so long a letter belongs to whoever claimed it; then it is taken for one whose process died."""


class LetterRow(Row, table=True):
    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state", "state", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id")
    kind: str
    recipient: str = Field(index=True)
    about: int | None = None
    day: date | None = None
    reason: str = Field(sa_type=Text)
    state: str
    attempt: int
    asked_at: datetime
    due_at: datetime
    answer: str = Field(sa_type=Text)


@dataclass(frozen=True, slots=True)
class QueuedLetter:
    """A letter that the caller must now try to send."""

    id: int
    edition: str
    """Key of the edition."""
    edition_id: int
    kind: LetterKind
    recipient: str
    about: int | None
    """Id of the consent that it wants confirmed, or else of the subscriber; None for editors."""
    day: date | None
    reason: str
    attempt: int
    """Counted from 1."""
    asked_at: datetime


_letters = LetterRow.__table__
_editions = EditionRow.__table__


def add(
    session: Session,
    edition_id: int,
    kind: LetterKind,
    recipient: str,
    *,
    about: int | None = None,
    day: date | None = None,
    reason: str = "",
    now: datetime,
) -> int:
    """Write down a letter that is to be sent; its id."""
    values = {
        "edition_id": edition_id,
        "kind": kind.value,
        "recipient": recipient,
        "about": about,
        "day": day,
        "reason": reason,
        "state": DeliveryState.QUEUED.value,
        "attempt": 0,
        "asked_at": now,
        "due_at": now,
        "answer": "",
    }
    return int(session.execute(_letters.insert().values(values).returning(_letters.c.id)).scalar_one())


def was_asked(
    session: Session, edition_id: int, recipient: str, kinds: tuple[LetterKind, ...], *, since: datetime
) -> bool:
    """Whether a letter of one of these kinds was written to that address since then."""
    query = select(func.count()).where(
        _letters.c.edition_id == edition_id,
        _letters.c.recipient == recipient,
        _letters.c.kind.in_([kind.value for kind in kinds]),
        _letters.c.asked_at > since,
    )
    return bool(session.execute(query).scalar_one())


def claim(session: Session, *, limit: int, now: datetime) -> list[QueuedLetter]:
    """Take up to `limit` letters that are due; commit before you send them."""
    is_due = (_letters.c.state == DeliveryState.QUEUED.value) & (_letters.c.due_at <= now)
    first = select(_letters.c.id).where(is_due).order_by(_letters.c.due_at, _letters.c.id).limit(limit)
    taken = (
        update(_letters)
        .where(_letters.c.id.in_(first), is_due)
        .values(attempt=_letters.c.attempt + 1, due_at=now + _RESERVED)
        .returning(_letters.c.id)
    )
    ids = session.execute(taken).scalars().all()
    query = select(_letters, _editions.c.key).join(_editions, _editions.c.id == _letters.c.edition_id)
    found = session.execute(query.where(_letters.c.id.in_(ids)).order_by(_letters.c.id))
    return [_to_letter(row) for row in found.mappings()]


def record(
    session: Session, letter_id: int, state: DeliveryState, *, answer: str, due_at: datetime | None
) -> None:
    """Write down what became of a claimed letter; *queued* ones are due again at `due_at`."""
    values = {"state": state.value, "answer": answer} | ({"due_at": due_at} if due_at else {})
    session.execute(update(_letters).where(_letters.c.id == letter_id).values(values))


def forget_address(session: Session, recipient: str) -> None:
    """Delete all letters to an address."""
    session.execute(delete(_letters).where(_letters.c.recipient == recipient))


def forget_old(session: Session, *, before: datetime) -> int:
    """Delete letters that are no longer on their way and were asked for before that; how many."""
    is_over = _letters.c.state != DeliveryState.QUEUED.value
    return session.connection().execute(delete(_letters).where(is_over, _letters.c.asked_at < before)).rowcount


def _to_letter(row: RowMapping) -> QueuedLetter:
    return QueuedLetter(
        row["id"],
        row["key"],
        row["edition_id"],
        LetterKind(row["kind"]),
        row["recipient"],
        row["about"],
        row["day"],
        row["reason"],
        row["attempt"],
        row["asked_at"],
    )
