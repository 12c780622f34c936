"""What tests of articles begin with: some of them taken in, and a look at a day."""

from datetime import datetime, timedelta

from digest.core.article import NewArticle, Source
from digest.core.cadence import Window
from digest.db import articles, intake, sources
from digest.db.intake import Intake
from digest.db.store import Store
from tests.builders import NOON, a_new_article, a_source

DAY = Window(NOON - timedelta(hours=12), NOON + timedelta(hours=12))
HOUR = timedelta(hours=1)
LATER = NOON + HOUR


def take_in(store: Store, *new: NewArticle, source: Source | None = None, now: datetime = LATER) -> Intake:
    with store.writing() as session:
        source_id = sources.save(session, source or a_source())
        return intake.take_in(session, source_id, new, now=now)


def found(
    store: Store, countries: tuple[str, ...] | None = None, categories: tuple[str, ...] | None = None
) -> list[str]:
    with store.reading() as session:
        return [article.title for article in articles.in_window(session, DAY, countries, categories)]


def numbered(n: int) -> NewArticle:
    return a_new_article(f"Nouvelle {n}", url=f"https://echo.example/{n}")
