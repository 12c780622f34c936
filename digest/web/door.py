"""Door: what handlers may reach, who is asking, and how they answer with a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse

from digest.core.role import Act
from digest.newsroom import Newsroom
from digest.web.gate import Gate
from digest.web.language import choose_language, remember_language
from digest.web.pages import Pages
from digest.web.session import Session, Sessions
from digest.web.turns import Turns


@dataclass(frozen=True, slots=True)
class Door:
    """Everything that the web door needs, made once when it opens."""

    newsroom: Newsroom
    pages: Pages
    sessions: Sessions
    gate: Gate
    turns: Turns
    clock: Callable[[], datetime]
    secure: bool

    def page(
        self, request: Request, name: str, *, status: int = 200, session: Session | None = None, **views: object
    ) -> HTMLResponse:
        """Answer with a page in the reader’s language; the session, if there is one, lives on."""
        language = choose_language(request)
        html = self.pages.render(name, language, session=session, path=request.url.path, **views)
        response = HTMLResponse(html, status, headers={"Vary": "Accept-Language, Cookie"})
        remember_language(request, response, secure=self.secure)
        if session:
            self.sessions.keep(response, session, now=self.clock())
        return response


class SignInNeeded(Exception):
    """Somebody who has not signed in asks for the desk."""


class NotAllowed(Exception):
    """Somebody asks for what their role does not allow."""


def door_of(request: Request) -> Door:
    """The door that `request` has come to."""
    return cast(Door, request.app.state.door)


Reach = Annotated[Door, Depends(door_of)]


def same_origin(request: Request, door: Reach) -> None:
    """Refuse a form that another site’s page has sent (403)."""
    origin = request.headers.get("origin")
    # A proxy in front of us may keep the name that the browser has used to itself.
    own = {request.headers.get("host"), urlsplit(door.newsroom.links.public_url).netloc}
    if origin is not None and urlsplit(origin).netloc not in own:
        raise HTTPException(403)


def _signed_in(request: Request, door: Reach) -> Session:
    session = door.sessions.read(request.cookies, now=door.clock())
    if session is None:
        raise SignInNeeded
    return session


SignedIn = Annotated[Session, Depends(_signed_in)]


def _intended(request: Request, door: Reach, session: SignedIn, csrf: Annotated[str, Form()] = "") -> Session:
    """Refuse a form that does not carry the token of the session (403)."""
    same_origin(request, door)
    if not session.allows(csrf):
        raise HTTPException(403)
    return session


Intended = Annotated[Session, Depends(_intended)]
"""A session that has itself sent the form."""


def may(act: Act) -> Callable[[Request, Session], Session]:
    """The dependency of a page that only those see who may do `act`, to the edition that its address names."""

    def check(request: Request, session: SignedIn) -> Session:
        return _allowed(request, session, act)

    return check


def intends(act: Act) -> Callable[[Request, Session], Session]:
    """The dependency of a form that only those may send who may do `act`."""

    def check(request: Request, session: Intended) -> Session:
        return _allowed(request, session, act)

    return check


def _allowed(request: Request, session: Session, act: Act) -> Session:
    if not session.editor.may(act, request.path_params.get("edition")):
        raise NotAllowed
    return session


Reading = Annotated[Session, Depends(may(Act.READ))]
Editing = Annotated[Session, Depends(intends(Act.EDIT))]
Holding = Annotated[Session, Depends(intends(Act.HOLD))]
Approving = Annotated[Session, Depends(intends(Act.APPROVE))]
