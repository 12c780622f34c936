"""Sessions of editors: found by what the browser carries, gone with the editor."""

from datetime import timedelta

from sqlalchemy import text

from digest.core.role import Role
from digest.db import editors, sessions
from digest.db.editors import Editor
from digest.db.sessions import StoredSession
from digest.db.store import Store
from tests.builders import NOON


def signed_in(store: Store, *tokens: str) -> Editor:
    with store.writing() as session:
        awa = editors.add(
            session, email="awa@lalagune.example", name="Awa", password_hash="", role=Role.CHIEF, now=NOON
        )
        for token in tokens:
            sessions.begin(session, token, awa.id, now=NOON)
    return awa


def found(store: Store, token: str) -> StoredSession | None:
    with store.reading() as session:
        return sessions.find(session, token)


def test_session_is_found_with_its_editor_as_of_now(store: Store) -> None:
    awa = signed_in(store, "a")

    assert found(store, "a") == StoredSession(awa, NOON, NOON)
    assert found(store, "b") is None


def test_session_lives_on(store: Store) -> None:
    awa = signed_in(store, "a")
    later = NOON + timedelta(hours=1)

    with store.writing() as session:
        sessions.keep(session, "a", now=later)

    assert found(store, "a") == StoredSession(awa, NOON, later)


def test_session_ends_alone_or_with_all_of_its_editor(store: Store) -> None:
    awa = signed_in(store, "a", "b", "c")

    with store.writing() as session:
        sessions.end(session, "a")
    assert (found(store, "a"), found(store, "b") is not None) == (None, True)
    with store.writing() as session:
        assert sessions.end_all_of(session, awa.id) == 2
    assert (found(store, "b"), found(store, "c")) == (None, None)


def test_sessions_that_nobody_uses_are_forgotten(store: Store) -> None:
    signed_in(store, "a")
    with store.writing() as session:
        sessions.keep(session, "a", now=NOON + timedelta(hours=1))
        sessions.forget_idle(session, before=NOON + timedelta(hours=1))
    assert found(store, "a") is not None
    with store.writing() as session:
        sessions.forget_idle(session, before=NOON + timedelta(hours=2))
    assert found(store, "a") is None


def test_session_goes_with_its_editor(store: Store) -> None:
    signed_in(store, "a")
    with store.writing() as session:
        session.execute(text("DELETE FROM editor"))
    assert found(store, "a") is None
