"""Sources: saved by key, and what a visit leaves behind."""

from datetime import timedelta

import pytest

from digest.core.errors import NotFound
from digest.core.polling import NEVER
from digest.db import sources
from digest.db.sources import StoredSource
from digest.db.store import Store
from tests.builders import NOON, a_source

HOUR = timedelta(hours=1)


def test_save_keeps_a_source_as_it_is(store: Store) -> None:
    source = a_source(url="https://echo.example/feed", weight=0.8)

    with store.writing() as session:
        source_id = sources.save(session, source)

    with store.reading() as session:
        assert sources.find(session, "echo") == StoredSource(source_id, source)


def test_save_changes_the_source_of_that_key(store: Store) -> None:
    with store.writing() as session:
        first = sources.save(session, a_source(weight=0.2))
        second = sources.save(session, a_source(weight=0.9, owner=None))

    with store.reading() as session:
        assert sources.every(session) == [StoredSource(first, a_source(weight=0.9, owner=None))]
    assert second == first


def test_every_is_in_the_order_of_keys(store: Store) -> None:
    with store.writing() as session:
        for key in ("sahel", "delta", "lagune"):
            sources.save(session, a_source(key))

    with store.reading() as session:
        assert [stored.source.key for stored in sources.every(session)] == ["delta", "lagune", "sahel"]


def test_find_an_unknown_key_says_where_to_look(store: Store) -> None:
    with store.reading() as session, pytest.raises(NotFound, match="no source “nowhere”; “digest source list”"):
        sources.find(session, "nowhere")


def test_record_visit_keeps_what_the_next_visit_needs(store: Store) -> None:
    modified = "Thu, 05 Mar 2026 11:00:00 GMT"
    with store.writing() as session:
        source_id = sources.save(session, a_source(kind="wordpress"))
        sources.record_failure(
            session, source_id, at=NOON - HOUR, failure="404 Not Found", failures=3, next_visit_at=NOON
        )
        sources.record_visit(
            session,
            source_id,
            at=NOON,
            etag='"a1"',
            last_modified=modified,
            next_visit_at=NOON + HOUR,
            last_new_at=NOON,
            cursor="2026-03-05T10:00:00+00:00",
        )
        sources.save(session, a_source(name="L’Écho", kind="wordpress"))

    with store.reading() as session:
        assert sources.find(session, "echo") == StoredSource(
            source_id,
            a_source(name="L’Écho", kind="wordpress"),
            etag='"a1"',
            last_modified=modified,
            visited_at=NOON,
            next_visit_at=NOON + HOUR,
            last_new_at=NOON,
            cursor="2026-03-05T10:00:00+00:00",
        )


def test_record_failure_keeps_why_and_what_the_last_good_visit_learned(store: Store) -> None:
    with store.writing() as session:
        source_id = sources.save(session, a_source())
        sources.record_visit(
            session, source_id, at=NOON, etag='"a1"', last_modified=None, next_visit_at=NOON, last_new_at=NOON
        )
        sources.record_failure(
            session, source_id, at=NOON + HOUR, failure="404 Not Found", failures=1, next_visit_at=NEVER
        )

    with store.reading() as session:
        assert sources.find(session, "echo") == StoredSource(
            source_id,
            a_source(),
            etag='"a1"',
            visited_at=NOON + HOUR,
            failure="404 Not Found",
            next_visit_at=NEVER,
            failures=1,
            last_new_at=NOON,
        )


def test_forget_leaves_the_source_without_an_address(store: Store) -> None:
    with store.writing() as session:
        source_id = sources.save(session, a_source(url="https://echo.example/feed"))
        sources.record_failure(session, source_id, at=NOON, failure="404", failures=1, next_visit_at=NEVER)
        sources.forget(session, source_id)

    with store.reading() as session:
        assert sources.every(session) == [StoredSource(source_id, a_source(), visited_at=NOON)]
