import json

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
