from datetime import timedelta

import pytest

from digest.core.article import Evidence, NewArticle, Picture
from digest.db import articles, sources
from digest.sources.reading import Broken
from digest.wire.intake import Report, prepare, take_in
from tests.builders import NOON, a_raw_item, a_source
from tests.wire.window import all_articles

NOW = NOON + timedelta(hours=1)


def test_prepare_cleans_addresses_and_tags_an_item():
    item = a_raw_item(
        "Bénin&nbsp;: l&#8217;eau <b>monte</b>",
        url="https://echo.example/?p=7&utm_source=rss#respond",
        summary="<p>L’eau monte. Les villages [&hellip;]</p>",
        body="<p>L’eau monte. Les villages sont prêts.</p><p>La nuit sera longue.</p>",
        labels=("M&eacute;t&eacute;o",),
        picture=Picture("https://echo.example/eau été.jpg", "L&#8217;eau"),
        language="fr-FR",
    )

    assert prepare(item, source="echo", now=NOW) == NewArticle(
        url="https://echo.example/?p=7",
        title="Bénin : l’eau monte",
        lead="L’eau monte. Les villages sont prêts.",
        body="L’eau monte. Les villages sont prêts.\n\nLa nuit sera longue.",
        published_at=NOON,
        countries=("BJ",),
        category="weather",
        language="fr",
        picture=Picture("https://echo.example/eau%20%C3%A9t%C3%A9.jpg", "L’eau"),
        evidence=(
            Evidence("BJ", "title prefix", "Bénin"),
            Evidence("BJ", "title", "Bénin"),
            Evidence("weather", "label", "Météo"),
        ),
        version_at=NOON,
    )


@pytest.mark.parametrize("published_at", [None, NOW + timedelta(days=1)])
def test_prepare_dates_an_item_now_that_has_no_date_or_one_to_come(published_at):
    assert prepare(a_raw_item(published_at=published_at), source="echo", now=NOW).published_at == NOW


def test_prepare_names_an_item_without_address_by_publisher_and_title():
    url = prepare(a_raw_item("L’eau monte !", url=None), source="echo", now=NOW).url

    assert url.startswith("urn:digest:")
    assert prepare(a_raw_item("L'EAU  MONTE", url=None), source="echo", now=NOW).url == url
    assert prepare(a_raw_item("L’eau monte !", url=None), source="lagune", now=NOW).url != url
    assert prepare(a_raw_item("L’eau baisse", url=None), source="echo", now=NOW).url != url


@pytest.mark.parametrize(
    ("stated", "title", "language"),
    [
        ("en-US", "Le fleuve est sorti de son lit", "fr"),
        (None, "The river has left its bed", "en"),
        ("en", "Marathon", "en"),
        (None, "Marathon", "fr"),
        ("pt_BR", "O rio saiu do leito de novo", "pt"),
        ("français", "Marathon", "fr"),
    ],
)
def test_prepare_believes_the_text_more_than_a_site_that_says_french_or_english(stated, title, language):
    assert prepare(a_raw_item(title, language=stated), source="echo", now=NOW).language == language


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": "<p> </p>"}, "has no title"),
        ({"url": "javascript:alert(1)"}, "has an address that no reader could open: “javascript:alert(1)”"),
        ({"url": ""}, "has an address that no reader could open: “”"),
    ],
)
def test_prepare_says_what_is_wrong_with_an_item(changes, why):
    assert prepare(a_raw_item(**changes), source="echo", now=NOW) == Broken("feed.xml, item 1", why)


def test_prepare_does_without_a_picture_that_nobody_could_open():
    assert prepare(a_raw_item(picture=Picture("data:image/gif;base64,R0")), source="echo", now=NOW).picture is None


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
        assert articles.evidence(session, article.id) == (
            Evidence("BJ", "title prefix", "Bénin"),
            Evidence("BJ", "title", "Bénin"),
            Evidence("disaster", "words", "crue"),
        )


def test_report_in_words():
    broken = (Broken("feed.xml, item 1", "has no link"),)

    assert Report(1, 2, 3).in_words == "1 new, 2 changed, 3 known already."
    assert (Report(1) + Report(1, broken=broken)).in_words == "2 new, 0 changed, 0 known already, 1 broken."
