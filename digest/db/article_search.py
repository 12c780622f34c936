"""Search among the articles: words of the title or the lead, country, category, source and age."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from digest.core.article import Article
from digest.db.articles import SHOWN, ArticleCountryRow, ArticleRow, to_article
from digest.db.sources import SourceRow, to_source
from digest.db.stories import StoryArticleRow

_articles = ArticleRow.__table__
_countries = ArticleCountryRow.__table__
_sources = SourceRow.__table__
_stories = StoryArticleRow.__table__


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty is not asked about."""

    since: datetime
    words: str = ""
    """All of them stand in the title or in the lead."""
    country: str = ""
    category: str = ""
    source: str = ""
    """Key of the source."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and the story that it belongs to where it is known."""

    article: Article
    story: int | None


def search(session: Session, wanted: Wanted, *, limit: int, skip: int = 0) -> list[Found]:
    """Up to `limit` articles, the newest first, after the first `skip`."""
    query = select(*SHOWN, _stories.c.story_id).outerjoin(_stories, _stories.c.article_id == _articles.c.id)
    query = query.where(_articles.c.published_at >= wanted.since)
    for word in wanted.words.split():
        is_in = (column.icontains(word, autoescape=True) for column in (_articles.c.title, _articles.c.lead))
        query = query.where(next(is_in) | next(is_in))
    if wanted.country:
        of_country = select(_countries.c.article_id).where(_countries.c.country == wanted.country)
        query = query.where(_articles.c.id.in_(of_country))
    if wanted.category:
        query = query.where(_articles.c.category == wanted.category)
    if wanted.source:
        of_source = select(_sources.c.id).where(_sources.c.key == wanted.source)
        query = query.where(_articles.c.source_id.in_(of_source))
    newest = query.order_by(_articles.c.published_at.desc(), _articles.c.id.desc()).limit(limit).offset(skip)
    sources = {row["id"]: to_source(row) for row in session.execute(select(_sources)).mappings()}
    return [Found(to_article(row, sources), row["story_id"]) for row in session.execute(newest).mappings()]
