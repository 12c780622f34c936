"""What came from each source and country lately, counted."""

from datetime import timedelta

from digest.core.health import Activity
from digest.db import activity, intake, sources
from digest.db.store import Store
from tests.builders import NOON, a_new_article, a_source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_activity_counts_weeks_and_months_of_sources_and_countries(store: Store) -> None:
    def article(number: int, age: timedelta, *countries: str) -> object:
        return a_new_article(
            url=f"https://echo.example/{number}", published_at=NOON - age, countries=countries or ("BJ",)
        )

    with store.writing() as session:
        echo, delta, _ = (sources.save(session, a_source(key)) for key in ("echo", "delta", "mute"))
        given = [article(1, HOUR), article(2, 3 * DAY, "ML", "BJ"), article(3, 20 * DAY), article(4, 29 * DAY)]
        intake.take_in(session, echo, given, now=NOON)
        intake.take_in(session, delta, [article(5, 8 * DAY, "ML"), article(6, 40 * DAY, "NE")], now=NOON)

    with store.reading() as session:
        assert activity.by_source(session, now=NOON) == {
            echo: Activity(month=3, week=2, last_at=NOON - HOUR),
            delta: Activity(month=1, week=0, last_at=NOON - 8 * DAY),
        }
        assert activity.by_country(session, now=NOON) == {
            "BJ": Activity(month=3, week=2, last_at=NOON - HOUR),
            "ML": Activity(month=2, week=1, last_at=NOON - 3 * DAY),
        }
