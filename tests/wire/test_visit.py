from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import repeat

import pytest
from sqlalchemy import text

from digest.core.errors import DigestError, InvalidInput
from digest.core.polling import NEVER, after_failure, after_success, is_due
from digest.db import sources
from digest.sources.fetch import Patience
from digest.wire.add import add_source
from digest.wire.intake import Report
from digest.wire.round import one_round
from digest.wire.visit import Visit, choose, visit, visit_all, visit_due
from tests.builders import NOON, a_source
from tests.measures.copies import texts
from tests.web_server import Answer, serving
from tests.wire.samples import sample
from tests.wire.window import all_articles, stored

NOW = NOON + timedelta(days=1)
FEED = Answer(sample("feed.atom"), headers={"ETag": '"1"', "Last-Modified": "Thu, 05 Mar 2026 10:00:00 GMT"})


def a_visited_source(store, url):
    return stored(store, add_source(store, url, allow_private=True).key)


@pytest.fixture(scope="module")
def on():
    """A round of visits for all tests: the process that reads is started once."""
    with one_round(allow_private=True, gap=0, patience=Patience(connect=5, read=5, total=0.5)) as on:
        yield on


def test_visit_takes_in_what_is_new_and_asks_only_for_that_the_next_time(store, on):
    later = NOW + timedelta(hours=1)
    with serving({"/feed": FEED}) as server:
        source = a_visited_source(store, f"{server.url}/feed")
        first = visit(store, source, on, now=NOW)
        server.answers["/feed"] = Answer(status=304)
        again = visit(store, stored(store, source.source.key), on, now=later)

    assert first == Visit("the-copper-mail", Report(new=1))
    assert again == Visit("the-copper-mail")
    assert again.in_words == "Not modified since the last visit."
    assert [headers["If-None-Match"] for _, headers in server.requests] == [None, None, '"1"']
    assert stored(store, "the-copper-mail") == replace(
        source,
        etag='"1"',
        last_modified="Thu, 05 Mar 2026 10:00:00 GMT",
        visited_at=later,
        next_visit_at=after_success("the-copper-mail", last_new_at=NOW, now=later),
        last_new_at=NOW,
    )
    assert [article.countries for article in all_articles(store)] == [("ZM",)]


def test_visit_writes_a_failure_down_and_keeps_what_the_last_good_one_learned(store, on):
    with serving({"/feed": FEED}) as server:
        source = a_visited_source(store, f"{server.url}/feed")
        visit(store, source, on, now=NOW)
        server.answers["/feed"] = Answer(b"<html></html>", headers={"ETag": '"2"'})
        result = visit(store, stored(store, source.source.key), on, now=NOW)

    after = stored(store, "the-copper-mail")
    assert result == Visit("the-copper-mail", failure=after.failure)
    assert "is a web page, not a feed" in result.in_words
    assert (after.etag, after.visited_at, after.failures) == ('"1"', NOW, 1)
    assert after.next_visit_at == after_failure("the-copper-mail", failures=1, now=NOW)


def test_visit_that_goes_well_makes_the_failures_forgotten(sqlite_store, on):
    with serving({"/feed": FEED}) as server:
        source = a_visited_source(sqlite_store, f"{server.url}/feed")
        server.answers["/feed"] = Answer(status=500)
        failures = []
        for _ in range(3):
            visit(sqlite_store, stored(sqlite_store, source.source.key), on, now=NOW)
            failures.append(stored(sqlite_store, source.source.key).failures)
        server.answers["/feed"] = FEED
        visit(sqlite_store, stored(sqlite_store, source.source.key), on, now=NOW)

    after = stored(sqlite_store, source.source.key)
    assert (failures, after.failures, after.failure) == ([1, 2, 3], 0, None)


def test_visit_waits_as_long_as_the_server_asks(sqlite_store, on):
    with serving({"/feed": FEED}) as server:
        source = a_visited_source(sqlite_store, f"{server.url}/feed")
        server.answers["/feed"] = Answer(status=429, headers={"Retry-After": "7200"})
        visit(sqlite_store, source, on, now=NOW)

    assert stored(sqlite_store, source.source.key).next_visit_at == NOW + timedelta(hours=2)


def listing(url, *paths):
    pages = "".join(f"<url><loc>{url}{path}</loc><lastmod>2026-03-05</lastmod></url>" for path in paths)
    return Answer(f"<urlset>{pages}</urlset>".encode())


def test_visit_fetches_a_page_of_a_day_that_it_knows_only_once(store, on):
    page = "Accueil > Sport > {0}\n{0}\n5 mars 2026\nLe match est joué."
    with serving({f"/{n}": Answer(page.format(f"Match {n}").encode()) for n in range(2)}) as server:
        server.answers["/map"] = listing(server.url, "/0")
        source = a_visited_source(store, f"{server.url}/map")
        first = visit(store, source, on, now=NOW)
        server.answers["/map"] = listing(server.url, "/0", "/1")
        later = visit(store, stored(store, source.source.key), on, now=NOW)

    assert (source.source.kind, first.report, later.report) == ("sitemap", Report(new=1), Report(new=1))
    assert sorted(path for path, _ in server.requests if path in ("/0", "/1")) == ["/0", "/1"]


def test_source_that_is_gone_is_visited_only_when_it_is_named(sqlite_store, on):
    with serving({"/feed": FEED}) as server:
        source = a_visited_source(sqlite_store, f"{server.url}/feed")
        server.answers["/feed"] = Answer(status=410)
        result = visit(sqlite_store, source, on, now=NOW)
        gone = stored(sqlite_store, source.source.key)
        unnamed = choose(sqlite_store, only_due=False, now=NOW)
        named = choose(sqlite_store, [source.source.key], only_due=False, now=NOW)
        server.answers["/feed"] = FEED
        visit(sqlite_store, gone, on, now=NOW)

    assert "is gone for good" in result.in_words
    assert (gone.next_visit_at, unnamed, named) == (NEVER, [], [gone])
    assert is_due(stored(sqlite_store, source.source.key).next_visit_at, now=NOW + timedelta(hours=1))


def test_visit_learns_that_a_source_moved_for_good(sqlite_store, on):
    with serving({"/old": FEED, "/new": FEED}) as server:
        source = a_visited_source(sqlite_store, f"{server.url}/old")
        server.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
        visit(sqlite_store, source, on, now=NOW)

    assert stored(sqlite_store, source.source.key).source == replace(source.source, url=f"{server.url}/new")


def test_visit_needs_an_address(sqlite_store):
    with sqlite_store.writing() as session:
        sources.save(session, a_source("echo"))

    with pytest.raises(InvalidInput, match="“echo” has no web address"):
        choose(sqlite_store, ["echo"], only_due=False, now=NOW)
    assert choose(sqlite_store, only_due=False, now=NOW) == []


def test_visit_due_joins_what_two_sources_took_from_one_agency(sqlite_store):
    text = texts(1)[0]
    feed = """<rss version="2.0"><channel><title>{0}</title><item><title>{0} : crue à Malanville</title>
        <link>https://{0}.example/1</link><description>{1}</description>
        <pubDate>Fri, 06 Mar 2026 {2}:00:00 GMT</pubDate></item></channel></rss>"""
    answers = {
        f"/{name}": Answer(feed.format(name, text, hour).encode())
        for name, hour in (("echo", "08"), ("delta", "09"))
    }
    with serving(answers) as server:
        for path in answers:
            add_source(sqlite_store, server.url + path, allow_private=True, gap=0)
        visit_due(sqlite_store, allow_private=True, clock=lambda: NOW)

    copy, original = all_articles(sqlite_store)
    assert (original.copy_of, copy.copy_of) == (None, original.id)


def test_visit_due_leaves_alone_what_is_not(sqlite_store):
    with serving({"/feed": FEED}) as server:
        a_visited_source(sqlite_store, f"{server.url}/feed")
        first, soon, later = (
            visit_due(sqlite_store, allow_private=True, clock=repeat(moment).__next__)
            for moment in (NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=17))
        )

    assert (len(first), len(soon), len(later)) == (1, 0, 1)


BOMB = b"<rss><channel><item>" + b"<a>" * 200_000
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha ha ha ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]><rss version="2.0"><channel><title>&d;</title>"""
HOSTILE = {
    "/deep": Answer(BOMB),
    "/laughs": Answer(LAUGHS),
    "/endless": Answer(b"<rss>", drips="body"),
    "/silent": Answer(drips="headers"),
    "/large": Answer(b" " * 5_000_001),
    "/stacked": Answer(b"x", headers={"Content-Encoding": "gzip, gzip"}),
    "/short": Answer(b"<rss", headers={"Content-Length": "5000"}),
    "/loop": Answer(status=302, headers={"Location": "/loop"}),
    "/file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    "/empty": Answer(b""),
    "/page": Answer(b"<!doctype html><title>Access denied</title>"),
    "/gone": Answer(status=410),
    "/unwell": Answer(status=500),
}


@contextmanager
def served_sources(store, *, feeds):
    """One host with so many feeds, and one that means no good; all of them added as sources."""
    with serving({f"/{n}": feed(n) for n in range(feeds)}) as good, serving(HOSTILE) as bad:
        with store.writing() as session:
            for number in range(feeds):
                sources.save(session, a_source(f"good-{number}", url=f"{good.url}/{number}"))
            for path in HOSTILE:
                sources.save(session, a_source(f"bad-{path[1:]}", url=bad.url + path))
        yield good


def feed(number):
    item = f"<item><title>Crue à Malanville ({number})</title><link>https://echo.example/{number}</link></item>"
    body = f"<rss version='2.0'><channel><title>Écho {number}</title>{item}</channel></rss>"
    return Answer(body.encode(), headers={"ETag": f'"{number}"'})


def test_two_hundred_sources_arrive_whatever_some_others_do(store, on):
    with served_sources(store, feeds=200) as server:
        visits = list(visit_all(store, choose(store, only_due=False, now=NOW), on, clock=lambda: NOW))
        requests, most_at_once = len(server.requests), server.most_at_once
        for path in list(server.answers):
            server.answers[path] = Answer(status=304)
        chosen = [each for each in choose(store, only_due=False, now=NOW) if each.source.key.startswith("good")]
        again = list(visit_all(store, chosen, on, clock=lambda: NOW))

    good = [visit for visit in visits if visit.key.startswith("good")]
    bad = {visit.key.removeprefix("bad-"): visit.in_words for visit in visits if visit.key.startswith("bad")}
    assert {visit.report for visit in good} == {Report(new=1)}
    assert (len(good), requests, most_at_once) == (200, 200, 1)
    assert {f"/{path}" for path in bad} == set(HOSTILE)
    assert [words for words in bad.values() if "\n" in words or len(words) > 200] == []
    assert [path for path, words in bad.items() if words.endswith("known already.")] == ["laughs"]
    assert len(all_articles(store)) == 200
    assert {visit.report for visit in again} == {None}
    assert [h["If-None-Match"] for _, h in server.requests[200:] if not h["If-None-Match"]] == []


def test_hosts_are_visited_side_by_side(sqlite_store, on):
    slow = Answer(b"<rss>", drips="body")
    with serving({"/": slow}) as one, serving({"/": slow}) as other:
        with sqlite_store.writing() as session:
            sources.save(session, a_source("one", url=one.url))
            sources.save(session, a_source("other", url=other.url))
        both_are_open = []
        visits = visit_all(sqlite_store, choose(sqlite_store, only_due=False, now=NOW), on, clock=lambda: NOW)
        for outcome in visits:
            both_are_open.append(bool(one.requests and other.requests))
            assert "does not answer in time" in outcome.in_words

    assert both_are_open == [True, True]


def test_database_that_fails_ends_the_round(sqlite_store, on):
    with serving({"/feed": FEED}) as server:
        a_visited_source(sqlite_store, f"{server.url}/feed")
        chosen = choose(sqlite_store, only_due=False, now=NOW)
        with sqlite_store.writing() as session:
            session.execute(text("DROP TABLE source"))
        with pytest.raises(DigestError):
            list(visit_all(sqlite_store, chosen, on, clock=lambda: NOW))
