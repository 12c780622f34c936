"""The session cookie: what it promises to the browser, and what we do not take for one."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from fastapi import Response

from digest.db.editors import Editor
from digest.web.session import IDLE, LONGEST, Sessions
from tests.builders import NOON

KOFFI = Editor(1, "koffi@lalagune.example", "Koffi")
SESSIONS = Sessions(b"s" * 32, secure=True)


def cookies_of(response: Response) -> dict[str, str]:
    return {name: morsel.value for name, morsel in SimpleCookie(response.headers["set-cookie"]).items()}


def signed_in(sessions: Sessions = SESSIONS) -> dict[str, str]:
    response = Response()
    sessions.begin(response, KOFFI, now=NOON)
    return cookies_of(response)


def test_session_is_read_back() -> None:
    session = SESSIONS.read(signed_in(), now=NOON + timedelta(hours=1))
    assert session is not None
    assert (session.email, session.name, session.began_at, session.seen_at) == (KOFFI.email, "Koffi", NOON, NOON)
    assert session.allows(session.csrf)
    assert not session.allows("")
    assert not session.allows("ünïcödé")


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-digest"), (False, "digest")])
def test_session_cookie_is_kept_from_scripts_and_other_sites(secure: bool, name: str) -> None:
    response = Response()
    Sessions(b"s" * 32, secure=secure).begin(response, KOFFI, now=NOON)
    cookie = SimpleCookie(response.headers["set-cookie"])[name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "lax", "/", "")
    assert bool(cookie["secure"]) is secure


def test_session_ends_after_a_week_even_if_it_is_used() -> None:
    cookies, now = signed_in(), NOON
    while (session := SESSIONS.read(cookies, now=now)) is not None:
        response = Response()
        SESSIONS.keep(response, session, now=now)
        cookies, now = cookies_of(response), now + IDLE
    assert LONGEST < now - NOON <= LONGEST + IDLE


def test_session_is_not_taken_from_another_secret() -> None:
    assert Sessions(b"t" * 32, secure=True).read(signed_in(), now=NOON) is None


@pytest.mark.parametrize("value", ["", ".", "a.b", "é", "WzFd.x", "x" * 5000])
def test_session_is_not_taken_from_nonsense(value: str) -> None:
    assert SESSIONS.read({"__Host-digest": value}, now=NOON) is None


def test_session_is_not_taken_from_a_changed_cookie() -> None:
    value = signed_in()["__Host-digest"]
    for place in range(0, len(value), 7):
        changed = value[:place] + ("A" if value[place] != "A" else "B") + value[place + 1 :]
        assert SESSIONS.read({"__Host-digest": changed}, now=NOON) is None
