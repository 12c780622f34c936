"""How long issues take from the database to their places, against reading and sorting the same articles.

python -m tests.benchmarks.bench_editions [ARTICLES [EDITIONS]]

One edition over a day of 10,000 articles, then a hundred editions that share the day. Memory is what the process
needs more than before, at its highest.
"""

import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from digest.core.article import Article, NewArticle, Source
from digest.core.words import words
from digest.db import articles, editions, intake, migrate, sources
from digest.db.store import Store
from digest.desk.build import build
from digest.desk.windows import Windows
from tests import databases
from tests.benchmarks.bench_assemble import CLOSES, COUNTRIES, a_day
from tests.builders import NOON, TODAY, a_cadence, a_new_article, an_edition
from tests.circulation.given import make_press

ARTICLES, EDITIONS = 10_000, 100
ONE, ALL, MEMORY = 3.0, 20.0, 150.0
"""Seconds, seconds and MB that the house promises for ARTICLES and EDITIONS."""


def fill(url: str, count: int, number: int) -> None:
    """A day of invented articles, as visits store them, and editions with two home countries each."""
    by_source: dict[Source, list[NewArticle]] = defaultdict(list)
    for article in a_day(count):
        by_source[article.source].append(_new(article))
    with databases.opened(url) as store:
        migrate.upgrade(store)
        with store.writing() as session:
            for source, found in by_source.items():
                intake.take_in(session, sources.save(session, source), found, now=NOON)
            for n in range(number):
                home = (COUNTRIES[n % len(COUNTRIES)], COUNTRIES[(n + 1) % len(COUNTRIES)])
                editions.save(session, an_edition(f"edition-{n:03}", countries=home), now=NOON)


def _new(article: Article) -> NewArticle:
    return a_new_article(
        article.title,
        url=article.url,
        lead=article.lead,
        published_at=article.published_at,
        countries=article.countries,
        category=article.category,
    )


def measure(store: Store, number: int) -> None:
    """Print what one edition takes, and what all of them take together."""
    before = _megabytes()
    least = _seconds(lambda: _read_and_sort(store))
    one = _seconds(lambda: _build(store, 1))
    memory = _megabytes() - before
    together = _seconds(lambda: _build(store, number))
    print(f"reading and sorting alone   {least:6.2f} s")
    print(f"one edition                 {one:6.2f} s   × {one / least:5.1f}   {one / ONE:4.0%} of {ONE:.0f} s")
    shares = f"× {together / least:5.1f}   {together / ALL:4.0%} of {ALL:.0f} s"
    print(f"{number:3} editions together      {together:6.2f} s   {shares}")
    print(f"memory of one edition       {memory:6.0f} MB            {memory / MEMORY:4.0%} of {MEMORY:.0f} MB")


def _build(store: Store, number: int) -> None:
    windows = Windows(store)
    for n in range(number):
        build(store, make_press, f"edition-{n:03}", TODAY, now=CLOSES, windows=windows)


def _read_and_sort(store: Store) -> None:
    with store.reading() as session:
        found = articles.in_window(session, a_cadence().window(TODAY))
    sorted(words(article.title) for article in found)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int, number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = databases.sqlite_url(Path(folder))
        # In a process of its own: the memory that filling takes would hide what building takes.
        filling = get_context("spawn").Process(target=fill, args=(url, count, number))
        filling.start()
        filling.join()
        with databases.opened(url) as store:
            measure(store, number)


if __name__ == "__main__":
    sizes = [int(given) for given in sys.argv[1:]]
    main(*(sizes + [ARTICLES, EDITIONS][len(sizes) :]))
