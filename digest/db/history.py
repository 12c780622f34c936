"""What articles have said so far, counted once each; what is old counts less, though nobody rewrites it.

Forward decay (Cormode, Shkapenyuk, Srivastava, Xu 2009): an article counts 2^(t / half-life), where t runs from a
landmark on, and a reader divides by the weight of now. So rows change only when something is counted.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.history import Counted, History
from digest.core.terms import Lexicon
from digest.db.articles import ArticleRow
from digest.db.bulk import among
from digest.db.row import Row
from digest.db.upsert import insert

HALF_LIFE = timedelta(days=30)
FORGOTTEN = 0.05
"""A term that counts less goes, whenever the landmark moves."""
_MOVES_AFTER = 4 * HALF_LIFE
_TOO_OLD = 10 * HALF_LIFE
"""From this age on an article counts for nothing: an archive that is taken in fills no table."""
CHUNK = 2_000
"""Articles of one transaction: others who write wait some hundredths of a second, not for a whole archive."""
_ALL = ""
"""Stands for every term in the row that counts articles."""


class TermRow(Row, table=True):
    __tablename__ = "term"

    language: str = Field(primary_key=True)
    term: str = Field(primary_key=True)
    documents: float
    """By the weight of the landmark."""


class CountRow(Row, table=True):
    """How far the counting came: one row, which is locked by whoever counts."""

    __tablename__ = "term_count"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    article_id: int
    """The last article that was counted."""
    landmark: datetime
    counted_at: datetime


_terms = TermRow.__table__
_counts = CountRow.__table__
_articles = ArticleRow.__table__


def learn(session: Session, *, now: datetime) -> int:
    """Count what up to CHUNK articles say that came in since the last time, copies left out; how many they were.

    Commit, and call it again until nothing is left. Of two processes one waits for the other, and counts what
    comes next.
    """
    state = _locked(session, now)
    landmark = _move(session, state["landmark"], now)
    articles = _after(session, state["article_id"])
    _add(session, _said(articles, landmark, now))
    last = articles[-1]["id"] if articles else state["article_id"]
    reached = {"article_id": last, "landmark": landmark, "counted_at": max(now, state["counted_at"])}
    session.execute(update(_counts).values(reached))
    return len(articles)


def history(session: Session, spoken: Mapping[str, Collection[str]]) -> History:
    """What was counted of the terms `spoken`, by language, as it weighed when it was counted last."""
    state = session.execute(select(_counts)).first()
    if state is None:
        return History()
    now = _weight(state.counted_at, state.landmark)
    return History({language: _counted(session, language, terms, now) for language, terms in spoken.items()})


def _counted(session: Session, language: str, terms: Collection[str], now: float) -> Counted:
    asked = among(session, sorted({_ALL, *terms}))
    query = select(_terms.c.term, _terms.c.documents).where(
        _terms.c.language == language, _terms.c.term.in_(asked)
    )
    saying = {row.term: row.documents / now for row in session.execute(query)}
    return Counted(saying.pop(_ALL, 0.0), saying)


def _locked(session: Session, now: datetime) -> RowMapping:
    first = {"id": 1, "article_id": 0, "landmark": now, "counted_at": now}
    session.execute(insert(session, _counts).values(first).on_conflict_do_nothing())
    return session.execute(select(_counts).with_for_update()).mappings().one()


def _move(session: Session, landmark: datetime, now: datetime) -> datetime:
    """The landmark, moved to now once it is far behind, before weights grow out of all bounds."""
    if now - landmark < _MOVES_AFTER:
        return landmark
    scaled = _terms.c.documents / _weight(now, landmark)
    session.execute(delete(_terms).where(scaled < FORGOTTEN))
    session.execute(update(_terms).values(documents=scaled))
    return now


def _after(session: Session, last: int) -> Sequence[RowMapping]:
    columns = (_articles.c.id, _articles.c.language, _articles.c.title, _articles.c.lead, _articles.c.published_at)
    query = select(*columns).where(_articles.c.id > last, _articles.c.copy_of.is_(None))
    return session.execute(query.order_by(_articles.c.id).limit(CHUNK)).mappings().all()


def _said(articles: Iterable[RowMapping], landmark: datetime, now: datetime) -> dict[tuple[str, str], float]:
    lexicon = Lexicon()
    said: dict[tuple[str, str], float] = defaultdict(float)
    for article in articles:
        if article["published_at"] >= now - _TOO_OLD:
            weight = _weight(min(article["published_at"], now), landmark)
            for term in (
                _ALL,
                *(lexicon.terms[number] for number in lexicon.read(article["title"], article["lead"])),
            ):
                said[article["language"], term] += weight
    return said


def _add(session: Session, said: Mapping[tuple[str, str], float]) -> None:
    rows = [
        {"language": language, "term": term, "documents": weight}
        for (language, term), weight in sorted(said.items())
    ]
    if not rows:
        return
    statement = insert(session, _terms)
    more = {"documents": _terms.c.documents + statement.excluded.documents}
    session.execute(statement.on_conflict_do_update(index_elements=["language", "term"], set_=more), rows)


def _weight(moment: datetime, landmark: datetime) -> float:
    return math.exp2((moment - landmark) / HALF_LIFE)
