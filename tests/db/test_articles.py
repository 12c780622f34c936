"""Articles: found by window, country and category."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from digest.core.article import Article, Evidence, Picture
from digest.db import articles
from digest.db.dossier import dossier
from digest.db.store import Store
from tests.builders import NOON, a_new_article, a_source
from tests.db.taken_in import DAY, found, numbered, take_in


def test_in_window_gives_an_article_as_it_was_taken_in(store: Store) -> None:
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
        assert dossier(session, "1").evidence == evidence


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
