from datetime import timedelta

import pytest

from digest.core.errors import NotFound
from digest.core.health import Activity
from digest.core.polling import NEVER
from digest.db import intake, sources
from digest.wire.health import Finding, find_silence, health_of_source, health_of_sources
from tests.builders import NOON, a_new_article, a_source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = "https://echo.example/feed"


def take_in(store, source, *, ages, country):
    """The source with an article of each age, all about one country; its id."""
    with store.writing() as session:
        source_id = sources.save(session, source)
        given = [
            a_new_article(
                url=f"https://{source.key}.example/{number}", published_at=NOON - age, countries=(country,)
            )
            for number, age in enumerate(ages)
        ]
        intake.take_in(session, source_id, given, now=NOON)
    return source_id


def fail(store, source_id, failure, *, failures=1, next_visit_at=NOON):
    with store.writing() as session:
        sources.record_failure(
            session, source_id, at=NOON, failure=failure, failures=failures, next_visit_at=next_visit_at
        )


def test_source_that_goes_silent_is_found_and_so_is_its_country(store):
    take_in(store, a_source("mali", url=FEED), ages=[26 * HOUR + n * 6 * HOUR for n in range(80)], country="ML")
    take_in(store, a_source("benin", url=FEED), ages=[n * 6 * HOUR for n in range(80)], country="BJ")

    assert find_silence(store, now=NOON) == [
        Finding("mali", "Nothing new for 26 h, after 80 articles in four weeks."),
        Finding("Mali", "nothing from Mali for 26 h."),
    ]


def test_failures_are_told_in_words(sqlite_store):
    ids = [take_in(sqlite_store, a_source(key, url=FEED), ages=[], country="BJ") for key in ("a", "b", "c", "d")]
    fail(sqlite_store, ids[0], "It answers 500.")
    fail(sqlite_store, ids[1], "It answers 500.", failures=3)
    fail(sqlite_store, ids[2], "It is gone for good.", next_visit_at=NEVER)

    assert find_silence(sqlite_store, now=NOON) == [
        Finding("a", "The last visit failed: It answers 500."),
        Finding("b", "The last visit failed, 3 times in a row: It answers 500."),
        Finding("c", "Not visited any more: It is gone for good."),
    ]


def test_source_of_files_alone_is_never_silent(sqlite_store):
    take_in(sqlite_store, a_source("files"), ages=[9 * DAY + n * HOUR for n in range(80)], country="TG")

    assert [health.remarks for health in health_of_sources(sqlite_store, now=NOON)] == [()]


def test_health_of_one_source_counts_its_own_articles(sqlite_store):
    take_in(sqlite_store, a_source("echo", url=FEED), ages=[HOUR, DAY, 9 * DAY], country="BJ")
    take_in(sqlite_store, a_source("delta", url=FEED), ages=[HOUR], country="BJ")

    health = health_of_source(sqlite_store, "echo", now=NOON)

    assert health.activity == Activity(month=3, week=2, last_at=NOON - HOUR)


def test_health_of_an_unknown_source_is_not_found(sqlite_store):
    with pytest.raises(NotFound, match="no source “nobody”"):
        health_of_source(sqlite_store, "nobody", now=NOON)
