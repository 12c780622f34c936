"""Articles as they are stored, found again by window, country and category."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, RowMapping, Select, Text, delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.article import Article, Picture, Source
from digest.core.cadence import Window
from digest.db.categories import names
from digest.db.row import Row
from digest.db.sources import SourceRow, to_source


class ArticleRow(Row, table=True):
    __tablename__ = "article"
    __table_args__ = (Index("ix_article_source_id_identity", "source_id", "identity"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    url: str = Field(unique=True)
    title: str
    lead: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    words: int
    published_at: datetime = Field(index=True)
    countries: str
    """Codes with a blank between them, the primary one first."""
    category: str
    language: str
    picture_url: str | None
    picture_alt: str | None
    picture_width: int | None
    picture_height: int | None
    evidence: str = Field(sa_type=Text)
    unknown_labels: str = Field(sa_type=Text)
    """One a line."""
    identity: str | None
    copy_of: int | None
    """Not a foreign key: a copy stays one when the original is deleted for its age."""
    version_at: datetime
    revision: int
    """1 for an article as it was taken in first; grows with each change of its text."""
    first_seen: datetime
    updated_at: datetime
    mark: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """What an editor says of it; no import touches it."""
    marked_by: str | None


class ArticleCountryRow(Row, table=True):
    """The index of an issue: an article under each of its countries, with all that a window asks for."""

    __tablename__ = "article_country"
    __table_args__ = (Index("ix_article_country_window", "country", "category", "published_at", "article_id"),)

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    country: str = Field(primary_key=True)
    category: str
    published_at: datetime


_articles = ArticleRow.__table__
_links = ArticleCountryRow.__table__


def in_window(
    session: Session,
    window: Window,
    countries: Sequence[str] | None = None,
    categories: Sequence[str] | None = None,
) -> list[Article]:
    """The articles published in `window`, oldest first. No countries, or no categories: all of them."""
    if countries:
        # Every category is named even where all are wanted, so that the whole of the index can serve.
        query = _under(window, countries, categories or names(session).categories)
    else:
        query = _published(window, categories)
    rows = session.execute(query.order_by(_articles.c.published_at, _articles.c.id)).mappings()
    sources = {row["id"]: to_source(row) for row in session.execute(select(SourceRow.__table__)).mappings()}
    return [to_article(row, sources) for row in rows]


def count_before(session: Session, before: datetime) -> int:
    """How many articles were published before that moment."""
    query = select(func.count()).select_from(_articles).where(_articles.c.published_at < before)
    return int(session.execute(query).scalar_one())


def count_filed(session: Session, category: str) -> int:
    """How many articles are in a category."""
    query = select(func.count()).select_from(_articles).where(_articles.c.category == category)
    return int(session.execute(query).scalar_one())


def forget(session: Session, before: datetime, *, limit: int) -> int:
    """Delete up to `limit` articles that were published before that moment; how many they were."""
    old = select(_articles.c.id).where(_articles.c.published_at < before).limit(limit)
    ids = session.execute(old).scalars().all()
    session.execute(delete(_links).where(_links.c.article_id.in_(ids)))
    session.execute(delete(_articles).where(_articles.c.id.in_(ids)))
    return len(ids)


def _under(window: Window, countries: Sequence[str], categories: Sequence[str]) -> Select[tuple[Any, ...]]:
    found = select(_links.c.article_id).where(
        _links.c.country.in_(countries),
        _links.c.category.in_(categories),
        _links.c.published_at >= window.start,
        _links.c.published_at < window.end,
    )
    return select(*SHOWN).where(_articles.c.id.in_(found))


def _published(window: Window, categories: Sequence[str] | None) -> Select[tuple[Any, ...]]:
    published = _articles.c.published_at
    query = select(*SHOWN).where(published >= window.start, published < window.end)
    return query.where(_articles.c.category.in_(categories)) if categories else query


_NOT_SHOWN = ("body", "evidence", "unknown_labels", "identity", "version_at", "marked_by")
SHOWN = tuple(column for column in _articles.c if column.name not in _NOT_SHOWN)
"""The columns that `to_article` reads: long texts and what only intake asks for stay where they are."""


def to_article(row: RowMapping, sources: Mapping[int, Source]) -> Article:
    """The article of a row; `sources` holds that of its source, by id."""
    return Article(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        lead=row["lead"],
        published_at=row["published_at"],
        countries=tuple(row["countries"].split()),
        category=row["category"],
        language=row["language"],
        source=sources[row["source_id"]],
        words=row["words"],
        picture=to_picture(row),
        copy_of=row["copy_of"],
        mark=row["mark"],
    )


def to_picture(row: RowMapping) -> Picture | None:
    """The picture of an article's row, if it has one."""
    url = row["picture_url"]
    return Picture(url, row["picture_alt"] or "", row["picture_width"], row["picture_height"]) if url else None
