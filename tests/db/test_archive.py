"""The archive: everything that is kept, in order, however many there are."""

from dataclasses import replace
from datetime import timedelta

from digest.core.article import Picture
from digest.core.cadence import Window
from digest.db import archive, intake, sources
from digest.db.archive import Archived
from digest.db.store import Store
from tests.builders import NOON, a_new_article, a_source

DAY = timedelta(days=1)
AROUND_NOON = Window(NOON - DAY, NOON + DAY)


def keep(store: Store, *articles, source="echo") -> int:
    with store.writing() as session:
        source_id = sources.save(session, a_source(source))
        intake.take_in(session, source_id, articles, now=NOON + DAY)
    return source_id


def urls(store: Store, window: Window = AROUND_NOON, **chosen: object) -> list[str]:
    with store.reading() as session:
        return [found.url for found in archive.read_all(session, window, **chosen)]


def test_read_all_gives_the_whole_of_an_article(store):
    article = a_new_article(
        url="https://echo.example/1",
        body="Un.\n\nDeux.",
        countries=("BJ", "TG"),
        picture=Picture("https://echo.example/1.jpg", "La crue", 800, 500),
        version_at=NOON + timedelta(hours=1),
    )
    keep(store, article, a_new_article(url="https://echo.example/2"))

    with store.reading() as session:
        first, second = archive.read_all(session, AROUND_NOON)

    expected = Archived(
        url="https://echo.example/1",
        title=article.title,
        lead=article.lead,
        body="Un.\n\nDeux.",
        published_at=NOON,
        version_at=NOON + timedelta(hours=1),
        countries=("BJ", "TG"),
        category="society",
        language="fr",
        picture=article.picture,
        source=a_source("echo"),
    )
    assert first == expected
    assert second == replace(
        expected, url="https://echo.example/2", body="", version_at=NOON, countries=("BJ",), picture=None
    )


def test_read_all_goes_on_over_parts_within_one_moment_and_misses_none(store):
    moments = [NOON - DAY / 2] * 300 + [NOON] * 1_000 + [NOON + DAY / 2] * 205
    articles = [
        a_new_article(url=f"https://echo.example/{number:04}", published_at=moment)
        for number, moment in enumerate(moments)
    ]
    keep(store, *articles)

    assert urls(store) == [article.url for article in articles]


def test_read_all_chooses_by_window_source_country_and_category(store):
    echo = keep(
        store,
        a_new_article(url="https://e.example/early", published_at=NOON - DAY),
        a_new_article(url="https://e.example/mali", countries=("TG", "ML")),
        a_new_article(url="https://e.example/sport", category="sport"),
        a_new_article(url="https://e.example/late", published_at=NOON + DAY),
    )
    lagune = keep(store, a_new_article(url="https://l.example/"), source="lagune")

    assert urls(store, Window(NOON - DAY, NOON)) == ["https://e.example/early"]
    assert urls(store, source_id=lagune) == ["https://l.example/"]
    assert urls(store, country="ML") == ["https://e.example/mali"]
    assert urls(store, category="sport") == ["https://e.example/sport"]
    assert urls(store, category="sport", source_id=echo, country="BJ") == ["https://e.example/sport"]
    assert urls(store, category="sport", country="ML") == []
