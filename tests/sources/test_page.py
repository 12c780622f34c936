from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.sources.page import read_page
from digest.sources.reading import Reading
from digest.sources.recognise import read
from tests.wire.samples import sample

URL = "https://lac.example/economie/port"
TEXT = "".join(
    f"<p>Les grues du port tournent depuis {n} heures, et les navires attendent au large.</p>" for n in range(9)
)
ARTICLE = RawItem(
    title="Niger : l&#8217;école rouvre à Zinder",
    where="article.html",
    url="https://sahel.example/2026/03/ecole/",
    summary="Les élèves sont revenus lundi, après deux ans.",
    body=(
        "Les élèves sont revenus lundi, après deux ans d’absence. "
        "Les maîtres aussi, et l’on a compté les bancs.\n\n"
        "Il en manque &lt;deux cents&gt;, dit le directeur de l’école, "
        "qui attend un camion de Maradi &amp; d’Agadez.\n\n"
        "Le ministère promet des livres avant la fin du mois, et une cantine pour la prochaine rentrée."
    ),
    published_at=datetime(2026, 3, 5, 7, tzinfo=UTC),
    modified_at=datetime(2026, 3, 5, 9, 30, tzinfo=UTC),
    labels=("Éducation", "Afrique de l&rsquo;Ouest", "Société", "Zinder", "Rentrée", "maîtres"),
    language="fr-FR",
    picture=Picture("https://sahel.example/ecole.jpg", "Une classe à Zinder", 1200, 800),
)


def page(head="", body=TEXT):
    return (
        f"<!doctype html><html lang=fr><head>{head}</head><body><article>{body}</article></body></html>".encode()
    )


def only(body, name=URL):
    (item,) = read_page(body, name).entries
    return item


def test_read_page_takes_all_that_an_article_page_says():
    assert read_page(sample("article.html"), "article.html") == Reading(
        (ARTICLE,), title="Sahel Matin", kind="page"
    )


def test_read_page_takes_the_head_where_there_is_no_linked_data():
    without = sample("article.html").replace(b"ld+json", b"json")

    assert only(without, "article.html") == replace(
        ARTICLE,
        title="Niger : l’école rouvre à Zinder",
        modified_at=None,
        labels=("Société",),
    )


def test_read_page_takes_a_bare_article_by_its_length():
    assert only(page("<title>Le port rouvre | Lac</title>", f"<h1>Le port rouvre</h1>{TEXT}")) == RawItem(
        title="Le port rouvre",
        where=URL,
        url=URL,
        body=TEXT.replace("</p><p>", "\n\n").replace("<p>", "").replace("</p>", ""),
        language="fr",
    )


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="Le port rouvre - Lac">', "<h1>Lac</h1>", "Le port rouvre - Lac"),
        ('<meta property="og:title" content="Le port - Lac">', "<h1>Lac</h1><h1>Le port</h1>", "Le port"),
        ("", "<h1>Le <em>port</em> rouvre</h1>", "Le port rouvre"),
        ("<title>Le port rouvre</title>", "", "Le port rouvre"),
    ],
)
def test_read_page_takes_the_best_title_there_is(head, body, title):
    assert only(page(head, body + TEXT)).title == title


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/economie/port-2">', "https://lac.example/economie/port-2"),
        ('<link rel="canonical" href="https://lac.example/">', URL),
        ('<link rel="canonical" href="https://lac.example/?p=7">', "https://lac.example/?p=7"),
        ('<meta property="og:url" content="https://lac.example/port">', "https://lac.example/port"),
        ('<link rel="canonical" href="http://[">', URL),
    ],
)
def test_read_page_takes_the_address_that_the_page_wants(head, url):
    assert only(page(f"<title>Le port</title>{head}")).url == url


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta name="date" content="2026-03-05">', "", datetime(2026, 3, 5, tzinfo=UTC)),
        ("", "<time pubdate>5 mars 2026</time>", datetime(2026, 3, 5, tzinfo=UTC)),
        (
            "",
            '<time class="entry-date published" datetime="2026-03-05T08:00Z">jeudi</time>',
            datetime(2026, 3, 5, 8, tzinfo=UTC),
        ),
        ("", '<time datetime="2026-03-05">jeudi</time>', None),
    ],
)
def test_read_page_takes_the_date_from_where_it_stands(head, body, expected):
    assert only(page(f"<title>Le port</title>{head}", body + TEXT)).published_at == expected


def test_read_page_takes_a_large_picture_of_the_text_where_none_is_named():
    small, large = '<img src="/a.jpg" width="80" height="80">', '<img src="/b.jpg" width=640 height=480 alt=Grue>'

    item = only(page("<title>Le port</title>", small + large + TEXT))

    assert item.picture == Picture("https://lac.example/b.jpg", "Grue", 640, 480)


@pytest.mark.parametrize(("charset", "title"), [("windows-1256", "الخبر الأول"), ("iso-8859-2", "Zažívá město")])
def test_read_page_believes_the_server_where_the_page_says_nothing(charset, title):
    encoded = page(f"<title>{title}</title>").decode().encode(charset)

    assert read(encoded, URL, charset=charset).entries[0].title == title


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_read_page_knows_the_charset(charset):
    body = page(
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>Écho à l’œuvre</title>'
    )
    encoded = body.decode().encode("cp1252" if charset == "iso-8859-1" else charset)

    assert read(encoded, URL).entries[0].title == "Écho à l’œuvre"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (page("<title>Lac</title>"), "https://lac.example/"),
        (page("<title>Lac</title>", "<p>Court.</p>"), URL),
        (page("", TEXT.replace("<p>", "<p> ")), URL),
        (b"<!doctype html>" + b"<div>" * 200_000, URL),
        (b"<!doctype html><!-- -->", URL),
        (page("<title>Le port</title>", "<p>Encore une phrase.</p>" * 200_000), URL),
    ],
    ids=["front page", "short", "no title", "deep", "empty", "large"],
)
def test_read_page_says_what_holds_no_article(body, name):
    with pytest.raises(InvalidInput, match=f"{name} is a web page, not a feed"):
        read(body, name)


def test_page_is_known_behind_comments_and_declarations():
    body = b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a <b> -->' + page("<title>Le port</title>")

    assert read(body, URL).kind == "page"
    with pytest.raises(InvalidInput, match="not in a form"):
        read(b"<!---->" * 500 + b"no page", URL)


@settings(max_examples=50)
@given(st.binary(), st.text().map(str.encode))
def test_read_page_gives_a_reading_or_one_sentence_whatever_the_bytes(head, body):
    with suppress(InvalidInput):
        assert isinstance(read_page(page("HEAD").replace(b"HEAD", head) + body, URL), Reading)
