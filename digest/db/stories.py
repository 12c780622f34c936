"""Stories as they are known from day to day: their articles, and by what they are known again."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Text, delete, exists, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.cadence import Window
from digest.core.events import Outline
from digest.core.threads import Earlier
from digest.db.articles import ArticleRow
from digest.db.bulk import insert_many
from digest.db.row import Row

RESTS = timedelta(days=3)
"""A story of which nothing was heard for so long before a window is over: what sounds like it is a new one."""


class StoryRow(Row, table=True):
    __tablename__ = "story"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """That of an article, which may be deleted before the story is."""
    first_at: datetime
    last_at: datetime = Field(index=True)
    countries: str
    """Codes with a blank between them."""
    outline: str = Field(sa_type=Text)
    """Terms and their weights by turns, with a blank between them."""


class StoryArticleRow(Row, table=True):
    __tablename__ = "story_article"

    article_id: int = Field(foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE", index=True)


_stories = StoryRow.__table__
_links = StoryArticleRow.__table__
_articles = ArticleRow.__table__


def before(session: Session, window: Window, *, tied: Collection[int] = ()) -> tuple[Earlier, ...]:
    """The stories that may go on in `window`, by id: the last ones before its end, and those of its articles.

    Known of each are the articles that are in the window, and those among `tied`.
    """
    published = _articles.c.published_at
    within = select(_articles.c.id).where(published >= window.start, published < window.end)
    asked = _links.c.article_id.in_(within) | _links.c.article_id.in_(tied)
    inside: dict[int, list[int]] = {}
    for article_id, story_id in session.execute(select(_links).where(asked)):
        inside.setdefault(story_id, []).append(article_id)
    # One query for each: no index serves all three at once.
    conditions: Sequence[ColumnElement[bool]] = (
        (_stories.c.last_at >= window.start - RESTS) & (_stories.c.first_at < window.end),
        _stories.c.id.in_(select(_links.c.story_id).where(asked)),
        _stories.c.id.in_(within),
    )
    queries = (select(_stories).where(condition) for condition in conditions)
    found = {row["id"]: row for query in queries for row in session.execute(query).mappings()}
    return tuple(_to_earlier(found[id], inside.get(id, ())) for id in sorted(found))


def write(session: Session, stories: Iterable[Earlier]) -> None:
    """Write down stories as they are now; their articles leave the stories in which they were."""
    changed = sorted(stories, key=lambda story: story.id)
    insert_many(session, _stories, [_to_row(story) for story in changed], updating=("id",))
    links = [{"article_id": article, "story_id": story.id} for story in changed for article in story.articles]
    links.sort(key=lambda link: link["article_id"])  # always in one order: two processes never wait for each other
    insert_many(session, _links, links, updating=("article_id",))


def forget(session: Session, before: datetime) -> int:
    """Delete the stories that ended before that moment and of which no article is left; how many they were."""
    has_articles = exists().where(_links.c.story_id == _stories.c.id)
    return (
        session.connection().execute(delete(_stories).where(_stories.c.last_at < before, ~has_articles)).rowcount
    )


def _to_earlier(row: RowMapping, articles: Iterable[int]) -> Earlier:
    return Earlier(
        id=row["id"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        countries=tuple(row["countries"].split()),
        outline=_to_outline(row["outline"]),
        articles=tuple(sorted(articles)),
    )


def _to_row(story: Earlier) -> dict[str, Any]:
    return {
        "id": story.id,
        "first_at": story.first_at,
        "last_at": story.last_at,
        "countries": " ".join(story.countries),
        "outline": " ".join(f"{term} {weight}" for term, weight in story.outline),
    }


def _to_outline(text: str) -> Outline:
    words = text.split()
    return tuple(zip(words[::2], map(float, words[1::2]), strict=True))
