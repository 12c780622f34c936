import gzip
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.sources.feed import LARGEST
from digest.sources.reading import Broken, Reading
from digest.sources.recognise import read
from digest.sources.sitemap import newest_sitemaps, read_sitemap

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a plugin -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url>
  <loc>https://echo.example/crue?a=1&amp;b=2</loc><lastmod>2026-03-05T08:40:00+01:00</lastmod>
  <news:news>
    <news:publication><news:name>L’Écho du Zou</news:name><news:language>fr</news:language></news:publication>
    <news:publication_date>2026-03-05T08:00:00+01:00</news:publication_date>
    <news:title>Bénin : la crue &amp; ses écoles</news:title>
    <news:keywords>Environnement, Malanville</news:keywords>
  </news:news>
  <image:image>
    <image:title>Le fleuve</image:title><image:loc>https://echo.example/crue.jpg</image:loc>
  </image:image>
</url>
<url><lastmod>2026-03-05</lastmod></url>
<url><loc>https://echo.example/marche</loc></url>
</urlset>"""
PLAIN = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://echo.example/a </loc><lastmod>2026-03-05</lastmod><priority>0.5</priority></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://pages.example/page-sitemap.xml</loc><lastmod>2026-03-06</lastmod></sitemap>
<sitemap><loc>https://pages.example/post-sitemap.xml</loc><lastmod>2026-02-01</lastmod></sitemap>
<sitemap><loc>https://pages.example/post-sitemap2.xml</loc><lastmod>2026-03-05</lastmod></sitemap>
<sitemap><loc>https://pages.example/category-sitemap.xml</loc><lastmod>2026-03-06</lastmod></sitemap>
<sitemap><loc>https://pages.example/wp-sitemap-users-1.xml</loc></sitemap>
<sitemap><loc>https://pages.example/news-sitemap.xml</loc></sitemap>
<sitemap><lastmod>2026-03-06</lastmod></sitemap></sitemapindex>"""


def test_read_sitemap_takes_all_that_a_news_sitemap_says():
    assert read_sitemap(NEWS.encode(), "news.xml") == Reading(
        (
            RawItem(
                title="Bénin : la crue & ses écoles",
                where="news.xml, page 1",
                url="https://echo.example/crue?a=1&b=2",
                published_at=datetime(2026, 3, 5, 7, tzinfo=UTC),
                modified_at=datetime(2026, 3, 5, 7, 40, tzinfo=UTC),
                labels=("Environnement", "Malanville"),
                language="fr",
                picture=Picture("https://echo.example/crue.jpg", "Le fleuve"),
            ),
            Broken("news.xml, page 2", "has no address"),
            RawItem("", "news.xml, page 3", url="https://echo.example/marche"),
        ),
        title="L’Écho du Zou",
        kind="sitemap",
    )


def test_read_sitemap_takes_pages_and_their_days_from_a_plain_one():
    changed = datetime(2026, 3, 5, tzinfo=UTC)

    assert read_sitemap(PLAIN.encode(), "x.xml") == Reading(
        (RawItem("", "x.xml, page 1", url="https://echo.example/a", modified_at=changed),), kind="sitemap"
    )


def test_newest_sitemaps_are_those_of_news_and_of_posts():
    index = read_sitemap(INDEX.encode(), "x.xml")

    assert (index.kind, index.entries[-1]) == ("sitemap index", Broken("x.xml, sitemap 7", "has no address"))
    assert [sitemap.url for sitemap in newest_sitemaps(index, limit=5)] == [
        "https://pages.example/news-sitemap.xml",
        "https://pages.example/post-sitemap2.xml",
        "https://pages.example/post-sitemap.xml",
    ]
    assert len(newest_sitemaps(index, limit=1)) == 1


def test_newest_sitemaps_are_all_where_no_name_tells_more():
    index = read_sitemap(b"<sitemapindex><sitemap><loc>https://e.example/pages.xml</loc></sitemap>", "x.xml")

    assert [sitemap.url for sitemap in newest_sitemaps(index, limit=5)] == ["https://e.example/pages.xml"]


@pytest.mark.parametrize(
    "body",
    [
        NEWS.encode(),
        NEWS.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').replace("’", "'").encode("latin-1"),
        b"\n" + NEWS.encode(),
        NEWS.replace("&amp;", "&").encode(),
        NEWS.replace("<news:title>", "<news:title><![CDATA[").replace("&amp; ses", "& ses]]>").encode(),
        NEWS.replace("<loc>", "<note>\x01</note><loc>").encode(),
        gzip.compress(NEWS.encode()),
        NEWS.removesuffix("</urlset>").encode(),
        NEWS.replace("news:", "n:").replace("xmlns:news", "xmlns:n").encode(),
    ],
    ids=["plain", "latin-1", "blank line", "ampersand", "CDATA", "control", "gzip", "cut off", "prefix"],
)
def test_read_sitemap_takes_what_other_programs_write(body):
    first, *_ = read(body, "x").entries

    assert (first.title, first.url) == ("Bénin : la crue & ses écoles", "https://echo.example/crue?a=1&b=2")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<urlsets></urlsets>", "not in a form that can be read"),
        (b"\x1f\x8bno", "is damaged gzip"),
        (gzip.compress(b" " * (LARGEST + 1)), "unpacks to more than 5 MB"),
        (b"<html><urlset></urlset></html>", "is not a sitemap"),
    ],
)
def test_read_says_what_is_no_sitemap(body, words):
    with pytest.raises(InvalidInput, match=words):
        read(body, "x")


def test_read_sitemap_neither_opens_files_nor_multiplies_entities(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    entities = f'<!DOCTYPE u [<!ENTITY f SYSTEM "file://{secret}"><!ENTITY a "{"ha" * 99}">]>'
    body = f"{entities}<urlset><url><loc>https://e.example/&f;{'&a;' * 50_000}</loc></url></urlset>"

    (item,) = read_sitemap(body.encode(), "x").entries

    assert item.url == f"https://e.example/&f;{'&a;' * 50_000}"


def test_read_sitemap_stops_at_nesting_without_measure():
    assert read_sitemap(b"<urlset>" + b"<a>" * 200_000, "x") == Reading((), kind="sitemap")


@given(st.binary(), st.text().map(str.encode))
def test_read_sitemap_gives_a_reading_or_one_sentence_whatever_the_bytes(some, other):
    with suppress(InvalidInput):
        assert isinstance(read_sitemap(b"<urlset><url><loc>" + some + b"</loc><lastmod>" + other, "x"), Reading)
