"""Public pages: one-click unsubscribe (RFC 8058) and the web version of an issue.

Reading never changes anything: scanners open the links in mails before people do (RFC 9110 section 9.2.1).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Header, HTTPException, Response
from fastapi.responses import HTMLResponse

from digest.circulation import leave
from digest.circulation.leave import Farewell
from digest.core.issue import Issue
from digest.db import editions, issues, pictures
from digest.locale import page_language
from digest.render.typography import typeset
from digest.render.views import view_edition
from digest.render.wording import Wording, open_wording
from digest.web.door import Door, Reach
from digest.web.headers import ISSUE_POLICY
from digest.web.issue_page import PUBLISHED

ONE_CLICK = "One-Click"
PRIVATE = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
_SHOWN = 100
_PICTURE = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)")
router = APIRouter()


@dataclass(frozen=True, slots=True)
class Past:
    """An issue in the list of all that have appeared."""

    url: str
    day: str
    number: int
    headline: str


@router.api_route("/u/{token}", methods=["GET", "HEAD"])
def ask(door: Reach, token: str) -> HTMLResponse:
    """The page behind the unsubscribe link of a mail: one button."""
    return _answer(door, token, leave.read_link(door.newsroom.store, door.newsroom.links, token))


@router.post("/u/{token}")
def unsubscribe(
    door: Reach, token: str, clicked: Annotated[str, Form(alias="List-Unsubscribe")] = ""
) -> HTMLResponse:
    """End the subscription at once: no login, no cookie, no question; twice is as good as once.

    A mailbox provider posts here from its own servers, so there is nothing to check but the token.
    """
    if clicked != ONE_CLICK:
        raise HTTPException(422, headers=PRIVATE)
    newsroom = door.newsroom
    return _answer(door, token, leave.unsubscribe(newsroom.store, newsroom.links, token, now=door.clock()))


@router.api_route("/online/{edition}/{day}", methods=["GET", "HEAD"])
def online(door: Reach, edition: str, day: date) -> HTMLResponse:
    """The issue as a page, for whoever has the link; nobody’s address is in it."""
    with door.newsroom.store.reading() as session:
        plan = editions.find(session, edition).edition
        issue = issues.find(session, edition, day)
    if issue.state not in PUBLISHED or not issue.content.placements:
        raise HTTPException(404)
    policy = ISSUE_POLICY.format(ancestors="'none'")
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
    return HTMLResponse(door.newsroom.press(issue, plan).page(), headers=headers)


@router.api_route("/online/{edition}", methods=["GET", "HEAD"])
def archive(door: Reach, edition: str) -> HTMLResponse:
    """The newest issues that have appeared, for everybody."""
    with door.newsroom.store.reading() as session:
        plan = editions.find(session, edition).edition
        found = issues.of_edition(session, edition, PUBLISHED, _SHOWN)
    wording = open_wording(plan.locale)
    past = [_view(issue, wording) for issue in found if issue.content.placements]
    html = door.pages.render("archive", page_language(plan.locale), edition=view_edition(plan, wording), past=past)
    return HTMLResponse(html, headers={"Referrer-Policy": "no-referrer"})


def _view(issue: Issue, wording: Wording) -> Past:
    top = issue.content.placements[0].story.lead
    return Past(
        url=f"/online/{issue.edition}/{issue.date}",
        day=wording.date(issue.date),
        number=issue.number,
        headline=typeset(top.title, top.language),
    )


@router.api_route("/pictures/{name}", methods=["GET", "HEAD"])
def picture(door: Reach, name: str, if_none_match: Annotated[str, Header()] = "") -> Response:
    """A copy of a picture; what is under a name never changes, so that it may be kept for good (RFC 8246)."""
    with door.newsroom.store.reading() as session:
        body = pictures.find(session, name) if _PICTURE.fullmatch(name) else None
    if body is None:
        raise HTTPException(404)
    headers = {
        "ETag": f'"{name}"',
        "Cache-Control": "public, max-age=31536000, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if f'"{name}"' in if_none_match or if_none_match == "*":
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="image/png" if name.endswith(".png") else "image/jpeg")


def _answer(door: Door, token: str, farewell: Farewell | None) -> HTMLResponse:
    if farewell is None:
        raise HTTPException(404, headers=PRIVATE)
    html = door.pages.render(
        "unsubscribe",
        page_language(farewell.locale),
        farewell=farewell,
        preferences=f"/u/{token}/preferences",
        resume=f"/u/{token}/resume",
    )
    return HTMLResponse(html, headers=PRIVATE)
