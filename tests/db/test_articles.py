"""Articles: each taken in once, and found by window, country and category."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from digest.core.article import Article, Evidence, NewArticle, Picture, Source
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


def test_take_in_keeps_an_article_as_it_is(store: Store) -> None:
    picture = Picture("https://echo.example/crue.jpg", "Le fleuve en crue", 1200, 675)
    evidence = (Evidence("BJ", "title", "Malanville"), Evidence("society", "label", "Société"))
    take_in(
        store,
        a_new_article(
            countries=("BJ", "NE"), body="Deux mots\n\net trois autres", picture=picture, evidence=evidence
        ),
    )

    with store.reading() as session:
        assert articles.in_window(session, DAY) == [
            Article(
                id=1,
                url="https://echo.example/crue",
                title="Crue du fleuve à Malanville",
                lead="Le fleuve est sorti de son lit dans la nuit.",
                published_at=NOON,
                countries=("BJ", "NE"),
                category="society",
                language="fr",
                source=a_source(),
                words=5,
                picture=picture,
            )
        ]
        assert articles.evidence(session, 1) == evidence


def test_take_in_twice_changes_nothing(store: Store) -> None:
    first = take_in(store, numbered(1), numbered(2))

    second = take_in(store, numbered(1), numbered(2))

    assert (first, second) == (Intake(new=2), Intake(unchanged=2))


def test_take_in_tells_new_from_changed_from_unchanged(store: Store) -> None:
    take_in(store, numbered(1), numbered(2))
    rewritten = a_new_article("Nouvelle 2, complétée", url="https://echo.example/2")

    intake = take_in(store, numbered(1), rewritten, numbered(3))

    assert intake == Intake(new=1, changed=1, unchanged=1)
    assert found(store) == ["Nouvelle 1", "Nouvelle 2, complétée", "Nouvelle 3"]


def test_take_in_of_one_url_twice_in_a_file_keeps_the_later(store: Store) -> None:
    both = (a_new_article("Première version"), a_new_article("Seconde version"))

    first, second = take_in(store, *both), take_in(store, *both)

    assert (first, second) == (Intake(new=1, unchanged=1), Intake(unchanged=2))
    assert found(store) == ["Seconde version"]


@pytest.mark.parametrize("order", [("http", "https"), ("https", "http")])
def test_take_in_knows_http_and_https_as_one_article_and_keeps_https(store: Store, order: tuple[str, str]) -> None:
    first, second = (a_new_article(url=f"{scheme}://echo.example/crue") for scheme in order)

    intakes = take_in(store, first), take_in(store, second), take_in(store, first, second)

    assert intakes == (Intake(new=1), Intake(unchanged=1), Intake(unchanged=2))
    with store.reading() as session:
        (article,) = articles.in_window(session, DAY)
    assert article.url == "https://echo.example/crue"


versions = st.builds(
    lambda n, title, hours, scheme: a_new_article(
        title, url=f"{scheme}://echo.example/{n}", published_at=NOON + timedelta(hours=hours)
    ),
    st.integers(1, 3),
    st.sampled_from(["Crue", "Crue, le bilan", "Crue à Malanville"]),
    st.integers(0, 2),
    st.sampled_from(["http", "https"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), given_in=st.lists(versions, min_size=1, max_size=8))
def test_take_in_of_any_order_and_any_repetition_gives_the_same_table(
    sqlite_store: Store, data: st.DataObject, given_in: list[NewArticle]
) -> None:
    def table(*hands: list[NewArticle]) -> list[tuple[Any, ...]]:
        with sqlite_store.writing() as session:
            session.execute(text("DELETE FROM article_country"))
            session.execute(text("DELETE FROM article"))
        for hand in hands:
            take_in(sqlite_store, *hand)
        with sqlite_store.reading() as session:
            return list(map(tuple, session.execute(text("SELECT * FROM article ORDER BY url"))))

    shuffled = data.draw(st.permutations([*given_in, *data.draw(st.lists(st.sampled_from(given_in)))]))

    assert table(shuffled, shuffled) == table(given_in)


def test_take_in_of_a_change_moves_the_article_to_its_new_countries(store: Store) -> None:
    take_in(store, a_new_article("Crue", countries=("BJ", "NE")))

    take_in(store, a_new_article("Crue", countries=("NE", "ML"), category="disaster"))

    assert found(store, ("BJ",)) == []
    assert found(store, ("ML",), ("disaster",)) == ["Crue"]
    assert found(store, ("NE",), ("society",)) == []


def test_take_in_keeps_the_date_and_the_source_that_an_article_had_first(store: Store) -> None:
    take_in(store, a_new_article("Crue"))

    take_in(store, a_new_article("Crue, le bilan", published_at=LATER), source=a_source("delta"))

    with store.reading() as session:
        (article,) = articles.in_window(session, DAY, ("BJ",))
    assert (article.title, article.published_at, article.source) == ("Crue, le bilan", NOON, a_source())


def test_take_in_of_another_date_alone_changes_nothing(store: Store) -> None:
    take_in(store, a_new_article())

    assert take_in(store, a_new_article(published_at=LATER), now=LATER + HOUR) == Intake(unchanged=1)


def test_take_in_of_more_than_one_chunk_takes_all(store: Store) -> None:
    everything = [numbered(n) for n in range(1_203)]

    assert take_in(store, *everything) == Intake(new=1_203)
    assert take_in(store, *everything) == Intake(unchanged=1_203)
    assert len(found(store, ("BJ",))) == 1_203


def test_take_in_refuses_a_date_without_a_zone(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)naive"):
        take_in(store, a_new_article(published_at=NOON.replace(tzinfo=None)))

    assert found(store) == []


def test_in_window_takes_the_start_and_leaves_the_end(store: Store) -> None:
    moments = {"before": DAY.start - timedelta(seconds=1), "start": DAY.start, "end": DAY.end}
    take_in(
        store,
        *(a_new_article(title, url=f"urn:{title}", published_at=moment) for title, moment in moments.items()),
    )

    assert found(store) == found(store, ("BJ",)) == ["start"]


def test_in_window_gives_an_article_of_two_countries_once(store: Store) -> None:
    take_in(store, a_new_article("Frontière", countries=("BJ", "NE")))

    assert found(store, ("BJ", "NE")) == ["Frontière"]


def test_in_window_is_oldest_first(store: Store) -> None:
    hours = {"trois": 3, "un": 1, "deux": 2}
    take_in(
        store,
        *(
            a_new_article(title, url=f"urn:{title}", published_at=NOON + timedelta(hours=h))
            for title, h in hours.items()
        ),
    )

    assert found(store) == found(store, ("BJ",)) == ["un", "deux", "trois"]


def test_in_window_reads_nothing_named_as_everything(store: Store) -> None:
    take_in(store, a_new_article("Crue"))

    assert found(store, (), ()) == ["Crue"]


tagged = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["BJ", "NE", "ML", "001"]), min_size=1, max_size=3, unique=True),
        st.sampled_from(["politics", "sport", "security"]),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tagged=tagged,
    countries=st.none() | st.lists(st.sampled_from(["BJ", "NE", "ML", "TG"]), min_size=1),
    categories=st.none() | st.lists(st.sampled_from(["politics", "sport"]), min_size=1),
)
def test_in_window_finds_what_a_plain_search_finds(
    sqlite_store: Store,
    tagged: list[tuple[list[str], str]],
    countries: list[str] | None,
    categories: list[str] | None,
) -> None:
    with sqlite_store.writing() as session:
        session.execute(text("DELETE FROM article_country"))
        session.execute(text("DELETE FROM article"))
    take_in(
        sqlite_store,
        *(
            a_new_article(f"{n}", url=f"urn:{n}", countries=tuple(places), category=category)
            for n, (places, category) in enumerate(tagged)
        ),
    )

    with sqlite_store.reading() as session:
        titles = [article.title for article in articles.in_window(session, DAY, countries, categories)]

    assert titles == [
        f"{n}"
        for n, (places, category) in enumerate(tagged)
        if (countries is None or set(places) & set(countries)) and (categories is None or category in categories)
    ]


def test_in_window_is_served_by_its_index_alone(store: Store) -> None:
    take_in(store, *(numbered(n) for n in range(50)))
    explain = "EXPLAIN " if store.is_shared else "EXPLAIN QUERY PLAN "

    with store.reading() as session:
        connection = session.connection()
        asked: list[tuple[str, Any]] = []
        event.listen(
            connection, "before_cursor_execute", lambda _c, _k, sql, values, *_: asked.append((sql, values))
        )
        articles.in_window(session, DAY, ("BJ", "NE"))
        if store.is_shared:
            connection.exec_driver_sql(
                "SET LOCAL enable_seqscan = off"
            )  # fifty rows are read faster than an index
        query = next((sql, values) for sql, values in asked if "article_country" in sql)
        plan = " ".join(map(str, connection.exec_driver_sql(explain + query[0], query[1])))

    assert "ix_article_country_window" in plan
