from datetime import timedelta

from digest.db import intake, sources
from digest.db.recent import urls_since
from tests.builders import NOON, a_new_article, a_source


def test_urls_since_are_those_of_one_source_from_that_moment_on(store):
    with store.writing() as session:
        echo, other = (sources.save(session, a_source(key)) for key in ("echo", "other"))
        given = [
            a_new_article(url=f"https://echo.example/{n}", published_at=NOON + timedelta(hours=n))
            for n in range(3)
        ]
        intake.take_in(session, echo, given, now=NOON)
        intake.take_in(session, other, [a_new_article(url="https://other.example/", published_at=NOON)], now=NOON)

    with store.reading() as session:
        urls = urls_since(session, echo, NOON + timedelta(hours=1))
    assert sorted(urls) == ["https://echo.example/1", "https://echo.example/2"]
