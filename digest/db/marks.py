"""Marks of articles: what editors say of them, which outlives every change of their text."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from digest.db.articles import ArticleRow
from digest.db.dossier import find_row

_articles = ArticleRow.__table__


def put(session: Session, reference: str, mark: int, *, by: str | None) -> str:
    """Mark the article with the id or the web address `reference`; its title. NotFound if there is none."""
    row = find_row(session, reference)
    session.execute(update(_articles).where(_articles.c.id == row["id"]).values(mark=mark, marked_by=by))
    title: str = row["title"]
    return title
