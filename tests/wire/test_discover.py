import json
from dataclasses import replace
from datetime import timedelta

import pytest

from digest.bounded import BoundedReader
from digest.core.article import Picture, Source
from digest.core.errors import InvalidInput, NotFound, Unavailable
from digest.sources.fetch import AskedToWait
from digest.sources.web import Web
from digest.wire.add import add_source
from digest.wire.discover import MOST_CANDIDATES, Found, find_source
from digest.wire.intake import Report
from digest.wire.round import Round
from digest.wire.visit import Visit, visit
from tests.builders import NOON
from tests.web_server import Answer, serving
from tests.wire.samples import sample
from tests.wire.window import all_articles, stored

NOW = NOON + timedelta(days=1)
TITLE = "Niger : l’école rouvre à Zinder"
PICTURE = "https://sahel.example/ecole.jpg"
HOME = b"<!doctype html><html lang=fr><head>%s<title>Sahel Matin</title></head><body><p>Bonjour.</p></body></html>"
RSS = f"""<rss version="2.0"><channel><title>Sahel Matin</title><language>fr</language><item><title>{TITLE}</title>
<link>https://sahel.example/ecole</link><pubDate>Thu, 05 Mar 2026 08:00:00 +0100</pubDate>
<category>Éducation</category><description>Les élèves sont revenus lundi.</description>
<enclosure url="{PICTURE}" type="image/jpeg" length="1"/></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Sahel Matin</title><entry>
<title>{TITLE}</title><id>urn:7</id><link href="https://sahel.example/ecole"/><published>2026-03-05T07:00:00Z</published>
<category term="Éducation"/><summary>Les élèves sont revenus lundi.</summary>
<link rel="enclosure" type="image/jpeg" href="{PICTURE}"/></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Sahel Matin",
    "items": [
        {
            "id": "7",
            "url": "https://sahel.example/ecole",
            "title": TITLE,
            "content_text": "Les élèves sont revenus lundi.",
            "date_published": "2026-03-05T07:00:00Z",
            "tags": ["Éducation"],
            "image": PICTURE,
        }
    ],
}
POSTS = [
    {
        "title": {"rendered": "Niger&nbsp;: l&#8217;école rouvre à Zinder"},
        "link": "https://sahel.example/ecole",
        "date_gmt": "2026-03-05T07:00:00",
        "content": {"rendered": "<p>Les élèves sont revenus lundi.</p>"},
        "_embedded": {
            "wp:term": [[{"taxonomy": "category", "name": "Éducation"}]],
            "wp:featuredmedia": [{"source_url": PICTURE}],
        },
    }
]
FIRST_PAGE = "?_embed=wp:term,wp:featuredmedia&per_page=50&page=1"
API = f"/wp-json/wp/v2/posts{FIRST_PAGE}"
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}/ecole</loc><news:news><news:publication>
<news:name>Sahel Matin</news:name><news:language>fr</news:language></news:publication>
<news:publication_date>2026-03-05T08:00:00+01:00</news:publication_date>
<news:title>Niger : l’école rouvre à Zinder</news:title></news:news></url></urlset>"""


def home(*head):
    return Answer(HOME % "".join(head).encode())


class Everywhere(dict):
    """One answer for every address but some."""

    def __init__(self, answer, others=()):
        super().__init__(others)
        self.answer = answer

    def get(self, path, default=None):
        return super().get(path, self.answer)


def link(kind, href, title="Sahel Matin"):
    return f'<link rel="alternate" type="application/{kind}" title="{title}" href="{href}">'


WORDPRESS_HEAD = (
    '<link rel="https://api.w.org/" href="/wp-json/">',
    link("rss+xml", "/comments/feed/", "Sahel Matin &raquo; Flux des commentaires"),
    link("rss+xml", "/feed/", "Sahel Matin &raquo; Flux"),
)
SITES = {
    "rss": ("feed", "/actu.rss", {"/": home(link("rss+xml", "/actu.rss")), "/actu.rss": Answer(RSS.encode())}),
    "atom": ("feed", "/atom.xml", {"/": home(), "/atom.xml": Answer(ATOM.encode())}),
    "json": (
        "feed",
        "/f.json",
        {"/": home(link("feed+json", "f.json")), "/f.json": Answer(json.dumps(JSON_FEED).encode())},
    ),
    "wordpress": (
        "wordpress",
        "/wp-json/wp/v2/posts",
        {"/": home(*WORDPRESS_HEAD), API: Answer(json.dumps(POSTS).encode()), "/feed/": Answer(RSS.encode())},
    ),
    "closed wordpress": (
        "feed",
        "/feed/",
        {
            "/": home(*WORDPRESS_HEAD),
            API: Answer(b'{"code": "rest_not_logged_in"}', status=401),
            "/feed/": Answer(RSS.encode()),
            "/comments/feed/": Answer(RSS.encode()),
        },
    ),
    "sitemap": (
        "sitemap",
        "/maps/actu.xml",
        {
            "/": home(),
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /admin\n\nSitemap: /maps/actu.xml\n"),
            "/ecole": Answer(sample("article.html")),
        },
    ),
    "page": ("page", "/", {"/": Answer(sample("article.html"))}),
}


@pytest.fixture(scope="module")
def reader():
    with BoundedReader() as reader:
        yield reader


@pytest.fixture
def on(reader):
    return Round(Web(allow_private=True, gap=0), reader)


@pytest.mark.parametrize("site", SITES)
def test_site_of_every_kind_is_added_by_its_address_alone_and_its_articles_arrive(store, on, site):
    kind, path, answers = SITES[site]
    with serving(answers) as server:
        server.answers["/maps/actu.xml"] = Answer(NEWS.format(url=server.url).encode())
        server.answers = {key: replace(answer, headers={"ETag": '"7"'}) for key, answer in server.answers.items()}
        source = add_source(store, f"{server.url}/", allow_private=True, gap=0)
        first = visit(store, stored(store, source.key), on, now=NOW)
        before = len(server.requests)
        server.answers = Everywhere(Answer(status=304))
        again = visit(store, stored(store, source.key), on, now=NOW + timedelta(hours=1))

    (article,) = all_articles(store)
    assert source == Source("sahel-matin", "Sahel Matin", server.url + path, kind=kind)
    assert (first, again) == (Visit("sahel-matin", Report(new=1)), Visit("sahel-matin"))
    assert [headers["If-None-Match"] for _, headers in server.requests[before:]] == ['"7"']
    assert (article.title, article.countries, article.category) == (TITLE, ("NE",), "education")
    assert (article.language, article.published_at) == ("fr", NOON.replace(day=5, hour=7))
    assert article.lead.startswith("Les élèves sont revenus lundi")
    assert article.picture
    assert replace(article.picture, alt="", width=None, height=None) == Picture(PICTURE)


def found(answers, on, path="/"):
    """What is found at a server that gives these answers, or the error; and the paths that were asked for."""
    with serving(answers) as server:
        try:
            result = find_source(server.url + path, on)
        except InvalidInput as error:
            result = error
    return result, [asked for asked, _ in server.requests]


def test_feed_is_asked_for_once_and_nothing_beside_it(on):
    result, asked = found({"/feed": Answer(sample("feed.atom"))}, on, "/feed")

    assert (result.kind, result.title, asked) == ("feed", "The Copper Mail", ["/feed"])


def test_posts_are_wordpress_only_where_they_can_be_asked_for_pages(on):
    posts = Answer(sample("posts.json"))
    api, _ = found({API: posts, "/wp-json/wp/v2/posts": posts}, on, "/wp-json/wp/v2/posts")
    file, _ = found({"/posts.json": posts}, on, "/posts.json")

    assert (api.kind, file.kind) == ("wordpress", "feed")


def test_feed_without_an_item_is_passed_over(on):
    empty = b"<rss version='2.0'><channel><title>Vide</title></channel></rss>"
    head = link("rss+xml", "/empty"), link("rss+xml", "/full")
    answers = {"/": home(*head), "/empty": Answer(empty), "/full": Answer(RSS.encode())}
    result, asked = found(answers, on)

    assert (result.url.endswith("/full"), asked) == (True, ["/", "/empty", "/full"])


def test_index_of_sitemaps_is_found_where_one_of_them_lists_something(on):
    with serving({"/": home()}) as server:
        index = f"<sitemapindex><sitemap><loc>{server.url}/posts.xml</loc></sitemap></sitemapindex>"
        listed = f"<urlset><url><loc>{server.url}/ecole</loc><lastmod>2026-03-05</lastmod></url></urlset>"
        server.answers |= {"/sitemap.xml": Answer(index.encode()), "/posts.xml": Answer(listed.encode())}
        result = find_source(server.url, on)

    assert result == Found(f"{server.url}/sitemap.xml", "sitemap", None)


def test_feed_that_moved_for_good_is_found_where_it_is(on):
    moved = Answer(status=301, headers={"Location": "/feed/"})
    result, _ = found({"/": home(), "/feed": moved, "/feed/": Answer(RSS.encode())}, on)

    assert result.url.endswith("/feed/")


def test_site_that_answers_everything_with_a_page_has_no_feed(on):
    with serving({}) as server:
        server.answers = Everywhere(Answer(sample("article.html")), {"/": home()})
        with pytest.raises(InvalidInput, match="is a web page, not a feed, and none of 13 other addresses"):
            find_source(f"{server.url}/", on)


def test_search_ends_though_a_page_links_to_more_and_more(on):
    head = [link("rss+xml", f"/{number}") for number in range(1000)]
    result, asked = found({"/": home(*head)}, on)

    assert f"none of {MOST_CANDIDATES} other addresses" in str(result)
    assert len(asked) == 1 + MOST_CANDIDATES


def test_article_is_no_source_where_programs_are_unwanted(on):
    robots = Answer(b"User-agent: *\nDisallow: /ecole")
    result, _ = found({"/ecole": Answer(sample("article.html")), "/robots.txt": robots}, on, "/ecole")

    assert "/ecole is not for programs" in str(result)


def test_host_that_asks_to_wait_is_asked_no_more(on):
    busy = Answer(status=429, headers={"Retry-After": "60"})
    with serving({"/": home(link("rss+xml", "/feed")), "/feed": busy}) as server, pytest.raises(AskedToWait):
        find_source(server.url, on)

    assert len(server.requests) == 2


def test_address_without_a_scheme_is_https_or_else_http(on):
    with serving({"/feed": Answer(sample("feed.atom"))}) as server:
        result = find_source(server.url.removeprefix("http://") + "/feed", on)
        with pytest.raises(NotFound, match="http://"):
            find_source(server.url.removeprefix("http://") + "/none", on)

    assert result == Found(f"{server.url}/feed", "feed", "The Copper Mail")


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Answer(b"\x89PNG\0"), InvalidInput, "not in a form that can be read"),
        (Answer(status=304), Unavailable, "we were never there"),
        (Answer(status=500), Unavailable, "answers 500"),
    ],
)
def test_address_that_holds_nothing_says_so(on, answer, error, words):
    with serving({"/x": answer}) as server, pytest.raises(error, match=words):
        find_source(f"{server.url}/x", on)

    assert len(server.requests) == 1
