"""The web door as a list: what it is made of, in order."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from digest.newsroom import Newsroom
from digest.web import api, desk, desk_deeds, health, preferences, preview, public, sign_in, sign_up
from digest.web.door import Door
from digest.web.failures import explain_failures
from digest.web.gate import Gate
from digest.web.headers import SecurityHeaders
from digest.web.house import articles, sending, sources
from digest.web.pages import Pages
from digest.web.session import Sessions
from digest.web.turns import Turns

ROOMS = (
    public,
    preferences,
    sign_up,
    sending,
    desk,
    desk_deeds,
    preview,
    sign_in,
    health,
    api,
    sources,
    articles,
)
"""Each has a router of its own; the first that knows an address answers."""
LARGEST_FORM = 64 * 1024
"""Bytes; the longest field of a form is an opening of 1,500 characters."""


def create_app(newsroom: Newsroom, *, clock: Callable[[], datetime], secure_cookies: bool) -> FastAPI:
    """The desk, the public pages and the articles API; `secure_cookies` says that readers come over HTTPS."""
    app = FastAPI(openapi_url=None, max_body_size=LARGEST_FORM)
    door = Door(
        newsroom=newsroom,
        pages=Pages(),
        sessions=Sessions(newsroom.store, secure=secure_cookies),
        gate=Gate(),
        turns=Turns(),
        clock=clock,
        secure=secure_cookies,
    )
    app.state.door = door
    for room in ROOMS:
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=door.pages.static), name="static")
    explain_failures(app)
    app.add_middleware(SecurityHeaders, secure=secure_cookies)
    return app
