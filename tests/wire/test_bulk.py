"""Large files: batch by batch, by several processes, with what one batch at a time would give."""

import json
import os
import signal
from pathlib import Path

import pytest

from digest.core.article import Source
from digest.core.errors import Unavailable
from digest.core.labels import Decisions
from digest.db.store import Store
from digest.sources.records import Batch, open_batches
from digest.wire.bulk import Preparer, take_in_batches
from digest.wire.files import LARGE, import_file
from digest.wire.given import NOTHING_GIVEN, Given
from digest.wire.intake import Report
from digest.wire.prepare import Prepared
from tests.builders import NOON
from tests.required import skip_unless
from tests.wire.window import all_articles

PREPARER = Preparer(NOTHING_GIVEN, Source("echo", "Écho"), Decisions({}, {"echo": {"crues": "disaster"}}), NOON)


def lines(count: int) -> str:
    body = "Mot. " * 500
    rows = (
        {"url": f"https://echo.example/{n}", "title": f"Bénin : nouvelle {n}", "category": "Crues", "body": body}
        for n in range(count)
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def large_file(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text(lines(LARGE // 2_500))
    assert path.stat().st_size > LARGE
    return path


def test_take_in_batches_in_parallel_tells_of_each_in_its_order(store: Store, large_file: Path) -> None:
    with open_batches(large_file) as batches:
        some = list(batches or ())

    reports = list(take_in_batches(store, PREPARER, some, in_parallel=True))
    again = list(take_in_batches(store, PREPARER, some, in_parallel=False))

    assert len(some) > 2
    assert reports == [Report(new=len(batch.records)) for batch in some]
    assert again == [Report(unchanged=len(batch.records)) for batch in some]
    assert {article.category for article in all_articles(store)} == {"disaster"}


def test_import_of_a_large_file_takes_all_of_it_once(store: Store, large_file: Path) -> None:
    with large_file.open("a") as file:
        file.write('{"url": "https://echo.example/none"}\n')
    count = LARGE // 2_500

    first = import_file(store, large_file, now=NOON)

    assert (first.new, [broken.why for broken in first.broken]) == (count, ["has no title"])
    assert import_file(store, large_file, now=NOON) == Report(unchanged=count, broken=first.broken)


class Dying(Preparer):
    """A preparer whose process is killed, as by a kernel that is out of memory."""

    def prepare(self, batch: Batch) -> dict[Source, Prepared]:
        os.kill(os.getpid(), signal.SIGKILL)
        return {}


def test_take_in_batches_says_that_a_process_was_killed(sqlite_store: Store, large_file: Path) -> None:
    skip_unless((os.cpu_count() or 1) > 1, "one processor: an import starts no other processes")
    dying = Dying(NOTHING_GIVEN, Source("echo", "Écho"), {}, NOON)

    with open_batches(large_file) as batches, pytest.raises(Unavailable, match="import it again for the rest"):
        list(take_in_batches(sqlite_store, dying, batches or (), in_parallel=True))


def test_import_in_batches_sorts_articles_by_their_source(sqlite_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_text(
        "url,title,source\nhttps://a.example/1,Un,La Lagune\nhttps://a.example/2,Deux,\nhttps://a.example/3,Trois,…\n"
    )

    report = import_file(sqlite_store, path, Given(published_at=NOON), now=NOON)

    assert [broken.why for broken in report.broken] == ["names a source without a letter in it: “…”"]
    sources = {article.title: article.source.key for article in all_articles(sqlite_store)}
    assert sources == {"Un": "la-lagune", "Deux": "a-example"}
