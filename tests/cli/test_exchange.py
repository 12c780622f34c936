import json
from pathlib import Path

import pytest

from digest.cli.app import app
from digest.cli.exits import Exit
from tests.cli.command import run

FEEDS = """<opml version="2.0"><body>
<outline text="Bénin"><outline type="rss" text="Écho du Zou" xmlUrl="https://zou.example/feed"/></outline>
<outline type="rss" text="Lost"/>
</body></opml>"""


@pytest.fixture(autouse=True)
def _machine(sqlite_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DIGEST_DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feeds.opml").write_text(FEEDS, encoding="utf-8")


def test_import_counts_in_words_and_reports_what_is_broken(capfd):
    assert run(app, "source", "import", "feeds.opml", "--json") == Exit.PARTIAL

    shown = capfd.readouterr()
    assert shown.err == "feeds.opml, line 3 has no xmlUrl.\n1 new, 0 changed, 0 known already, 1 broken.\n"
    assert json.loads(shown.out) == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "broken": [{"where": "feeds.opml, line 3", "why": "has no xmlUrl"}],
    }


def test_export_gives_what_import_takes(capfd):
    run(app, "source", "import", "feeds.opml")

    codes = [run(app, "source", "export", "all.opml"), run(app, "source", "import", "all.opml")]

    assert codes == [Exit.OK, Exit.OK]
    assert capfd.readouterr().err.splitlines()[-1] == "0 new, 0 changed, 1 known already."


def test_export_goes_to_stdout_unless_told_otherwise(capfd):
    assert run(app, "source", "export") == Exit.OK
    assert capfd.readouterr().out.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"')


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<opml><body>", "digest: broken.opml, line 1 is not XML: no element found."),
        (
            "<opml><outline type='rss'/></opml>",
            "digest: No source could be taken in; the lines above tell why.",
        ),
    ],
)
def test_import_of_nothing_usable_is_one_sentence_and_an_exit_code(capfd, tmp_path, content, words):
    (tmp_path / "broken.opml").write_text(content)

    assert run(app, "source", "import", "broken.opml") == Exit.INVALID
    assert capfd.readouterr().err.splitlines()[-1] == words


@pytest.fixture
def two_articles(capfd):
    rows = (
        "url,title,published,country,category\n"
        "https://zou.example/1,'=La crue,2026-03-05T12:00Z,BJ,society\n"
        "https://zou.example/2,Le match,2026-03-06T12:00Z,TG,sport\n"
    )
    Path("rows.csv").write_text(rows, encoding="utf-8")
    run(app, "article", "import", "rows.csv")
    capfd.readouterr()


@pytest.mark.usefixtures("two_articles")
@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ([], ["=La crue", "Le match"]),
        (["--days", 36500], ["=La crue", "Le match"]),
        (["--since", "2026-03-06"], ["Le match"]),
        (["--until", "2026-03-06"], ["=La crue"]),
        (["--country", "tg"], ["Le match"]),
        (["--category", "society"], ["=La crue"]),
        (["--source", "zou-example", "--since", "2026-03-05", "--until", "2026-03-05T12:00Z"], []),
    ],
)
def test_export_of_articles_gives_those_that_were_chosen(capfd, options, titles):
    assert run(app, "article", "export", "--format", "jsonl", *options) == Exit.OK

    shown = capfd.readouterr()
    assert [json.loads(line)["title"] for line in shown.out.splitlines()] == titles
    assert shown.err == {0: "0 articles", 1: "1 article", 2: "2 articles"}[len(titles)] + " written.\n"


@pytest.mark.usefixtures("two_articles")
def test_export_of_articles_into_a_file_is_what_import_takes(capfd):
    codes = [run(app, "article", "export", "--output", "all.csv"), run(app, "article", "import", "all.csv")]

    assert codes == [Exit.OK, Exit.OK]
    assert capfd.readouterr() == ("", "2 articles written.\n0 new, 0 changed, 2 known already.\n")
    assert (
        Path("all.csv").read_text(encoding="utf-8").splitlines()[1].startswith("https://zou.example/1,'=La crue,")
    )


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (
            ["--days", 7, "--since", "2026-03-05"],
            Exit.INVALID,
            "Choose by --days, or by --since and --until; not by",
        ),
        (["--until", "hier"], Exit.INVALID, "“hier” is not a date; write one such as"),
        (["--country", "Togo"], Exit.INVALID, "“Togo” is not the code of a country; write one such as BJ"),
        (["--category", "foot"], Exit.INVALID, "“foot” is not a category; choose from culture"),
        (["--source", "nobody"], Exit.NOT_FOUND, "There is no source “nobody”"),
        (
            ["--output", "none/all.csv"],
            Exit.UNAVAILABLE,
            "none/all.csv cannot be written: No such file or directory.",
        ),
    ],
)
def test_export_of_articles_says_what_it_cannot_choose(capfd, options, code, words):
    assert run(app, "article", "export", "--output", "all.csv", *options) == code

    shown = capfd.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert shown.err.startswith(f"digest: {words}")
    assert not Path("all.csv").exists()
