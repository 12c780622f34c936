"""What editors say of two articles, and who said so; it goes when one of the articles does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import Field

from digest.core.errors import InvalidInput
from digest.core.ties import Pair, Ties, Verdict
from digest.db.articles import ArticleRow
from digest.db.dossier import find_row
from digest.db.row import Row
from digest.db.upsert import insert

_CHUNK = 500
"""Ids in one query: well below what either database takes in parameters."""


class TieRow(Row, table=True):
    __tablename__ = "tie"

    first_id: int = Field(foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    """The smaller of the two ids."""
    second_id: int = Field(foreign_key="article.id", ondelete="CASCADE", primary_key=True, index=True)
    verdict: str
    by: str
    at: datetime


_ties = TieRow.__table__


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict as a list shows it."""

    first_id: int
    first_title: str
    second_id: int
    second_title: str
    verdict: Verdict
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """An article that was named by its id or its address."""

    id: int
    title: str


def named(session: Session, references: Iterable[str]) -> list[Named]:
    """The articles with the ids or web addresses `references`, each once.

    Raises NotFound for one that is not there, InvalidInput where all are one.
    """
    rows = [find_row(session, reference) for reference in references]
    articles = list({row["id"]: Named(row["id"], row["title"]) for row in rows}.values())
    if len(articles) < 2:
        raise InvalidInput("These are one article; name two different ones by their ids or addresses.")
    return articles


def around(session: Session, articles: Iterable[int]) -> Ties:
    """What was said of the articles with these ids, and of all that are tied to them through others."""
    known: set[int] = set()
    rows: dict[Pair, str] = {}
    new = set(articles)
    while new:
        found = _touching(session, new)
        known |= new
        rows |= found
        new = {id_ for pair in found for id_ in pair} - known
    return Ties(same=_those(rows, Verdict.SAME), apart=_those(rows, Verdict.APART))


def add(session: Session, pairs: Iterable[Pair], verdict: Verdict, *, by: str, at: datetime) -> None:
    """Write down verdicts; those that were said before stay as they were."""
    rows = [
        {"first_id": a, "second_id": b, "verdict": verdict.value, "by": by, "at": at} for a, b in sorted(pairs)
    ]
    if rows:
        session.execute(insert(session, _ties).on_conflict_do_nothing(), rows)


def remove(session: Session, pairs: Iterable[Pair]) -> None:
    """Take verdicts back."""
    for first, second in pairs:
        session.execute(delete(_ties).where(_ties.c.first_id == first, _ties.c.second_id == second))


def every(session: Session) -> list[Said]:
    """All verdicts, the newest first."""
    first, second = aliased(ArticleRow.__table__), aliased(ArticleRow.__table__)
    query = (
        select(_ties, first.c.title.label("first_title"), second.c.title.label("second_title"))
        .join(first, first.c.id == _ties.c.first_id)
        .join(second, second.c.id == _ties.c.second_id)
        .order_by(_ties.c.at.desc(), _ties.c.first_id, _ties.c.second_id)
    )
    found = session.execute(query).mappings()
    return [Said(**{**row, "verdict": Verdict(row["verdict"])}) for row in found]


def _those(rows: Mapping[Pair, str], verdict: Verdict) -> frozenset[Pair]:
    return frozenset(pair for pair, said in rows.items() if said == verdict.value)


def _touching(session: Session, articles: Iterable[int]) -> dict[Pair, str]:
    ids = sorted(articles)
    found: dict[Pair, str] = {}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        query = select(_ties).where(or_(_ties.c.first_id.in_(some), _ties.c.second_id.in_(some)))
        found |= {(row.first_id, row.second_id): row.verdict for row in session.execute(query)}
    return found
