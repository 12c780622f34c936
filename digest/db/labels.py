"""Labels of sources: what each source calls its sections, and the category that an editor made of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import RowMapping, Text, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.db.row import Row
from digest.db.sources import SourceRow
from digest.db.upsert import insert


class LabelRow(Row, table=True):
    __tablename__ = "label"

    source_id: int = Field(foreign_key="source.id", primary_key=True)
    label: str = Field(primary_key=True)
    """As `core.labels.plain` writes it."""
    category: str | None = None
    """None as long as nobody has decided."""
    example: str = Field(sa_type=Text)
    """Title of the first article that carried it."""


_labels = LabelRow.__table__
_sources = SourceRow.__table__


@dataclass(frozen=True, slots=True)
class Label:
    """A label that waits for a category."""

    source: str
    """Key of the source that uses it."""
    label: str
    example: str


def note(session: Session, source_id: int, examples: Mapping[str, str]) -> None:
    """Remember labels that nothing was known about, each with the title of an article; known ones stay."""
    rows = [
        {"source_id": source_id, "label": label, "example": title} for label, title in sorted(examples.items())
    ]
    if rows:
        session.execute(insert(session, _labels).on_conflict_do_nothing(), rows)


def mapped(session: Session, source_id: int) -> dict[str, str]:
    """Category by label, as editors have decided for a source."""
    query = select(_labels.c.label, _labels.c.category).where(
        _labels.c.source_id == source_id, _labels.c.category.is_not(None)
    )
    return {row.label: row.category for row in session.execute(query)}


def unmapped(session: Session, source_id: int | None = None) -> list[Label]:
    """Labels that wait for a category, by source; those of one source, or of all."""
    query = (
        select(_sources.c.key, _labels.c.label, _labels.c.example)
        .join(_sources, _sources.c.id == _labels.c.source_id)
        .where(_labels.c.category.is_(None))
        .order_by(_sources.c.key, _labels.c.label)
    )
    if source_id is not None:
        query = query.where(_labels.c.source_id == source_id)
    return [_to_label(row) for row in session.execute(query).mappings()]


def assign(session: Session, label: str, category: str, *, source_id: int | None) -> int:
    """Give a label its category, for one source or for all that use it; for how many that was."""
    statement = update(_labels).where(_labels.c.label == label).values(category=category)
    if source_id is not None:
        statement = statement.where(_labels.c.source_id == source_id)
    return session.connection().execute(statement).rowcount


def withdraw(session: Session, label: str, *, source_id: int | None) -> int:
    """Let a label wait again, for one source or for all that use it; for how many it was decided."""
    statement = update(_labels).where(_labels.c.label == label, _labels.c.category.is_not(None))
    if source_id is not None:
        statement = statement.where(_labels.c.source_id == source_id)
    return session.connection().execute(statement.values(category=None)).rowcount


def count_mapped(session: Session, category: str) -> int:
    """How many decisions name a category, each source counted."""
    query = select(func.count()).select_from(_labels).where(_labels.c.category == category)
    return int(session.execute(query).scalar_one())


def move(session: Session, category: str, *, into: str) -> None:
    """Let every label that stands for a category stand for another one."""
    session.execute(update(_labels).where(_labels.c.category == category).values(category=into))


def _to_label(row: RowMapping) -> Label:
    return Label(row["key"], row["label"], row["example"])
