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
        f"the-copper-mail: The Copper Mail, feed at {server.url}/feed. "
        "“digest source fetch the-copper-mail” takes its articles in.\n"
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


def test_add_finds_the_feed_of_a_site_and_says_where(capsys):
    home = '<!doctype html><link rel="alternate" type="application/atom+xml" href="/news.atom">'
    with serving({"/": Answer(home.encode()), "/news.atom": FEED}) as server:
        assert run(app, "add", server.url.removeprefix("http://")) == Exit.OK

    assert f"the-copper-mail: The Copper Mail, feed at {server.url}/news.atom. “" in capsys.readouterr().err


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


def test_fetch_of_what_is_due_leaves_the_rest_alone_and_can_be_quiet(capsys):
    with serving({"/feed": FEED}) as server:
        run(app, "add", f"{server.url}/feed")
        capsys.readouterr()
        codes = [run(app, "fetch", "--due", "--quiet"), run(app, "fetch", "--due")]

    assert (codes, len(server.requests)) == ([Exit.OK, Exit.OK], 2)
    assert capsys.readouterr() == ("", "")


def test_fetch_tells_a_program_what_came_of_each_visit(capsys):
    with serving({"/feed": FEED}) as server:
        run(app, "add", f"{server.url}/feed")
        run(app, "fetch", "--json")
        del server.answers["/feed"]
        assert run(app, "fetch", "--json") == Exit.UNAVAILABLE

    first, second = capsys.readouterr().out.split("\n]\n[\n")
    assert json.loads(first + "]") == [
        {
            "key": "the-copper-mail",
            "report": {"new": 1, "changed": 0, "unchanged": 0, "broken": []},
            "failure": None,
        }
    ]
    (failed,) = json.loads("[" + second)
    assert "the server answers 404" in failed["failure"]


def test_private_addresses_can_be_allowed_for_one_command(capsys, monkeypatch):
    monkeypatch.setenv("DIGEST_ALLOW_PRIVATE", "0")
    with serving({"/feed": FEED}) as server:
        codes = [
            run(app, "add", f"{server.url}/feed", "--allow-private"),
            run(app, "fetch"),
            run(app, "fetch", "--allow-private"),
        ]

    assert codes == [Exit.OK, Exit.UNAVAILABLE, Exit.OK]


def test_show_tells_all_about_a_source(capsys):
    with serving({"/feed": FEED}) as server:
        run(app, "add", f"{server.url}/feed", "--owner", "Copper Press")
        del server.answers["/feed"]
        run(app, "fetch")
        capsys.readouterr()
        assert run(app, "show", "the-copper-mail") == Exit.OK

    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert (lines["key"], lines["owner"], lines["failures"]) == ("the-copper-mail", "Copper Press", "1")
    assert lines["remarks"].startswith("The last visit failed: There is nothing at")
    assert lines["last_new"] == "–"


def test_check_names_the_sources_that_are_not_well(capsys):
    with serving({"/feed": FEED}) as server:
        run(app, "add", f"{server.url}/feed")
        assert run(app, "check") == Exit.OK
        server.answers["/feed"] = Answer(status=410)
        run(app, "fetch")
        capsys.readouterr()
        codes = [run(app, "check"), run(app, "list"), run(app, "check", "--json")]

    shown = capsys.readouterr()
    assert codes == [Exit.FINDINGS, Exit.OK, Exit.FINDINGS]
    assert shown.err == ""
    assert shown.out.startswith(f"the-copper-mail: Not visited any more: {server.url}/feed is gone for good")
    assert shown.out.count("Not visited any more") == 3


def test_remove_keeps_the_articles_and_visits_no_more(capsys):
    with serving({"/feed": FEED}) as server:
        run(app, "add", f"{server.url}/feed")
        run(app, "fetch")
        codes = [run(app, "remove", "the-copper-mail"), run(app, "fetch"), run(app, "remove", "the-copper-mail")]

    assert codes == [Exit.OK, Exit.OK, Exit.CONFLICT]
    assert len(server.requests) == 2
    capsys.readouterr()
    run(article.app, "list", "--days", 9999, "--json")
    assert len(json.loads(capsys.readouterr().out)) == 1
    run(app, "list")
    assert "files" in capsys.readouterr().out


def test_list_without_a_source_prints_nothing_but_a_line_for_the_person(capsys):
    assert run(app, "list") == Exit.OK
    assert capsys.readouterr() == ("", "No source yet; “digest source add URL” makes one.\n")
