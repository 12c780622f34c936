"""How long the articles of one day take to be found among ten million, against one look at the table itself.

python -m tests.benchmarks.bench_window [ARTICLES]

The goal is ten million; filling the tables takes minutes, so that a tenth of it is what runs without an argument.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import text

from digest.core.cadence import Window
from digest.core.category import CATEGORIES
from digest.db import articles, migrate, sources
from digest.db.store import Store
from tests import databases
from tests.builders import NOON, a_source

ARTICLES = 1_000_000
DAYS = 1_000
LIMIT = 0.1
"""Seconds that the house promises."""
HOME = ("BJ", "BF", "CI", "ML", "NE", "CF", "ZM", "TG")
CODES = (
    "BJ BF CI ML NE CF ZM TG AO BI BW CD CG CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG MR MU MW "
    "MZ NA NG RW SC SD SL SN SO SS ST SZ TD TN TZ UG ZA ZW "
)
WIDTH = max(map(len, CATEGORIES)) + 1
ROUNDS = 15

ARTICLE = """
INSERT INTO article (id, source_id, url, title, lead, body, words, published_at, countries, category, language,
  evidence, unknown_labels, version_at, revision, first_seen, updated_at)
SELECT i, 1, 'https://echo.example/' || i, 'Nouvelle du jour ' || i, 'Deux phrases. Une autre.', '', 0, {moment},
  substr(:codes, (i % :countries) * 3 + 1, 2),
  trim(substr(:categories, ((i / :countries) % :count) * :width + 1, :width)), 'fr', '[]', '',
  {moment}, 1, {moment}, {moment}
FROM {numbers}
"""
LINK = """
INSERT INTO article_country (article_id, country, category, published_at)
SELECT id, countries, category, published_at FROM article
"""
_NUMBERS = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :articles) SELECT i FROM n"
IN_SQLITE = {"numbers": f"({_NUMBERS})", "moment": "datetime(:end - i * :step, 'unixepoch') || '.000000'"}
IN_POSTGRESQL = {"numbers": "generate_series(1, :articles) AS i", "moment": "to_timestamp(:end - i * :step)"}


def fill(store: Store, count: int) -> None:
    """`count` articles, evenly over DAYS until noon, countries and categories."""
    dialect = IN_POSTGRESQL if store.is_shared else IN_SQLITE
    values = {
        "articles": count,
        "end": NOON.timestamp(),
        "step": DAYS * 86_400 / count,
        "codes": CODES,
        "countries": len(CODES) // 3,
        "categories": "".join(category.ljust(WIDTH) for category in CATEGORIES),
        "count": len(CATEGORIES),
        "width": WIDTH,
    }
    with store.writing() as session:
        sources.save(session, a_source())
        session.execute(text(ARTICLE.format(**dialect)), values)
        session.execute(text(LINK))
        session.execute(text("ANALYZE"))


def seconds(work: Callable[[], object]) -> float:
    """Seconds that `work` takes, the median of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def measure(kind: str, store: Store, count: int) -> None:
    migrate.upgrade(store)
    start = perf_counter()
    fill(store, count)
    filled = perf_counter() - start
    day = Window(NOON - timedelta(days=1), NOON)
    with store.reading() as session:
        found = articles.in_window(session, day, HOME)
        window = seconds(lambda: articles.in_window(session, day, HOME))
        bare = seconds(lambda: session.execute(text("SELECT count(*) FROM article WHERE id < 10000")).scalar())
    print(
        f"{kind}: {count:,} articles, filled in {filled:.0f} s; {len(found):,} of a day in {window * 1000:.1f} ms"
    )
    print(f"  {window / LIMIT:.2f} of the limit; to count 10,000 rows takes {bare * 1000:.1f} ms")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, databases.opened(databases.sqlite_url(Path(folder))) as store:
        measure("SQLite", store, count)
    server = databases.start_postgres()
    with databases.opened(databases.make_postgres_database(server, "bench_window")) as store:
        measure("PostgreSQL", store, count)
    server.cleanup()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
