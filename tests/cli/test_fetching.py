"""A round of visits as a terminal shows it; tests/cli/test_source.py holds the lines that come elsewhere."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cli.fetching import Board
from digest.db import sources
from digest.db.sources import StoredSource
from digest.sources.reading import Broken
from digest.wire.intake import Report
from digest.wire.visit import HOSTS_AT_ONCE, Visit
from tests import databases
from tests.builders import a_source
from tests.web_server import Answer, serving
from tests.wire.samples import sample

COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|38;)[0-9;]*m")


def a_board(*urls: str) -> Board:
    return Board([StoredSource(number, a_source(f"s{number}", url=url)) for number, url in enumerate(urls)])


def asked(board: Board) -> list[str]:
    """The hosts whose turn it is."""
    return str(board.__rich__().renderables[1]).split()


def test_board_shows_the_hosts_whose_turn_it_is():
    one_host = [f"https://zou.example/{number}" for number in range(2)]
    board = a_board(*one_host, *(f"https://s{number}.example/feed" for number in range(HOSTS_AT_ONCE)))

    assert asked(board) == ["zou.example", *(f"s{number}.example" for number in range(HOSTS_AT_ONCE - 1))]
    board.take(Visit("s0"))
    assert asked(board)[0] == "zou.example"
    board.take(Visit("s1"))
    assert asked(board) == [f"s{number}.example" for number in range(HOSTS_AT_ONCE)]


def test_board_sums_up():
    board = a_board("https://a.example/", "https://b.example/", "https://c.example/")
    board.take(Visit("s0", Report(new=3, broken=(Broken("here", "has no link"),))))
    board.take(Visit("s1"))
    board.take(Visit("s2", failure="The host cannot be found."))

    assert (board.in_words, asked(board)) == (
        "3 sources, 1 failed: 3 new, 0 changed, 0 known already, 1 broken.",
        [],
    )
    assert a_board("https://a.example/").in_words == "1 source: 0 new, 0 changed, 0 known already."


@pytest.fixture
def fetched(sqlite_url, tmp_path):
    """What a person sees at a terminal of 120 columns who fetches two sources, one of which is gone."""

    def fetch(*options: str, **environment: str) -> str:
        with serving({"/feed": Answer(sample("feed.atom"))}) as server:
            with databases.opened(sqlite_url) as store, store.writing() as session:
                sources.save(session, a_source("lost", url=f"{server.url}/lost"))
                sources.save(session, a_source("mail", url=f"{server.url}/feed"))
            settings = {"DIGEST_DATABASE_URL": sqlite_url, "DIGEST_ALLOW_PRIVATE": "1", "COLUMNS": "120"}
            kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
            return at_a_terminal(
                [str(Path(sys.executable).parent / "digest"), "source", "fetch", *options],
                kept | settings | {"TERM": "xterm"} | environment,
                tmp_path,
            )

    return fetch


def at_a_terminal(command: list[str], environment: dict[str, str], folder: Path) -> str:
    """What a program writes on a terminal, with all that moves the cursor."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        command, stdin=its, stdout=subprocess.DEVNULL, stderr=its, env=environment, cwd=folder
    ) as program:
        os.close(its)
        seen = b""
        while part := read(ours):
            seen += part
    os.close(ours)
    assert program.returncode == 9
    return seen.decode()


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the program has ended: so Linux says that there is no more
        return b""


def test_fetch_at_a_terminal_shows_a_board_and_what_went_wrong_above_it(fetched):
    seen = fetched()

    assert "Fetching" in seen
    assert "1 failed" in seen
    assert re.search(r"lost: There is nothing at http://127\.0\.0\.1:\d+/lost: the server answers 404", seen)
    assert "mail: 1 new" not in seen
    assert seen.splitlines()[-1].endswith("2 sources, 1 failed: 1 new, 0 changed, 0 known already.")
    assert COLOUR.search(seen)


def test_fetch_at_a_terminal_does_without_colours_if_they_are_not_wanted(fetched):
    seen = fetched(NO_COLOR="1")

    assert "Fetching" in seen
    assert not COLOUR.search(seen)


@pytest.mark.parametrize(("options", "term"), [(["--quiet"], "xterm"), (["--json"], "xterm"), ([], "dumb")])
def test_fetch_shows_no_board_where_it_is_not_wanted_or_not_possible(fetched, options, term):
    seen = fetched(*options, TERM=term)

    assert "\x1b" not in seen
    assert "/2 lost: There is nothing at" in seen
