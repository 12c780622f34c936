"""How fast the ledger is: claim and record, against the same rows through raw sqlite3 in the same run.

The last lines are for readers who have had the mail of another edition, of which each has to be asked.

python -m tests.benchmarks.bench_ledger [READERS]
"""

import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from sqlalchemy import text

from digest.core.delivery import Outcome, Receipt, next_step
from digest.db import deliveries, selections
from digest.db.deliveries import Result
from digest.db.received import Others, received
from digest.db.store import Store
from tests import databases
from tests.builders import NOON
from tests.db.given import a_planned_issue_in, an_edition_in, an_issue_in, readers_in

ROUNDS = 5
WINDOWS = (10, 100, 1_000)
ANSWER = Receipt(Outcome.ACCEPTED, 250, "2.0.0", "queued as 4Wx")


def through_the_ledger(store: Store, window: int, *, others: Others | None = None) -> int:
    """Claim and record every delivery, one transaction for the end of a window and the start of the next."""
    results: list[Result] = []
    done = 0
    while True:
        with store.writing() as session:
            deliveries.record(session, results, now=NOON)
            claims = deliveries.claim(session, 1, limit=window, now=NOON)
            received(session, [claim.subscriber.id for claim in claims], others)
        if not claims:
            return done
        done += len(claims)
        results = [
            Result(claim.delivery_id, ANSWER, next_step(ANSWER, attempt=claim.attempt, now=NOON), others and 1)
            for claim in claims
        ]


def through_sqlite3(connection: sqlite3.Connection, window: int) -> int:
    """The least that could be done: ids alone, no reader looked up, no value made."""
    done, ids = 0, list[int]()
    while True:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "UPDATE delivery SET state = 'accepted', code = 250, enhanced = '2.0.0', reply = ?, updated_at = ? "
            "WHERE id = ? AND state = 'sending'",
            ((ANSWER.text, str(NOON), delivery_id) for delivery_id in ids),
        )
        ids = [
            row[0]
            for row in connection.execute(
                "UPDATE delivery SET state = 'sending', due_at = NULL, attempt = attempt + 1 WHERE id IN "
                "(SELECT id FROM delivery WHERE issue_id = 1 AND due_at <= '9999-12-31' "
                "ORDER BY due_at, id LIMIT ?) RETURNING id",
                (window,),
            )
        ]
        connection.execute("COMMIT")
        if not ids:
            return done
        done += len(ids)


def with_a_second_edition(store: Store, *, readers: int) -> Others:
    """The same readers have had an issue of another edition, and what it showed is written down."""
    second = an_edition_in(store, "sahel")
    readers_in(store, second, readers)
    issue = an_issue_in(store, second)
    with store.writing() as session:
        deliveries.plan(session, issue.id, second.id, now=NOON)
        shown = selections.add(session, issue.id, (1, 2, 3))
        session.execute(
            text(
                "UPDATE delivery SET state = 'accepted', due_at = NULL, selection_id = :shown WHERE issue_id = :id"
            ),
            {"shown": shown, "id": issue.id},
        )
    return Others(1, (issue.id,), (), newest=issue.id)


def rate(run: Callable[[], int], reset: Callable[[], None]) -> float:
    """Rows a second of one run over a ledger that is queued whole."""
    reset()
    start = perf_counter()
    return run() / (perf_counter() - start)


def compare(
    ours: Callable[[], int], theirs: Callable[[], int], reset: Callable[[], None]
) -> tuple[float, float, float]:
    """Rows a second of both, and their ratio: medians of rounds in which one follows the other."""
    rounds = [(rate(ours, reset), rate(theirs, reset)) for _ in range(ROUNDS)]
    ratio = statistics.median(mine / other for mine, other in rounds)
    mine, other = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    return mine, other, ratio


def main(readers: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        databases.migrated_sqlite(Path(folder))
        with databases.opened(databases.sqlite_url(Path(folder))) as store:
            a_planned_issue_in(store, readers=readers)
            raw = sqlite3.connect(Path(folder) / "digest.db", isolation_level=None)
            raw.execute("PRAGMA synchronous = NORMAL")

            def requeue() -> None:
                queued = "state = 'queued', attempt = 0, due_at = '2026-03-05 11:00'"
                with store.writing() as session:
                    session.execute(text(f"UPDATE delivery SET {queued} WHERE issue_id = 1"))
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

            ledger = partial(through_the_ledger, store)
            for window in WINDOWS:
                ours, theirs, ratio = compare(
                    partial(ledger, window), partial(through_sqlite3, raw, window), requeue
                )
                print(f"window {window:5}: {ours:9,.0f} rows/s, sqlite3 {theirs:9,.0f} rows/s, ratio {ratio:.2f}")
            others = with_a_second_edition(store, readers=readers)
            for window in WINDOWS:
                two, one, ratio = compare(partial(ledger, window, others=others), partial(ledger, window), requeue)
                print(f"window {window:5}: {two:9,.0f} rows/s, one edition {one:9,.0f} rows/s, ratio {ratio:.2f}")
            raw.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
