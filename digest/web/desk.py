"""The desk: today’s issues, one issue with its exact preview, and what an editor does about it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from digest.desk import approval
from digest.desk.build import build
from digest.web.desk_page import Ask, show_sidebar
from digest.web.door import Approving, Editing, Holding, Reach, Reading, SignedIn
from digest.web.issue_page import show_issue
from digest.web.language import choose_language
from digest.web.phrases import Phrases
from digest.web.preview import As, show_preview
from digest.web.today import issue_url, show_today

router = APIRouter()


@router.get("/")
def home() -> Response:
    """The desk is the only thing here for whoever comes without a link."""
    return RedirectResponse("/desk", 303)


@router.get("/desk")
def today(request: Request, door: Reach, session: SignedIn) -> HTMLResponse:
    """Today’s issues of all editions, and the latest ones."""
    view = show_today(door.newsroom, session.editor, Phrases(choose_language(request)), now=door.clock())
    return door.page(request, "today", session=session, today=view)


@router.get("/desk/{edition}/{day}")
def issue(
    request: Request,
    door: Reach,
    session: Reading,
    edition: str,
    day: date,
    ask: Annotated[Ask, Depends()],
    view: str = "",
    reader: As = "",
) -> HTMLResponse:
    """One issue: as it will arrive, what it holds and why."""
    language = choose_language(request)
    editor, phrases = session.editor, Phrases(language)
    shown = show_issue(
        door.newsroom, editor, edition, day, phrases, language=language, now=door.clock(), chosen=ask.story
    )
    side = show_sidebar(door.newsroom.store, editor, edition, day, ask, phrases, language)
    preview = show_preview(door, editor, edition, day, view, reader, language)
    return door.page(request, "issue", session=session, issue=shown, preview=preview, side=side)


@router.post("/desk/{edition}/{day}/approve")
def approve(door: Reach, session: Approving, edition: str, day: date, version: Annotated[int, Form()]) -> Response:
    """Approve the issue as the editor has seen it."""
    newsroom = door.newsroom
    approval.approve(
        newsroom.store, newsroom.press, edition, day, by=session.editor.name, now=door.clock(), seen=version
    )
    return RedirectResponse(issue_url(edition, day), 303)


@router.post("/desk/{edition}/{day}/hold")
def hold(
    door: Reach,
    session: Holding,
    edition: str,
    day: date,
    version: Annotated[int, Form()],
    because: Annotated[str, Form(max_length=500)],
) -> Response:
    """Keep the issue back, for a reason that the others can read."""
    if not because.strip():
        raise HTTPException(422)
    approval.hold(
        door.newsroom.store,
        edition,
        day,
        because=because.strip(),
        by=session.editor.email,
        now=door.clock(),
        seen=version,
    )
    return RedirectResponse(issue_url(edition, day), 303)


@router.post("/desk/{edition}/{day}/build")
def rebuild(door: Reach, session: Editing, edition: str, day: date) -> Response:
    """Build the issue, or build it again with what has come in since."""
    newsroom = door.newsroom
    build(newsroom.store, newsroom.press, edition, day, now=door.clock(), copy_pictures=newsroom.copy_pictures)
    return RedirectResponse(issue_url(edition, day), 303)
