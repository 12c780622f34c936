import json

import pytest

from digest.cli import article
from digest.cli.exits import Exit
from digest.cli.source import app
from tests.cli.command import run
from tests.web_server import Answer, serving
from tests.wire.samples import FOLDER, sample

FEED = Answer(sample("feed.atom"))


@pytest.fixture(autouse=True)
def _machine(sqlite_url, monkeypatch):
    monkeypatch.setenv("DIGEST_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DIGEST_ALLOW_PRIVATE", "1")


def test_add_fetch_and_list_a_source(capsys):
    with serving({"/feed": FEED}) as server:
        codes = [
            run(app, "add", f"{server.url}/feed", "--weight", 0.8),
            run(app, "fetch"),
            run(app, "list", "--json"),
        ]

    shown = capsys.readouterr()
    assert codes == [Exit.OK, Exit.OK, Exit.OK]
    assert shown.err == (
        "the-copper-mail: The Copper Mail. “digest source fetch the-copper-mail” takes its articles in.\n"
        "the-copper-mail: 1 new, 0 changed, 0 known already.\n"
    )
    (source,) = json.loads(shown.out)
    moments = [source.pop(name) for name in ("visited", "last_new", "next_visit")]
    assert moments == sorted(moments)
    assert source == {
        "key": "the-copper-mail",
        "name": "The Copper Mail",
        "kind": "feed",
        "url": f"{server.url}/feed",
        "owner": None,
        "weight": 0.8,
        "articles_a_day": 0.0,
        "last_article": None,
        "failures": 0,
        "failure": None,
        "remarks": [],
    }


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/page", Exit.INVALID, "is a web page, not a feed"),
        ("/missing", Exit.NOT_FOUND, "the server answers 404"),
        ("/unwell", Exit.UNAVAILABLE, "answers 503"),
    ],
)
def test_add_of_what_is_not_a_feed_is_one_sentence_and_an_exit_code(capsys, path, code, words):
    with serving({"/page": Answer(b"<html></html>"), "/unwell": Answer(status=503)}) as server:
        assert run(app, "add", server.url + path) == code

    (line,) = capsys.readouterr().err.splitlines()
    assert words in line


def test_add_does_not_visit_private_addresses_unasked(capsys, monkeypatch):
    monkeypatch.setenv("DIGEST_ALLOW_PRIVATE", "0")
    with serving({"/feed": FEED}) as server:
        assert run(app, "add", f"{server.url}/feed") == Exit.INVALID

    assert server.requests == []


def test_fetch_goes_on_after_a_source_that_fails(capsys):
    with serving({"/a": FEED, "/b": FEED}) as server:
        run(app, "add", f"{server.url}/a", "--key", "a")
        run(app, "add", f"{server.url}/b", "--key", "b")
        del server.answers["/a"]
        partial, failed = run(app, "fetch"), run(app, "fetch", "a")

    assert (partial, failed) == (Exit.PARTIAL, Exit.UNAVAILABLE)
    a, b, *_, last = capsys.readouterr().err.splitlines()[2:]
    assert "the server answers 404" in a
    assert b == "2/2 b: 1 new, 0 changed, 0 known already."
    assert last == "digest: No source could be fetched; the lines above tell why."


def test_fetch_reports_broken_items(capsys):
    with serving({"/feed": Answer(sample("feed.rss"))}) as server:
        run(app, "add", f"{server.url}/feed")
        assert run(app, "fetch", "echo-du-zou") == Exit.PARTIAL

    assert f"{server.url}/feed, item 3 has no link." in capsys.readouterr().err


def test_fetch_of_an_unknown_source_and_of_one_without_an_address(capsys):
    run(article.app, "import", FOLDER / "feed.atom")

    assert run(app, "fetch", "nobody") == Exit.NOT_FOUND
    assert run(app, "fetch", "the-copper-mail") == Exit.INVALID
    assert run(app, "fetch") == Exit.OK


def test_list_without_a_source_prints_nothing_but_a_line_for_the_person(capsys):
    assert run(app, "list") == Exit.OK
    assert capsys.readouterr() == ("", "No source yet; “digest source add URL” makes one.\n")
