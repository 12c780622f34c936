"""Sign in and sign out."""

import math
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from digest.desk import editors
from digest.web.door import Door, Intended, Reach, same_origin

router = APIRouter()


@router.get("/sign-in")
def ask_who(request: Request, door: Reach, next: str = "/desk") -> HTMLResponse:
    """The form; `next` is where the editor wanted to go."""
    return _form(request, door, next=next)


@router.post("/sign-in", dependencies=[Depends(same_origin)])
def sign_in(
    request: Request,
    door: Reach,
    email: Annotated[str, Form(max_length=254)],
    password: Annotated[str, Form(max_length=editors.LONGEST_PASSWORD)],
    next: Annotated[str, Form()] = "/desk",
) -> Response:
    """Begin a session; the answer to a wrong address is the answer to a wrong password."""
    address = request.client.host if request.client else ""
    if wait := door.gate.attempt(email, address, now=door.clock()):
        seconds = math.ceil(wait.total_seconds())
        return _form(request, door, next=next, email=email, status=429, problem="wait", seconds=seconds)
    with door.gate.turn():
        editor = editors.sign_in(door.newsroom.store, email.strip(), password)
    if editor is None:
        return _form(request, door, next=next, email=email, status=401, problem="wrong")
    door.gate.admitted(email, address)
    response = RedirectResponse(_at_the_desk(next), 303)
    door.sessions.begin(response, editor, now=door.clock())
    return response


@router.post("/sign-out")
def sign_out(door: Reach, session: Intended) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", 303)
    door.sessions.end(response, session)
    return response


def _at_the_desk(path: str) -> str:
    """`path` if it leads to a page of the desk: nobody is sent to another site after signing in."""
    is_ours = path == "/desk" or path.startswith("/desk/")
    return path if is_ours and "\\" not in path and "//" not in path else "/desk"


def _form(
    request: Request,
    door: Door,
    *,
    next: str,
    email: str = "",
    status: int = 200,
    problem: str = "",
    seconds: int = 0,
) -> HTMLResponse:
    page = door.page(
        request, "sign_in", status=status, next=_at_the_desk(next), email=email, problem=problem, seconds=seconds
    )
    if seconds:
        page.headers["Retry-After"] = str(seconds)
    return page
