"""Taking articles in: each once, by address and by identity, and what it was before is kept."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from digest.core.article import NewArticle, Picture
from digest.db import articles
from digest.db import versions as versions_of
from digest.db.articles import ArticleRow
from digest.db.intake import Intake
from digest.db.store import Store
from digest.db.versions import EarlierVersion
from tests.builders import NOON, a_new_article, a_source
from tests.db.taken_in import DAY, HOUR, LATER, found, numbered, take_in


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


def stored(store: Store, *hands: list[NewArticle]) -> list[tuple[Any, ...]]:
    """The table that these imports give, which are parts of one."""
    with store.writing() as session:
        session.execute(text("DELETE FROM article_country"))
        session.execute(text("DELETE FROM article"))
    for hand in hands:
        take_in(store, *hand)
    with store.reading() as session:
        columns = ", ".join(column.name for column in ArticleRow.__table__.c if column.name != "id")
        return list(map(tuple, session.execute(text(f"SELECT {columns} FROM article ORDER BY url"))))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), given_in=st.lists(versions, min_size=1, max_size=8))
def test_take_in_of_any_order_and_any_repetition_gives_the_same_table(
    sqlite_store: Store, data: st.DataObject, given_in: list[NewArticle]
) -> None:
    shuffled = data.draw(st.permutations([*given_in, *data.draw(st.lists(st.sampled_from(given_in)))]))

    assert stored(sqlite_store, shuffled, shuffled) == stored(sqlite_store, given_in)


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


def test_take_in_keeps_what_an_article_was_before_its_text_changed(store: Store) -> None:
    take_in(store, a_new_article("Crue", body="Le fleuve monte."))

    take_in(store, a_new_article("Crue, le bilan", body="Le fleuve a monté."), now=LATER + HOUR)
    take_in(store, a_new_article("Crue, le bilan", body="Le fleuve a baissé."), now=LATER + 2 * HOUR)

    assert [(was.revision, was.title, was.body, was.seen_at) for was in earlier_versions(store)] == [
        (1, "Crue", "Le fleuve monte.", LATER),
        (2, "Crue, le bilan", "Le fleuve a monté.", LATER + HOUR),
    ]


def test_take_in_of_another_picture_or_country_is_no_new_version(store: Store) -> None:
    take_in(store, a_new_article())
    touched = a_new_article(countries=("NE",), picture=Picture("https://echo.example/a.jpg"))

    assert take_in(store, touched, now=LATER + HOUR) == Intake(changed=1)
    assert earlier_versions(store) == []
    assert found(store, ("NE",)) == [touched.title]


def test_take_in_knows_an_article_under_its_new_address(store: Store) -> None:
    take_in(store, a_new_article("Crue", identity="i"))
    moved = a_new_article("Crue, le bilan", url="https://echo.example/bilan", identity="i")

    assert take_in(store, moved, now=LATER + HOUR) == Intake(changed=1)
    with store.reading() as session:
        (article,) = articles.in_window(session, DAY)
    assert (article.url, article.title) == (moved.url, moved.title)


def test_take_in_trusts_an_identity_within_its_source_alone(store: Store) -> None:
    take_in(store, a_new_article("Crue", identity="1"))
    other = a_new_article("Sécheresse", url="https://delta.example/1", identity="1")

    assert take_in(store, other, source=a_source("delta")) == Intake(new=1)


def test_take_in_leaves_an_article_to_the_source_that_had_it_first(store: Store) -> None:
    take_in(store, a_new_article("Crue"))

    again = take_in(store, a_new_article("La crue"), source=a_source("delta"), now=LATER + HOUR)

    assert again == Intake(unchanged=1)
    assert found(store) == ["Crue"]


def test_take_in_of_an_older_version_changes_nothing(store: Store) -> None:
    take_in(store, a_new_article("Crue, le bilan", version_at=LATER))

    assert take_in(store, a_new_article("Crue", version_at=NOON), now=LATER + HOUR) == Intake(unchanged=1)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), given_in=st.lists(versions, min_size=1, max_size=8))
def test_take_in_in_parts_gives_the_table_of_the_whole(
    sqlite_store: Store, data: st.DataObject, given_in: list[NewArticle]
) -> None:
    cut = data.draw(st.integers(0, len(given_in)))
    shuffled = data.draw(st.permutations(given_in))

    assert stored(sqlite_store, shuffled[:cut], shuffled[cut:]) == stored(sqlite_store, given_in)


def earlier_versions(store: Store) -> list[EarlierVersion]:
    with store.reading() as session:
        return versions_of.of_article(session, 1)
