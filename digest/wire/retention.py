"""Retention: articles that no issue will need any more are deleted, a few at a time."""

from datetime import datetime, timedelta

from digest.db import articles, snapshots, stories
from digest.db.store import Store

CHUNK = 2_000
"""Articles of one transaction: others who write wait some hundredths of a second, not the whole time."""


def count_old(store: Store, age: timedelta, *, now: datetime) -> int:
    """How many articles are older than `age`."""
    with store.reading() as session:
        return articles.count_before(session, now - age)


def prune_articles(store: Store, age: timedelta, *, now: datetime) -> int:
    """Delete the articles that are older than `age`, and stories that ended before; how many articles they were.

    With them goes what issues of that age were made from; issues keep copies of what they show.
    """
    deleted = 0
    while True:
        with store.writing() as session:
            count = articles.forget(session, now - age, limit=CHUNK)
            if count < CHUNK:
                stories.forget(session, now - age)
                snapshots.forget(session, now - age)
        deleted += count
        if count < CHUNK:
            return deleted
