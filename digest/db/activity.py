"""What came from each source and each country lately: counts over articles, for the health of both."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from digest.core.health import MONTH, WEEK, Activity
from digest.db.articles import ArticleCountryRow, ArticleRow

_articles = ArticleRow.__table__
_links = ArticleCountryRow.__table__


def by_source(session: Session, *, now: datetime) -> dict[int, Activity]:
    """The activity of each source that published anything in the last 28 days, by its id."""
    return _activity(session, _articles.c.source_id, _articles.c.published_at, now)


def by_country(session: Session, *, now: datetime) -> dict[str, Activity]:
    """The activity of each country that anything was published about in the last 28 days, by its code."""
    return _activity(session, _links.c.country, _links.c.published_at, now)


def _activity(
    session: Session, place: ColumnElement[Any], published_at: ColumnElement[datetime], now: datetime
) -> dict[Any, Activity]:
    in_week = func.sum(case((published_at > now - WEEK, 1), else_=0))
    query = (
        select(place, func.count(), in_week, func.max(published_at))
        .where(published_at > now - MONTH, published_at <= now)
        .group_by(place)
        .order_by(place)
    )
    return {key: Activity(month, week, last_at) for key, month, week, last_at in session.execute(query)}
