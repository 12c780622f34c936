from hypothesis import given, settings
from hypothesis import strategies as st

from digest.sources.discover import Candidate, Leads, leads_of, usual_places

BASE = "https://echo.example/politique/"


def page(*head):
    return f"<!doctype html><html><head>{''.join(head)}</head></html>".encode()


def alternate(href, type="application/rss+xml", title=""):
    return f'<link rel="alternate" type="{type}" title="{title}" href="{href}">'


def test_leads_of_a_wordpress_page_begin_with_its_interface():
    head = (
        alternate("https://echo.example/feed/", title="L’Écho du Zou &raquo; Flux"),
        alternate("https://echo.example/comments/feed/", title="L’Écho du Zou &raquo; Flux des commentaires"),
        alternate("/politique/feed/", title="L’Écho du Zou &raquo; Flux de la catégorie Politique"),
        alternate("https://echo.example/wp-json/wp/v2/categories/3", "application/json", "JSON"),
        "<link rel='https://api.w.org/' href='https://echo.example/wp-json/'>",
        alternate("https://echo.example/wp-json/oembed/1.0/embed?url=x", "application/json+oembed"),
    )

    assert leads_of(page(*head), BASE) == Leads(
        (
            Candidate("https://echo.example/wp-json/wp/v2/posts", "wordpress"),
            Candidate("https://echo.example/feed/", "feed"),
            Candidate("https://echo.example/politique/feed/", "feed"),
        ),
        site="L’Écho du Zou",
    )


def test_leads_of_a_page_are_its_feeds_of_every_form():
    head = (
        '<meta property="og:site_name" content="Lac">',
        alternate("/a.rss", "application/rss+xml; charset=utf-8", "Comment ça va &raquo; À la une"),
        alternate("b.atom", "application/atom+xml").replace("alternate", "feed ALTERNATE"),
        alternate("//lac.example/c.json", "application/feed+json"),
        alternate("/d.json", "application/json"),
        alternate("/en/", "text/html"),
        alternate("", "application/rss+xml"),
        '<link rel="stylesheet" type="application/rss+xml" href="/no">',
        "<!--" + alternate("/commented-out") + "-->",
    )

    leads = leads_of(page(*head), BASE)

    assert leads.site == "Lac"
    assert [(each.url, each.kind) for each in leads.candidates] == [
        ("https://echo.example/a.rss", "feed"),
        ("https://echo.example/politique/b.atom", "feed"),
        ("https://lac.example/c.json", "feed"),
        ("https://echo.example/d.json", "feed"),
    ]


def test_leads_of_wordpress_without_permalinks():
    leads = leads_of(page('<link rel="https://api.w.org/" href="https://e.example/?rest_route=/">'), BASE)

    assert leads.candidates == (Candidate("https://e.example/?rest_route=/wp/v2/posts", "wordpress"),)


def test_leads_of_a_page_without_any():
    assert leads_of(page("<title>Lac</title>"), BASE) == leads_of(b"<!doctype html>", BASE) == Leads(())


def test_usual_places_are_at_the_root_and_sitemaps_of_news_come_first():
    sitemaps = ("https://echo.example/all.xml", "/actu/news.xml")
    places = [(each.kind, each.url.removeprefix("https://echo.example")) for each in usual_places(BASE, sitemaps)]

    assert places[0] == ("wordpress", "/wp-json/wp/v2/posts")
    assert places[1:3] == [("feed", "/feed"), ("feed", "/feed/")]
    assert places[-3:] == [("sitemap", "/actu/news.xml"), ("sitemap", "/all.xml"), ("sitemap", "/sitemap.xml")]


@settings(max_examples=50)
@given(st.text(), st.text())
def test_leads_of_any_page(address, title):
    assert isinstance(leads_of(page(alternate(address, title=title)), BASE), Leads)
