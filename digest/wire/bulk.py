"""Takes in the batches of a large file, several at a time: each by a process that prepares and stores it."""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime

from digest.core.article import RawItem, Source
from digest.core.errors import Unavailable
from digest.core.labels import Decisions
from digest.db.store import Store, open_store
from digest.sources.reading import Broken
from digest.sources.records import Batch
from digest.wire.given import Given
from digest.wire.intake import Report, put_away
from digest.wire.prepare import Prepared, prepare_all

_MOST_PROCESSES = 4
"""More of them wait for each other: a database takes in one batch at a time."""
_AHEAD = 2
"""Batches that wait for each process; no more, so that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Preparer:
    """Makes articles of the records of a file: all that this takes, to be handed to another process."""

    given: Given
    usual: Source
    """The source of records that name none."""
    decided: Decisions
    now: datetime
    """That of the whole import, so that the order of its batches does not matter."""

    def prepare(self, batch: Batch) -> dict[Source, Prepared]:
        """The articles of a batch, by source."""
        entries: dict[Source, list[RawItem | Broken]] = {}
        for entry in batch.read():
            source, placed = self.given.place(entry, usual=self.usual)
            entries.setdefault(source, []).append(placed)
        return {
            source: prepare_all(of_source, source, decided=self.decided, now=self.now)
            for source, of_source in entries.items()
        }


def take_in_batches(
    store: Store, preparer: Preparer, batches: Iterable[Batch], *, in_parallel: bool
) -> Iterator[Report]:
    """Store each batch in a transaction of its own, and tell what became of it, in the order of the batches.

    Raises Unavailable if a process is killed, which the kernel does where memory runs out.
    """
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if not in_parallel or processes == 1:
        yield from (put_away(store, preparer.prepare(batch), now=preparer.now) for batch in batches)
        return
    # Spawned and not forked: our process has a database open, and maybe threads.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, spawn, initializer=_open, initargs=(store.address,)) as pool:
        waiting: deque[Future[Report]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_take_in, preparer, batch))
                if len(waiting) > _AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise Unavailable("A process that read the file was killed; import it again for the rest.") from error
        finally:
            pool.shutdown(cancel_futures=True)


_store: Store
"""Of a process that takes in batches: opened when it starts, and its own until it ends."""


def _open(address: str) -> None:
    global _store  # noqa: PLW0603 — what a pool starts a process with has no other place
    # Ctrl-C reaches every process of a terminal; ours ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _store = open_store(address)
    # What is in memory by now stays: the collector need not look at all of it again and again.
    gc.freeze()


def _take_in(preparer: Preparer, batch: Batch) -> Report:
    return put_away(_store, preparer.prepare(batch), now=preparer.now)
