"""Prepares the batches of a large file in other processes, so that one can store while the others compute."""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime

from digest.core.article import RawItem, Source
from digest.core.errors import Unavailable
from digest.core.tagging import NOTHING_MAPPED
from digest.sources.reading import Broken
from digest.sources.records import Batch
from digest.wire.given import Given
from digest.wire.prepare import Prepared, prepare_all

_MOST_PROCESSES = 4
"""More of them wait for the one that stores."""
_AHEAD = 2
"""Batches that wait for each process; no more, so that memory stays flat."""

PreparedBatch = dict[Source, Prepared]


@dataclass(frozen=True, slots=True)
class Preparer:
    """Makes articles of the records of a file: all that this takes, to be handed to another process."""

    given: Given
    usual: Source
    """The source of records that name none."""
    mapped: Mapping[str, Mapping[str, str]]
    """What editors made of the labels of each source, by its key."""
    now: datetime

    def __call__(self, batch: Batch) -> PreparedBatch:
        entries: dict[Source, list[RawItem | Broken]] = {}
        for entry in batch.read():
            source, placed = self.given.place(entry, usual=self.usual)
            entries.setdefault(source, []).append(placed)
        return {
            source: prepare_all(
                of_source, source, mapped=self.mapped.get(source.key, NOTHING_MAPPED), now=self.now
            )
            for source, of_source in entries.items()
        }


def prepare_batches(preparer: Preparer, batches: Iterable[Batch], *, in_parallel: bool) -> Iterator[PreparedBatch]:
    """What comes of each batch, in their order.

    Raises Unavailable if a process is killed, which the kernel does where memory runs out.
    """
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if not in_parallel or processes == 1:
        yield from map(preparer, batches)
        return
    # Spawned and not forked: our process has a database open, and maybe threads.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_prepare_process) as pool:
        waiting: deque[Future[PreparedBatch]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(preparer, batch))
                if len(waiting) > _AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise Unavailable("A process that read the file was killed; import it again for the rest.") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _prepare_process() -> None:
    # Ctrl-C reaches every process of a terminal; ours ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Articles hold no cycles, and the tables of names are large: looking through them takes a tenth of the time.
    gc.set_threshold(50_000)
