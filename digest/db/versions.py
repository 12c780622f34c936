"""Earlier versions of articles: what was there before a publisher changed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, select
from sqlalchemy import insert as plain_insert
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.db.articles import ArticleRow
from digest.db.row import Row


class ArticleVersionRow(Row, table=True):
    __tablename__ = "article_version"

    article_id: int = Field(foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    revision: int = Field(primary_key=True)
    title: str
    lead: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    version_at: datetime
    seen_at: datetime


_versions = ArticleVersionRow.__table__
_articles = ArticleRow.__table__


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """An article as it once was."""

    revision: int
    title: str
    lead: str
    body: str
    version_at: datetime
    """The date that its publisher gave it."""
    seen_at: datetime
    """When it was taken in."""


def keep(session: Session, article_ids: Sequence[int]) -> None:
    """Remember articles as they are now, before they change."""
    columns = [column.name for column in _versions.c if column.name not in ("article_id", "seen_at")]
    now = select(_articles.c.id, *(_articles.c[name] for name in columns), _articles.c.updated_at)
    session.execute(
        plain_insert(_versions).from_select(
            ["article_id", *columns, "seen_at"], now.where(_articles.c.id.in_(article_ids))
        )
    )


def of_article(session: Session, article_id: int) -> list[EarlierVersion]:
    """What an article was before, the oldest first."""
    query = select(_versions).where(_versions.c.article_id == article_id).order_by(_versions.c.revision)
    return [
        EarlierVersion(**{name: value for name, value in row.items() if name != "article_id"})
        for row in session.execute(query).mappings()
    ]
