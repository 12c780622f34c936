"""All of what is kept of articles, read in order and in parts, however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, or_, select
from sqlalchemy.orm import Session

from digest.core.article import Picture, Source
from digest.core.cadence import Window
from digest.db.articles import ArticleCountryRow, ArticleRow, to_picture
from digest.db.sources import SourceRow, to_source

_PART = 500
"""Articles that are in memory at a time."""

_articles = ArticleRow.__table__
_links = ArticleCountryRow.__table__
_sources = SourceRow.__table__


@dataclass(frozen=True, slots=True)
class Archived:
    """An article with its whole text."""

    url: str
    title: str
    lead: str
    body: str
    published_at: datetime
    version_at: datetime
    """When its publisher last changed it."""
    countries: tuple[str, ...]
    category: str
    language: str
    picture: Picture | None
    source: Source


def read_all(
    session: Session,
    window: Window,
    *,
    source_id: int | None = None,
    country: str | None = None,
    category: str | None = None,
) -> Iterator[Archived]:
    """The articles published in `window`, oldest first; None takes every source, country or category."""
    sources = {row["id"]: to_source(row) for row in session.execute(select(_sources)).mappings()}
    chosen = _chosen(source_id, country, category).where(_articles.c.published_at < window.end).limit(_PART)
    part = session.execute(chosen.where(_articles.c.published_at >= window.start)).mappings().all()
    while part:
        yield from (_to_archived(row, sources) for row in part)
        last = part[-1]
        # Twice about the date, because the first is what the index answers; and no other lower bound beside it,
        # or SQLite begins to look at that one.
        is_later = or_(_articles.c.published_at > last["published_at"], _articles.c.id > last["id"])
        following = chosen.where(_articles.c.published_at >= last["published_at"], is_later)
        part = session.execute(following).mappings().all()


def _chosen(source_id: int | None, country: str | None, category: str | None) -> Select[tuple[Any, ...]]:
    query = select(_articles).order_by(_articles.c.published_at, _articles.c.id)
    if source_id is not None:
        query = query.where(_articles.c.source_id == source_id)
    if category:
        query = query.where(_articles.c.category == category)
    if country:
        # By article and not as a list, which would be made anew for each part.
        of_article = (_links.c.article_id == _articles.c.id) & (_links.c.country == country)
        query = query.where(select(_links.c.article_id).where(of_article).exists())
    return query


def _to_archived(row: RowMapping, sources: dict[int, Source]) -> Archived:
    return Archived(
        url=row["url"],
        title=row["title"],
        lead=row["lead"],
        body=row["body"],
        published_at=row["published_at"],
        version_at=row["version_at"],
        countries=tuple(row["countries"].split()),
        category=row["category"],
        language=row["language"],
        picture=to_picture(row),
        source=sources[row["source_id"]],
    )
