from datetime import UTC, datetime

import pytest

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.sources.feed import LARGEST, read_feed
from digest.sources.reading import Broken
from tests.wire.samples import sample


def rss(items: bytes) -> bytes:
    return b"<rss version='2.0'><channel><title>Echo</title>" + items + b"</channel></rss>"


def test_feed_reads_rss_with_content_and_pictures():
    reading = read_feed(sample("feed.rss"), "feed.rss")

    first, second, third = reading.entries
    assert reading.title == "Écho du Zou"
    assert (first.title, first.url) == (
        "Bénin : le fleuve sort de son lit à Malanville",
        "https://echo.example/?p=101&utm_source=rss",
    )
    assert first.published_at == datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
    assert first.labels == ("Environnement", "Malanville")
    assert first.body.startswith("<p>Le fleuve est sorti de son lit dans la nuit. Les familles sont à l’abri.")
    assert first.picture == Picture("https://echo.example/crue.jpg", "La crue", 800, 500)
    assert (first.language, first.where) == ("fr-FR", "feed.rss, item 1")
    assert (first.guid, first.modified_at) == ("https://echo.example/?p=101", None)
    assert second == RawItem(
        title="Marché de Bohicon\u00a0: le prix du maïs baisse",
        where="feed.rss, item 2",
        url="https://echo.example/marche/mais",
        summary="Les sacs se vendent moins cher.",
        published_at=datetime(2026, 3, 4, 18, tzinfo=UTC),
        language="fr-FR",
        picture=Picture("https://echo.example/mais.jpg", "", 1200, 800),
    )
    assert third == Broken("feed.rss, item 3", "has no link")


def test_feed_reads_atom():
    reading = read_feed(sample("feed.atom"), "feed.atom")

    assert reading.title == "The Copper Mail"
    assert reading.entries == (
        RawItem(
            title="Zambia &amp; its neighbours agree on a <b>railway</b>",
            where="feed.atom, item 1",
            url="https://copper.example/railway",
            summary="The line will be open in May.",
            published_at=datetime(2026, 3, 5, 8, tzinfo=UTC),
            modified_at=datetime(2026, 3, 5, 8, 20, tzinfo=UTC),
            guid="tag:copper.example,2026:railway",
            labels=("Business",),
            language="en",
            picture=Picture("https://copper.example/railway.jpg"),
        ),
    )


def test_feed_reads_rdf():
    body = (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
        b"xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Echo</title></channel>"
        b"<item><title>Une</title><link>https://echo.example/1</link><dc:date>2026-03-05T08:00Z</dc:date></item></rdf:RDF>"
    )

    (item,) = read_feed(body, "echo").entries

    assert (item.title, item.url, item.published_at, item.modified_at) == (
        "Une",
        "https://echo.example/1",
        datetime(2026, 3, 5, 8, tzinfo=UTC),
        None,
    )


def an_item(fields: str) -> RawItem:
    (item,) = read_feed(rss(f"<item><link>https://e.example/1</link>{fields}</item>".encode()), "echo").entries
    return item


def test_feed_takes_the_first_date_that_can_be_read():
    item = an_item(
        "<pubDate>hier</pubDate><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2024-03-06T10:00Z</dc:date>"
    )

    assert item.published_at == datetime(2024, 3, 6, 10, tzinfo=UTC)


MEDIA = "xmlns:media='http://search.yahoo.com/mrss/'"


@pytest.mark.parametrize(
    ("fields", "alt"),
    [
        (f"<media:content {MEDIA} url='https://e.example/a.jpg'/>", ""),
        (
            f"<media:content {MEDIA} url='https://e.example/a.jpg'><media:title>IMG 1</media:title>"
            "<media:description>La crue</media:description></media:content>",
            "La crue",
        ),
        (
            f"<media:group {MEDIA}><media:title>La crue</media:title>"
            "<media:content url='https://e.example/a.jpg'/></media:group>",
            "La crue",
        ),
        (
            f"<media:thumbnail {MEDIA} url='https://e.example/a.jpg'/><media:title {MEDIA}>La crue</media:title>",
            "La crue",
        ),
    ],
    ids=["none", "in the picture", "in the group", "beside it"],
)
def test_feed_takes_the_text_of_a_picture_from_where_it_stands(fields, alt):
    assert an_item(fields).picture == Picture("https://e.example/a.jpg", alt)


def test_feed_takes_the_description_of_a_picture_for_no_text_of_the_article():
    item = an_item(
        "<description>Le fleuve monte.</description>"
        f"<media:description {MEDIA}>Photo : Afi Dossou</media:description>"
        f"<media:content {MEDIA} url='https://e.example/film.mp4' medium='video'/>"
    )

    assert (item.summary, item.body, item.picture) == ("Le fleuve monte.", "", None)


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("<guid>https://e.example/g</guid><link/>", "https://e.example/g"),
        ("<guid isPermaLink='false'>https://e.example/g</guid>", None),
        ("<guid>e-1</guid>", None),
        ("<link>https://e.example/?a=1&amp;amp;b=2</link>", "https://e.example/?a=1&b=2"),
    ],
)
def test_feed_takes_the_guid_for_the_address_where_it_is_one(fields, url):
    (entry,) = read_feed(rss(f"<item>{fields}</item>".encode()), "echo").entries

    assert entry == (
        RawItem("", "echo, item 1", url, guid=entry.guid) if url else Broken("echo, item 1", "has no link")
    )


def test_feed_resolves_addresses_against_the_base_of_their_element():
    body = (
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://e.example/a/'><title>E</title>"
        b"<entry xml:base='b/'><title>Une</title><link href='c'/></entry></feed>"
    )

    (item,) = read_feed(body, "echo").entries

    assert item.url == "https://e.example/a/b/c"


@pytest.mark.parametrize("end", ["</rss>", ""], ids=["well-formed", "broken off"])
def test_feed_keeps_an_address_that_is_none_for_the_message(end):
    body = (
        "<rss><channel><link>https://e.example/</link><item><link>http://[e.example</link></item>"
        f"<item><link>/2</link></item></channel>{end}"
    )

    assert [entry.url for entry in read_feed(body.encode(), "echo").entries] == [
        "http://[e.example",
        "https://e.example/2",
    ]


def test_feed_takes_no_picture_or_far_away_text_for_the_body():
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://e.example/1'/>"
        "<content type='image/png'>iVBORw0KGgo=</content><content src='https://e.example/1.html'>x</content>"
        "<content type='html'>Un texte</content></entry></feed>"
    )

    (item,) = read_feed(body.encode(), "echo").entries

    assert item.body == "Un texte"


def test_feed_expands_no_entity_and_reads_no_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret")
    declared = f"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY s SYSTEM '{secret.as_uri()}'>]>"

    (item,) = read_feed(
        declared.encode() + rss(b"<item><title>Une &s;</title><link>https://e.example/1</link></item>"), "echo"
    ).entries

    assert item.title.startswith("Une")
    assert "Secret" not in item.title


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf  <?xml version='1.0'?>"
        + rss("<item><title>Été</title><link>https://e.example/1</link></item>".encode()),
        b"<?xml version='1.0' encoding='utf-8'?>"
        + rss(b"<item><title>\xc9t\xe9</title><link>https://e.example/1</link></item>"),
        rss(b"<item><title>&Eacute;t&eacute;</title><link>https://e.example/1</link></item>"),
        rss(b"<item><title>&#201;t&#233;</title><link>https://e.example/1</link></item>")[:-20],
        b"<br />\nWarning: x in /a.php on line 2<br />"
        + rss(b"<item><title>&#201;t&#233;</title><link>https://e.example/1</link></item>"),
    ],
    ids=[
        "byte order mark",
        "another encoding than stated",
        "entities of HTML",
        "broken off",
        "a warning of PHP before",
    ],
)
def test_feed_reads_damaged_feeds_with_the_right_accents(body):
    assert [(item.title, item.url) for item in read_feed(body, "echo").entries] == [("Été", "https://e.example/1")]


def test_feed_does_not_read_local_files(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss(b"<item><title>Secret</title><link>https://e.example/1</link></item>"))

    with pytest.raises(InvalidInput, match="not an RSS, Atom or RDF feed"):
        read_feed(str(secret).encode(), "echo")


def test_feed_refuses_what_is_too_large():
    with pytest.raises(InvalidInput, match="larger than 5 MB"):
        read_feed(rss(b" " * LARGEST), "echo")
