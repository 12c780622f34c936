from dataclasses import replace
from datetime import timedelta

import pytest

from digest.core.article import Source
from digest.core.errors import Conflict, InvalidInput, NotFound
from digest.db import sources
from digest.wire.intake import Report
from digest.wire.visit import Visit, add_source, visit
from tests.builders import NOON, a_source
from tests.web_server import Answer, serving
from tests.wire.samples import sample
from tests.wire.window import all_articles

NOW = NOON + timedelta(days=1)
FEED = Answer(sample("feed.atom"), headers={"ETag": '"1"', "Last-Modified": "Thu, 05 Mar 2026 10:00:00 GMT"})


def stored(store, key):
    with store.reading() as session:
        return sources.find(session, key)


def a_visited_source(store, url):
    return stored(store, add_source(store, url, allow_private=True).key)


def test_add_source_takes_its_name_from_the_feed(store):
    with serving({"/feed": FEED}) as server:
        source = add_source(store, f"{server.url}/feed", owner="Copper Press", weight=0.8, allow_private=True)

    assert source == Source("the-copper-mail", "The Copper Mail", f"{server.url}/feed", "Copper Press", 0.8)
    assert stored(store, "the-copper-mail").source == source
    assert all_articles(store) == []


def test_add_source_takes_the_host_where_the_answer_has_no_name(sqlite_store):
    with serving({"/posts": Answer(sample("posts.json"))}) as server:
        assert add_source(sqlite_store, f"{server.url}/posts", allow_private=True).key == "127-0-0-1"


def test_add_source_gives_a_web_address_to_one_that_was_imported(sqlite_store):
    with sqlite_store.writing() as session:
        before = sources.save(session, a_source("copper"))
    with serving({"/feed": FEED}) as server:
        add_source(sqlite_store, f"{server.url}/feed", key="copper", allow_private=True)

    assert (stored(sqlite_store, "copper").id, stored(sqlite_store, "copper").source.url) == (
        before,
        f"{server.url}/feed",
    )


def test_add_source_does_not_take_the_key_of_another(sqlite_store):
    with serving({"/a": FEED, "/b": FEED}) as server:
        add_source(sqlite_store, f"{server.url}/a", allow_private=True)
        with pytest.raises(Conflict, match="give this one another key with --key"):
            add_source(sqlite_store, f"{server.url}/b", allow_private=True)


@pytest.mark.parametrize(
    ("path", "options", "error"),
    [
        ("/page", {}, InvalidInput),
        ("/missing", {}, NotFound),
        ("/feed", {"weight": 1.5}, InvalidInput),
        ("/feed", {"key": "Pas une clé"}, InvalidInput),
    ],
)
def test_add_source_stores_nothing_that_cannot_be_used(sqlite_store, path, options, error):
    with serving({"/feed": FEED, "/page": Answer(b"<html></html>")}) as server, pytest.raises(error):
        add_source(sqlite_store, server.url + path, allow_private=True, **options)

    with sqlite_store.reading() as session:
        assert sources.every(session) == []


def test_visit_takes_in_what_is_new_and_asks_only_for_that_the_next_time(store):
    with serving({"/feed": FEED}) as server:
        source = a_visited_source(store, f"{server.url}/feed")
        first = visit(store, source, now=NOW, allow_private=True)
        server.answers["/feed"] = Answer(status=304)
        again = visit(store, stored(store, source.source.key), now=NOW + timedelta(hours=1), allow_private=True)

    assert first == Visit("the-copper-mail", Report(new=1))
    assert again == Visit("the-copper-mail")
    assert again.in_words == "Not modified since the last visit."
    assert [headers["If-None-Match"] for _, headers in server.requests] == [None, None, '"1"']
    assert stored(store, "the-copper-mail") == replace(
        source, etag='"1"', last_modified="Thu, 05 Mar 2026 10:00:00 GMT", visited_at=NOW + timedelta(hours=1)
    )
    assert [article.countries for article in all_articles(store)] == [("ZM",)]


def test_visit_writes_a_failure_down_and_keeps_what_the_last_good_one_learned(store):
    with serving({"/feed": FEED}) as server:
        source = a_visited_source(store, f"{server.url}/feed")
        visit(store, source, now=NOW, allow_private=True)
        server.answers["/feed"] = Answer(b"<html></html>", headers={"ETag": '"2"'})
        result = visit(store, stored(store, source.source.key), now=NOW, allow_private=True)

    after = stored(store, "the-copper-mail")
    assert result == Visit("the-copper-mail", failure=after.failure)
    assert "is a web page, not a feed" in result.in_words
    assert (after.etag, after.visited_at) == ('"1"', NOW)


def test_visit_needs_an_address(sqlite_store):
    with sqlite_store.writing() as session:
        sources.save(session, a_source("echo"))

    with pytest.raises(InvalidInput, match="“echo” has no web address"):
        visit(sqlite_store, stored(sqlite_store, "echo"), now=NOW, allow_private=True)
