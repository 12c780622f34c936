import json

import pytest

from digest.cli.article import app
from digest.cli.exits import Exit
from tests.cli.command import run
from tests.wire.samples import FOLDER


@pytest.fixture(autouse=True)
def _database(sqlite_url, monkeypatch):
    monkeypatch.setenv("DIGEST_DATABASE_URL", sqlite_url)


def test_import_says_what_it_did_and_the_second_time_that_it_did_nothing(capsys):
    first = run(app, "import", FOLDER / "feed.atom", FOLDER / "page.txt")
    again = run(app, "import", FOLDER / "feed.atom", FOLDER / "page.txt")

    assert (first, again) == (Exit.OK, Exit.OK)
    assert capsys.readouterr().err == ("5 new, 0 changed, 0 known already.\n0 new, 0 changed, 5 known already.\n")


def test_import_keeps_the_good_rows_and_reports_the_broken_ones_by_line(capsys):
    code = run(app, "import", FOLDER / "articles.jsonl", "--json")

    shown = capsys.readouterr()
    assert code == Exit.PARTIAL
    assert json.loads(shown.out) == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "broken": [
            {"where": f"{FOLDER / 'articles.jsonl'}, line 2", "why": "is not JSON"},
            {"where": f"{FOLDER / 'articles.jsonl'}, line 3", "why": "is not a JSON object"},
        ],
    }
    assert shown.err.splitlines()[0] == f"{FOLDER / 'articles.jsonl'}, line 2 is not JSON."


def test_import_goes_on_after_a_file_that_cannot_be_read(capsys):
    assert run(app, "import", "missing.csv", FOLDER / "feed.atom") == Exit.PARTIAL
    assert capsys.readouterr().err == (
        "missing.csv cannot be read: No such file or directory.\n1 new, 0 changed, 0 known already.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.csv"], "digest: missing.csv cannot be read: No such file or directory."),
        (["missing.csv", "gone.csv"], "digest: gone.csv cannot be read: No such file or directory."),
        (["broken.jsonl"], "digest: No article could be taken in; the lines above tell why."),
        (["broken.jsonl", "--published", "hier"], "digest: “hier” is not a date; write one such as"),
        (["a.txt", "b.txt", "--url", "https://e.example/"], "digest: --url is the address of one page"),
        (["broken.jsonl", "--source", "Pas une clé"], "digest: “Pas une clé” cannot be the key of a source"),
    ],
)
def test_import_of_nothing_usable_is_one_sentence_and_an_exit_code(
    capsys, tmp_path, monkeypatch, arguments, words
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.jsonl").write_text('{"url": "https://e.example/1"}\n{')

    assert run(app, "import", *arguments) == Exit.INVALID
    assert capsys.readouterr().err.splitlines()[-1].startswith(words)


def test_import_passes_on_what_the_person_knows_better(capsys):
    known = ["--source", "atakora", "--source-name", "Atakora Info", "--published", "2026-03-05T08:00Z"]

    assert run(app, "import", FOLDER / "page.txt", *known, "--url", "https://atakora.example/ecole") == Exit.OK
    capsys.readouterr()
    run(app, "list", "--days", 36500, "--country", "tg", "--country", "BJ", "--json")
    togo, benin = json.loads(capsys.readouterr().out)
    assert (togo["published"], togo["source"], togo["countries"]) == (
        "2026-03-05T08:00:00+00:00",
        "atakora",
        ["TG"],
    )
    assert (benin["url"], benin["category"]) == ("https://atakora.example/ecole", "health")


def test_list_shows_the_newest_first_up_to_the_limit(capsys):
    run(app, "import", FOLDER / "feed.rss")
    capsys.readouterr()

    assert run(app, "list", "--days", 36500, "--limit", 1) == Exit.OK
    header, line = capsys.readouterr().out.splitlines()
    assert header.split() == ["id", "published", "countries", "category", "source", "mark", "title"]
    assert line.split()[1:7] == ["2026-03-05", "07:30", "BJ", "environment", "echo-du-zou", "normal"]


def test_list_chooses_by_category(capsys):
    run(app, "import", FOLDER / "feed.rss", FOLDER / "posts.json")
    capsys.readouterr()

    run(app, "list", "--days", 36500, "--category", "education", "--json")
    assert [article["title"] for article in json.loads(capsys.readouterr().out)] == [
        "Niger : l’école rouvre à Zinder"
    ]


def test_list_without_an_article_tells_where_to_look(capsys):
    assert run(app, "list", "--days", 7, "--json") == Exit.OK
    assert capsys.readouterr() == (
        "[]\n",
        "Nothing was published in the last 7 days; --days looks further back.\n",
    )
