"""What lately came from one source, so that a visit does not fetch it again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from digest.db.articles import ArticleRow

_articles = ArticleRow.__table__


def urls_since(session: Session, source_id: int, moment: datetime) -> list[str]:
    """The addresses of the articles of a source that were published at `moment` or later."""
    query = select(_articles.c.url).where(_articles.c.source_id == source_id, _articles.c.published_at >= moment)
    return list(session.execute(query).scalars())
