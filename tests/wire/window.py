"""A look at everything that was taken in."""

from datetime import UTC, datetime

from digest.core.article import Article
from digest.core.cadence import Window
from digest.db import articles, sources
from digest.db.sources import StoredSource
from digest.db.store import Store

ALWAYS = Window(datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def all_articles(store: Store) -> list[Article]:
    with store.reading() as session:
        return sorted(articles.in_window(session, ALWAYS), key=lambda article: article.url)


def stored(store: Store, key: str) -> StoredSource:
    with store.reading() as session:
        return sources.find(session, key)
