"""Items as they are stored: clean, under one address, dated, tagged, with what is wrong said of the others."""

from datetime import timedelta

import pytest

from digest.core.article import Evidence, NewArticle, Picture
from digest.sources.reading import Broken
from digest.wire.prepare import prepare
from tests.builders import NOON, a_raw_item

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


def test_prepare_dates_a_version_when_its_publisher_changed_it():
    changed = a_raw_item(published_at=NOON - timedelta(hours=2), modified_at=NOON)
    to_come = a_raw_item(published_at=NOON, modified_at=NOW + timedelta(days=1))

    assert [prepare(item, source="echo", now=NOW).version_at for item in (changed, to_come)] == [NOON, NOW]


def test_prepare_knows_an_item_by_its_guid_and_date():
    def identity(**changes):
        return prepare(a_raw_item(**changes), source="echo", now=NOW).identity

    same = identity(guid="7", published_at=NOON)
    assert same == identity(guid="7", published_at=NOON, title="Autre titre", url="https://echo.example/autre")
    assert same != identity(guid="7", published_at=NOON - timedelta(days=1))
    assert identity(guid="7", published_at=None) != identity(guid="7", published_at=None, title="Autre titre")
    assert identity(guid=None) is None
