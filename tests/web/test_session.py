"""The session cookie: what it promises to the browser, and what we do not take for one."""

from datetime import datetime, timedelta
from http.cookies import SimpleCookie

import pytest
from fastapi import Response
from sqlalchemy import text

from digest.core.role import Role
from digest.db import editors
from digest.db.editors import Editor
from digest.db.store import Store
from digest.web.session import IDLE, LONGEST, Sessions
from tests.builders import NOON

KOFFI = Editor(1, "koffi@lalagune.example", "Koffi", Role.CHIEF)


@pytest.fixture
def sessions(sqlite_store: Store) -> Sessions:
    with sqlite_store.writing() as db:
        editors.add(db, email=KOFFI.email, name=KOFFI.name, password_hash="", role=KOFFI.role, now=NOON)
    return Sessions(sqlite_store, secure=True)


def cookies_of(response: Response) -> dict[str, str]:
    return {name: morsel.value for name, morsel in SimpleCookie(response.headers["set-cookie"]).items()}


def signed_in(sessions: Sessions, *, now: datetime = NOON) -> dict[str, str]:
    response = Response()
    sessions.begin(response, KOFFI, now=now)
    return cookies_of(response)


def test_session_is_read_back(sessions: Sessions) -> None:
    session = sessions.read(signed_in(sessions), now=NOON + timedelta(hours=1))
    assert session is not None
    assert (session.editor, session.began_at, session.seen_at) == (KOFFI, NOON, NOON)
    assert session.allows(session.csrf)
    assert not session.allows("")
    assert not session.allows("ünïcödé")


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-digest"), (False, "digest")])
def test_session_cookie_is_kept_from_scripts_and_other_sites(
    sessions: Sessions, sqlite_store: Store, secure: bool, name: str
) -> None:
    response = Response()
    Sessions(sqlite_store, secure=secure).begin(response, KOFFI, now=NOON)
    cookie = SimpleCookie(response.headers["set-cookie"])[name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "lax", "/", "")
    assert bool(cookie["secure"]) is secure


def test_session_ends_after_a_week_even_if_it_is_used(sessions: Sessions) -> None:
    cookies, now = signed_in(sessions), NOON
    while (session := sessions.read(cookies, now=now)) is not None:
        sessions.keep(Response(), session, now=now)
        now += IDLE
    assert LONGEST < now - NOON <= LONGEST + IDLE


def test_session_that_is_only_read_writes_nothing(sessions: Sessions) -> None:
    session = sessions.read(signed_in(sessions), now=NOON)
    assert session is not None
    soon, later = Response(), Response()
    sessions.keep(soon, session, now=NOON + timedelta(seconds=59))
    sessions.keep(later, session, now=NOON + timedelta(seconds=60))
    assert ("set-cookie" in soon.headers, "set-cookie" in later.headers) == (False, True)


def test_session_is_over_at_once_when_it_is_ended_elsewhere(sessions: Sessions) -> None:
    cookies = signed_in(sessions)
    session = sessions.read(cookies, now=NOON)
    assert session is not None
    sessions.end(Response(), session)
    assert sessions.read(cookies, now=NOON) is None


def test_copy_of_the_database_signs_nobody_in(sessions: Sessions, sqlite_store: Store) -> None:
    signed_in(sessions)
    with sqlite_store.reading() as db:
        stored = db.execute(text("SELECT token_hash FROM session")).scalar_one()
    assert sessions.read({"__Host-digest": stored}, now=NOON) is None


@pytest.mark.parametrize("value", ["", ".", "a.b", "é", "WzFd.x", "x" * 5000])
def test_session_is_not_taken_from_nonsense(sessions: Sessions, value: str) -> None:
    signed_in(sessions)
    assert sessions.read({"__Host-digest": value}, now=NOON) is None
