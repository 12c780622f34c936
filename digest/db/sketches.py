"""Sketches of texts: what tells that two articles carry the same one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import LargeBinary, bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.db.articles import ArticleRow
from digest.db.row import Row
from digest.db.upsert import insert

_PAGE = 1_000


class ArticleSketchRow(Row, table=True):
    __tablename__ = "article_sketch"

    article_id: int = Field(foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    published_at: datetime = Field(index=True)
    sketch: bytes = Field(sa_type=LargeBinary)
    """Empty for a copy: the original stands for both."""


_sketches = ArticleSketchRow.__table__
_articles = ArticleRow.__table__


@dataclass(frozen=True, slots=True)
class Unsketched:
    """An article whose text nobody has looked at yet."""

    id: int
    published_at: datetime
    text: str


def unsketched(session: Session, since: datetime, *, limit: int) -> list[Unsketched]:
    """Up to `limit` articles published from `since` on that have no sketch yet, the oldest first."""
    query = (
        select(_articles.c.id, _articles.c.published_at, _articles.c.body, _articles.c.lead)
        .outerjoin(_sketches, _sketches.c.article_id == _articles.c.id)
        .where(_articles.c.published_at >= since, _sketches.c.article_id.is_(None))
        .order_by(_articles.c.published_at, _articles.c.url)
        .limit(limit)
    )
    return [Unsketched(row.id, row.published_at, row.body or row.lead) for row in session.execute(query)]


def originals(session: Session, since: datetime) -> Iterator[tuple[int, bytes]]:
    """Id and sketch of each article published from `since` on that is no copy; read as they are asked for."""
    query = (
        select(_sketches.c.article_id, _sketches.c.sketch)
        .where(_sketches.c.published_at >= since, _sketches.c.sketch != b"")
        .order_by(_sketches.c.published_at, _sketches.c.article_id)
        .execution_options(yield_per=_PAGE)
    )
    for row in session.execute(query):
        yield row.article_id, row.sketch


def add(session: Session, sketches: Mapping[Unsketched, bytes], copies: Mapping[int, int]) -> None:
    """Store the sketches of articles, and which of them are copies: by the id of the copy that of the original."""
    rows = [
        {
            "article_id": article.id,
            "published_at": article.published_at,
            "sketch": b"" if article.id in copies else sketch,
        }
        for article, sketch in sketches.items()
    ]
    if rows:
        session.execute(insert(session, _sketches).on_conflict_do_nothing(), rows)
    if copies:
        this = update(_articles).where(_articles.c.id == bindparam("this"))
        session.execute(this, [{"this": copy, "copy_of": original} for copy, original in copies.items()])
