"""Marks in the database: on the article, out of the way of imports."""

from dataclasses import replace

import pytest

from digest.core.cadence import Window
from digest.core.errors import NotFound
from digest.db import articles, intake, marks, sources
from digest.db.dossier import dossier
from digest.db.store import Store
from tests.builders import NOON, a_new_article, a_source

EVER = Window(NOON.replace(year=2000), NOON.replace(year=2100))


@pytest.fixture
def marked(store: Store) -> Store:
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source()), [a_new_article()], now=NOON)
        assert marks.put(session, "1", 2, by="Awa") == "Crue du fleuve à Malanville"
    return store


def test_mark_is_on_the_articles_of_a_window(marked: Store) -> None:
    with marked.reading() as session:
        assert [article.mark for article in articles.in_window(session, EVER)] == [2]
        assert dossier(session, "1").marked_by == "Awa"


def test_mark_stays_when_the_article_changes(marked: Store) -> None:
    later = NOON.replace(hour=18)
    changed = replace(a_new_article("La crue gagne Malanville"), version_at=later)

    with marked.writing() as session:
        assert intake.take_in(session, sources.save(session, a_source()), [changed], now=later).changed == 1

    with marked.reading() as session:
        (article,) = articles.in_window(session, EVER)
        assert (article.title, article.mark) == ("La crue gagne Malanville", 2)


def test_mark_of_an_article_that_is_not_there_is_refused(store: Store) -> None:
    with store.writing() as session, pytest.raises(NotFound, match="There is no article “7”"):
        marks.put(session, "7", 1, by=None)
