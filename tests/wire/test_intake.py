"""Taking items in: each once, under its source, in one transaction."""

from datetime import timedelta

import pytest

from digest.core.article import Evidence
from digest.core.own_category import OwnCategory
from digest.db import sources
from digest.db.dossier import dossier
from digest.db.labels import unmapped
from digest.desk.naming import add_category
from digest.desk.removal import remove_category
from digest.sources.reading import Broken
from digest.wire.intake import Report, decisions, put_away, take_in
from digest.wire.prepare import prepare
from tests.builders import NOON, a_raw_item, a_source
from tests.wire.window import all_articles

NOW = NOON + timedelta(hours=1)


def test_take_in_stores_each_item_once_under_its_source(store):
    missing = Broken("feed.xml, item 3", "has no link")
    other = a_raw_item("Autre", url="https://lagune.example/1")
    handed_in = {a_source("echo"): [a_raw_item(), missing], a_source("lagune"): [other]}

    assert take_in(store, handed_in, now=NOW) == Report(new=2, broken=(missing,))
    assert take_in(store, handed_in, now=NOW + timedelta(hours=5)) == Report(unchanged=2, broken=(missing,))
    assert [(article.url, article.source) for article in all_articles(store)] == [
        ("https://echo.example/crue", a_source("echo")),
        ("https://lagune.example/1", a_source("lagune")),
    ]


def test_take_in_changes_nothing_about_an_item_without_a_date_that_comes_again(store):
    undated = {a_source(): [a_raw_item(url=None, published_at=None)]}
    take_in(store, undated, now=NOW)
    before = all_articles(store)

    assert take_in(store, undated, now=NOW + timedelta(days=1)) == Report(unchanged=1)
    assert all_articles(store) == before


def test_take_in_leaves_a_known_source_as_it_is(store):
    with store.writing() as session:
        sources.save(session, a_source("echo", name="Écho du Zou", weight=0.9))

    take_in(store, {a_source("echo"): [a_raw_item()]}, now=NOW)

    assert [article.source for article in all_articles(store)] == [
        a_source("echo", name="Écho du Zou", weight=0.9)
    ]


def test_take_in_keeps_the_evidence(sqlite_store):
    take_in(sqlite_store, {a_source(): [a_raw_item("Bénin : la crue")]}, now=NOW)

    (article,) = all_articles(sqlite_store)
    with sqlite_store.reading() as session:
        assert dossier(session, str(article.id)).evidence == (
            Evidence("BJ", "title prefix", "Bénin"),
            Evidence("BJ", "title", "Bénin"),
            Evidence("disaster", "words", "crue"),
        )


def test_take_in_takes_the_name_of_the_site_off_its_titles(sqlite_store):
    title = "Accord signé à Niamey"
    take_in(sqlite_store, {a_source(): [a_raw_item(f"{title} | {a_source().name}")]}, now=NOW)

    assert [article.title for article in all_articles(sqlite_store)] == [title]


def test_take_in_leaves_a_title_with_signs_of_markup_as_it_was_meant(sqlite_store):
    titles = ["La balise &lt;b&gt;", f"1 &lt; 2 &amp;amp; plus | {a_source().name}"]
    items = [a_raw_item(title, url=f"https://echo.example/{n}") for n, title in enumerate(titles)]

    take_in(sqlite_store, {a_source(): items}, now=NOW)

    assert [article.title for article in all_articles(sqlite_store)] == ["La balise <b>", "1 < 2 &amp; plus"]


def test_report_in_words():
    broken = (Broken("feed.xml, item 1", "has no link"),)

    assert Report(1, 2, 3).in_words == "1 new, 2 changed, 3 known already."
    assert (Report(1) + Report(1, broken=broken)).in_words == "2 new, 0 changed, 0 known already, 1 broken."


PORT = OwnCategory("vie-du-port", "Le port", "Harbour life", "economy")


def test_take_in_knows_a_category_of_the_newsroom_by_its_names_and_its_key(store):
    labels = ["le Port", "Harbour life", "vie-du-port", "Port"]
    handed_in = {
        a_source(): [
            a_raw_item(f"{n}", url=f"https://echo.example/{n}", labels=(label,)) for n, label in enumerate(labels)
        ]
    }
    add_category(store, PORT)

    take_in(store, handed_in, now=NOW)

    assert [article.category for article in all_articles(store)] == [*["vie-du-port"] * 3, "general"]
    with store.reading() as session:
        assert [each.label for each in unmapped(session)] == ["port"]


@pytest.mark.parametrize(
    ("item", "evidence"),
    [
        ({"url": "https://echo.example/vie-du-port/grues"}, Evidence("vie-du-port", "path", "vie du port")),
        ({"title": "Le port : les grues tournent"}, Evidence("vie-du-port", "title prefix", "Le port")),
        (
            {"url": "https://echo.example/vie-du-port/grues", "labels": ("Santé",)},
            Evidence("health", "label", "Santé"),
        ),
    ],
)
def test_take_in_knows_it_by_the_address_and_by_what_stands_before_the_title(sqlite_store, item, evidence):
    add_category(sqlite_store, PORT)

    take_in(sqlite_store, {a_source(): [a_raw_item(**item)]}, now=NOW)

    [article] = all_articles(sqlite_store)
    with sqlite_store.reading() as session:
        assert dossier(session, str(article.id)).evidence[-1] == evidence
    assert article.category == evidence.value


def test_put_away_files_under_the_general_category_what_was_prepared_for_one_that_is_gone(store):
    add_category(store, PORT)
    prepared = prepare(
        a_raw_item("Grues", labels=("Le port", "Bénin")),
        source="echo",
        mapped=decisions(store).of("echo"),
        now=NOW,
    )
    remove_category(store, "vie-du-port")

    assert put_away(store, {a_source(): [prepared]}, now=NOW) == Report(new=1)

    [article] = all_articles(store)
    assert article.category == "general"
    with store.reading() as session:
        assert dossier(session, str(article.id)).evidence == (
            Evidence("BJ", "label", "Bénin"),
            Evidence("general", "default", ""),
        )
