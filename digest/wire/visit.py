"""Visits sources on the web: fetches what is new, many hosts at the same time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from queue import SimpleQueue
from threading import Event

from digest.core.errors import DigestError, InvalidInput
from digest.core.polling import NEVER, after_failure, after_success, is_due, read_retry_after
from digest.db import sources
from digest.db.recent import urls_since
from digest.db.sources import StoredSource
from digest.db.store import Store
from digest.sources.fetch import AskedToWait, Gone
from digest.sources.web import host_and_port
from digest.wire.collect import OVERLAP, collect, since_when
from digest.wire.copies import join_copies
from digest.wire.intake import Report, take_in
from digest.wire.round import Round, one_round

HOSTS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one visit."""

    key: str
    """Of the source."""
    report: Report | None = None
    """None if there was nothing new, or if the visit failed."""
    failure: str | None = None

    @property
    def went_wrong(self) -> bool:
        """Whether the visit failed, or brought items that cannot be used."""
        return self.failure is not None or bool(self.report and self.report.broken)

    @property
    def in_words(self) -> str:
        """The outcome as one sentence."""
        if self.failure:
            return self.failure
        return self.report.in_words if self.report else "Not modified since the last visit."


def choose(store: Store, keys: Sequence[str] = (), *, only_due: bool, now: datetime) -> list[StoredSource]:
    """The sources to visit: those named, or all with an address but those that are gone for good."""
    with store.reading() as session:
        if keys:
            named = [sources.find(session, key) for key in dict.fromkeys(keys)]
        else:
            named = [each for each in sources.every(session) if each.source.url and each.next_visit_at != NEVER]
    for stored in named:
        _address(stored)
    return [each for each in named if not only_due or is_due(each.next_visit_at, now=now)]


def visit_due(store: Store, *, allow_private: bool, clock: Callable[[], datetime]) -> list[Visit]:
    """Fetch every source whose time has come, and take in what it has."""
    due = choose(store, only_due=True, now=clock())
    if not due:
        return []
    with one_round(allow_private=allow_private) as on:
        return list(visit_all(store, due, on, clock=clock))


def visit_all(
    store: Store, chosen: Sequence[StoredSource], on: Round, *, clock: Callable[[], datetime]
) -> Iterator[Visit]:
    """Visit the chosen sources, each outcome as it comes; hosts side by side, the sources of one in turn.

    A source that fails does not keep the others from being visited; a database that fails ends the round. At the
    end of it, what came in is joined with the same texts under other addresses.
    """
    hosts: defaultdict[str, list[StoredSource]] = defaultdict(list)
    for stored in chosen:
        hosts[host_and_port(_address(stored))].append(stored)
    outcomes: SimpleQueue[Visit | Exception] = SimpleQueue()
    is_over = Event()

    def visit_host(of_host: Sequence[StoredSource]) -> None:
        try:
            for stored in of_host:
                if is_over.is_set():
                    return
                outcomes.put(visit(store, stored, on, now=clock()))
        except Exception as error:  # it belongs to whoever waits for the outcomes
            outcomes.put(error)

    threads = ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="visit")
    try:
        for of_host in hosts.values():
            threads.submit(visit_host, of_host)
        for _ in chosen:
            outcome = outcomes.get()
            if isinstance(outcome, Exception):
                raise outcome
            yield outcome
        join_copies(store, now=clock())
    finally:
        is_over.set()
        threads.shutdown(cancel_futures=True)


def visit(store: Store, stored: StoredSource, on: Round, *, now: datetime) -> Visit:
    """Fetch one source and take in what it has; a failure is written down with the source and is no exception."""
    source, url, known = stored.source, _address(stored), _known(store, stored)
    try:
        collected = collect(stored, url, on, known=known)
    except DigestError as error:
        return _failed(store, stored, error, now)
    # Outside of the above: what the database has to say is no fault of the source.
    report = take_in(store, {source: collected.entries}, now=now) if collected.entries is not None else None
    last_new_at = now if report and report.new else stored.last_new_at
    with store.writing() as session:
        if collected.moved_to:
            sources.save(session, replace(source, url=collected.moved_to))
        sources.record_visit(
            session,
            stored.id,
            at=now,
            etag=collected.etag,
            last_modified=collected.last_modified,
            cursor=collected.cursor or stored.cursor,
            last_new_at=last_new_at,
            next_visit_at=after_success(source.key, last_new_at=last_new_at, now=now),
        )
    return Visit(source.key, report)


def _known(store: Store, stored: StoredSource) -> list[str]:
    """What a list of pages may name again, dated like the newest that we have."""
    since = since_when(stored) if stored.source.kind == "sitemap" else None
    if not since:
        return []
    with store.reading() as session:
        return urls_since(session, stored.id, since - OVERLAP)


def _address(stored: StoredSource) -> str:
    if not stored.source.url:
        key = stored.source.key
        raise InvalidInput(f"“{key}” has no web address; “digest source add URL --key {key}” gives it one.")
    return stored.source.url


def _failed(store: Store, stored: StoredSource, error: DigestError, now: datetime) -> Visit:
    failures = stored.failures + 1
    wait = read_retry_after(error.retry_after, now=now) if isinstance(error, AskedToWait) else None
    next_visit_at = after_failure(stored.source.key, failures=failures, now=now, wait=wait)
    with store.writing() as session:
        sources.record_failure(
            session,
            stored.id,
            at=now,
            failure=str(error),
            failures=failures,
            next_visit_at=NEVER if isinstance(error, Gone) else next_visit_at,
        )
    return Visit(stored.source.key, failure=str(error))
