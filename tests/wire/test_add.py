import pytest

from digest.core.article import Source
from digest.core.errors import Conflict, InvalidInput, NotFound
from digest.db import sources
from digest.wire.add import add_source
from tests.builders import a_source
from tests.web_server import Answer, serving
from tests.wire.samples import sample
from tests.wire.window import all_articles, stored

FEED = Answer(sample("feed.atom"))


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
        ("/flux", {"weight": 1.5}, InvalidInput),
        ("/flux", {"key": "Pas une clé"}, InvalidInput),
    ],
)
def test_add_source_stores_nothing_that_cannot_be_used(sqlite_store, path, options, error):
    with serving({"/flux": FEED, "/page": Answer(b"<html></html>")}) as server, pytest.raises(error):
        add_source(sqlite_store, server.url + path, allow_private=True, gap=0, **options)

    with sqlite_store.reading() as session:
        assert sources.every(session) == []
