import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from digest.core.errors import InvalidInput, NotFound
from digest.db.sources import StoredSource
from digest.sources.wordpress import PER_PAGE
from digest.wire.collect import MOST_ARTICLES, MOST_PAGES, collect
from digest.wire.round import one_round
from tests.builders import NOON, a_source
from tests.web_server import Answer, serving
from tests.wire.samples import sample

PAGE = "Accueil > Sécurité > {title}\n{title}\nLe fleuve monte. La ville est prête.\n\nLes écoles ferment."


@pytest.fixture(scope="module")
def on():
    with one_round(allow_private=True, gap=0) as on:
        yield on


def a_stored(url, kind, cursor=None):
    return StoredSource(1, a_source(url=url, kind=kind), cursor=cursor and cursor.isoformat())


def posts(*numbers):
    """WordPress’s answer: post 0 is the oldest, and each next one a minute younger."""
    written = [
        {
            "title": {"rendered": f"Titre {number}"},
            "link": f"https://sahel.example/{number}",
            "date_gmt": (NOON + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%S"),
        }
        for number in numbers
    ]
    return Answer(json.dumps(written).encode(), headers={"ETag": '"1"'})


class Site(dict):
    """A WordPress site with so many posts, newest first."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def get(self, path, default=None):
        query = parse_qs(urlsplit(path).query)
        start = self.number - (int(query["page"][0]) - 1) * PER_PAGE
        if start <= 0:
            return Answer(b'{"code": "rest_post_invalid_page_number"}', status=400)
        return posts(*range(start - 1, max(start - PER_PAGE, 0) - 1, -1))


def visit_site(number, cursor, on):
    """Titles that were collected of a site with so many posts, the cursor, and the pages that were asked for."""
    with serving({}) as server:
        server.answers = Site(number)
        url = f"{server.url}/wp-json/wp/v2/posts?categories=3"
        collected = collect(a_stored(url, "wordpress", cursor), url, on)
    queries = [parse_qs(urlsplit(path).query) for path, _ in server.requests]
    return [entry.title for entry in collected.entries], collected.cursor, queries


def test_wordpress_gives_its_newest_posts_at_the_first_visit(on):
    titles, cursor, queries = visit_site(120, None, on)

    assert titles == [f"Titre {number}" for number in range(119, 69, -1)]
    assert cursor == (NOON + timedelta(minutes=119)).isoformat()
    assert queries == [
        {"categories": ["3"], "_embed": ["wp:term,wp:featuredmedia"], "per_page": ["50"], "page": ["1"]}
    ]


@pytest.mark.parametrize(
    ("number", "pages"), [(7, 1), (50, 2), (120, 3), (PER_PAGE * (MOST_PAGES + 1), MOST_PAGES)]
)
def test_wordpress_gives_all_pages_since_the_last_visit(on, number, pages):
    titles, _, queries = visit_site(number, NOON, on)

    assert len(titles) == min(number, PER_PAGE * MOST_PAGES)
    assert len(queries) == pages
    assert {query["after"][0] for query in queries} == {"2026-03-04T12:00:00+00:00"}


def test_wordpress_that_was_not_modified_gives_nothing(on):
    with serving({}) as server:
        url = f"{server.url}/wp-json/wp/v2/posts"
        asked = "/wp-json/wp/v2/posts?_embed=wp:term,wp:featuredmedia&per_page=50&page=1"
        server.answers[asked] = Answer(status=304)
        collected = collect(StoredSource(1, a_source(url=url, kind="wordpress"), etag='"1"'), url, on)

    assert (collected.entries, collected.etag, len(server.requests)) == (None, '"1"', 1)


def a_list(server, count, robots=b""):
    """A list of so many articles, each with a page of its own."""
    items = "".join(
        f"<item><title>Titre {n}</title><link>{server.url}/{n}</link>"
        f"<pubDate>{(NOON + timedelta(minutes=n)):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for n in range(count)
    )
    server.answers["/robots.txt"] = Answer(robots)
    server.answers["/list"] = Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    server.answers |= {f"/{n}": Answer(PAGE.format(title=f"Titre {n}").encode()) for n in range(count)}
    return f"{server.url}/list"


def test_sitemap_gives_its_articles_with_what_their_pages_say(on):
    with serving({}) as server:
        url = a_list(server, 3)
        del server.answers["/1"]
        collected = collect(a_stored(url, "sitemap", NOON), url, on, known=[f"{server.url}/0"])

    assert [(entry.title, entry.body, entry.labels) for entry in collected.entries] == [
        ("Titre 1", "", ()),
        ("Titre 2", "Le fleuve monte. La ville est prête.\n\nLes écoles ferment.", ("Sécurité",)),
    ]
    assert collected.cursor == datetime(2026, 3, 5, 12, 2, tzinfo=UTC).isoformat()


def test_sitemap_leaves_pages_alone_that_are_not_for_programs(on):
    with serving({}) as server:
        url = a_list(server, 2, robots=b"User-agent: *\nDisallow: /1")
        collected = collect(a_stored(url, "sitemap"), url, on)

    assert [bool(entry.body) for entry in collected.entries] == [True, False]
    assert "/1" not in [path for path, _ in server.requests]


def test_sitemap_begins_with_the_newest_and_then_passes_none_over(on):
    with serving({}) as server:
        url = a_list(server, MOST_ARTICLES + 20)
        first = collect(a_stored(url, "sitemap"), url, on)
        later = collect(a_stored(url, "sitemap", NOON), url, on, known=[f"{server.url}/0"])

    assert [entry.title for entry in first.entries] == [f"Titre {n}" for n in range(20, MOST_ARTICLES + 20)]
    assert [entry.title for entry in later.entries] == [f"Titre {n}" for n in range(1, MOST_ARTICLES + 1)]


def test_page_is_read_only_where_robots_txt_lets_programs_in(on):
    with serving({"/open": Answer(PAGE.format(title="Crue").encode())}) as server:
        server.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /closed")
        collected = collect(a_stored(f"{server.url}/open", "page"), f"{server.url}/open", on)
        with pytest.raises(InvalidInput, match="is not for programs"):
            collect(a_stored(f"{server.url}/closed", "page"), f"{server.url}/closed", on)

    assert [entry.title for entry in collected.entries] == ["Crue"]


def sitemap(*pages, root="urlset", entry="url"):
    """A plain sitemap of addresses, each with the minute of its last change, or None."""
    changed = [None if at is None else f"{NOON + timedelta(minutes=at):%Y-%m-%dT%H:%M:%SZ}" for _, at in pages]
    listed = (
        f"<{entry}><loc>{url}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</{entry}>"
        for (url, _), at in zip(pages, changed, strict=True)
    )
    return Answer(f"<{root}>{''.join(listed)}</{root}>".encode(), headers={"ETag": '"1"'})


def test_plain_sitemap_gives_the_pages_that_hold_an_article(on):
    with serving(
        {"/1": Answer(PAGE.format(title="Crue").encode()), "/contact": Answer(b"<html></html>")}
    ) as server:
        pages = [(f"{server.url}/{path}", n) for n, path in enumerate(("gone", "1", "contact"))]
        server.answers["/map"] = sitemap(*pages, (f"{server.url}/undated", None))
        collected = collect(a_stored(f"{server.url}/map", "sitemap"), f"{server.url}/map", on)

    broken, article = collected.entries
    assert broken.why.startswith("has no title, and its page cannot be had: There is nothing at")
    assert (article.title, article.published_at) == ("Crue", NOON + timedelta(minutes=1))
    assert (collected.cursor, collected.etag) == ((NOON + timedelta(minutes=2)).isoformat(), '"1"')


def an_index(server, *maps):
    server.answers["/index"] = sitemap(*maps, root="sitemapindex", entry="sitemap")
    return f"{server.url}/index"


def test_index_gives_what_its_sitemaps_list(on):
    with serving({f"/{n}": Answer(PAGE.format(title=f"Titre {n}").encode()) for n in range(3)}) as server:
        for n in range(2):
            server.answers[f"/posts{n}"] = sitemap((f"{server.url}/{n}", n))
        url = an_index(server, *((f"{server.url}/posts{n}", n) for n in range(3)))
        collected = collect(a_stored(url, "sitemap"), url, on)

    assert [entry.title for entry in collected.entries] == ["Titre 0", "Titre 1"]
    assert collected.etag == '"1"'


def test_index_without_dates_is_asked_for_in_full_the_next_time(on):
    with serving({"/0": Answer(PAGE.format(title="Titre").encode())}) as server:
        server.answers["/posts"] = sitemap((f"{server.url}/0", 0))
        url = an_index(server, (f"{server.url}/posts", None))
        collected = collect(a_stored(url, "sitemap"), url, on)

    assert (len(collected.entries), collected.etag) == (1, None)


def test_index_whose_sitemaps_cannot_be_had_is_a_failure_of_the_source(on):
    with serving({}) as server:
        url = an_index(server, (f"{server.url}/posts", 0))
        with pytest.raises(NotFound, match="/posts: the server answers 404"):
            collect(a_stored(url, "sitemap"), url, on)


@pytest.mark.parametrize("kind", ["feed", "wordpress", "sitemap"])
def test_page_in_the_place_of_a_source_is_no_article_of_it(on, kind):
    with serving({}) as server:
        page = Answer(sample("article.html"))
        server.answers = {"/x": page, "/x?_embed=wp:term,wp:featuredmedia&per_page=50&page=1": page}
        with pytest.raises(InvalidInput, match="is a web page, not a feed"):
            collect(a_stored(f"{server.url}/x", kind), f"{server.url}/x", on)
        collected = collect(a_stored(f"{server.url}/x", "page"), f"{server.url}/x", on)

    assert [entry.title for entry in collected.entries] == ["Niger : l&#8217;école rouvre à Zinder"]


def test_sitemap_of_days_gives_what_came_later_on_the_same_day(on):
    with serving({f"/{n}": Answer(PAGE.format(title=f"Titre {n}").encode()) for n in range(3)}) as server:
        server.answers["/map"] = sitemap(*((f"{server.url}/{n}", n // 2) for n in range(3)))
        url, known = f"{server.url}/map", [f"{server.url}/0".replace("http:", "https:")]
        collected = collect(a_stored(url, "sitemap", NOON), url, on, known=known)

    assert [entry.title for entry in collected.entries] == ["Titre 1", "Titre 2"]
