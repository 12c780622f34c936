"""Signing up: anybody asks for an edition that is open, and confirms it with the link of a letter."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse

from digest.circulation import sign_up
from digest.circulation.sign_up import Asked, Shown
from digest.core.country import country_name
from digest.core.edition import Edition
from digest.core.errors import InvalidInput
from digest.core.form_stamp import is_fresh, stamp
from digest.core.naming import CategoryNames
from digest.core.subscriber import Choice
from digest.db import categories as taxonomy
from digest.db import editions
from digest.locale import page_language, words
from digest.render.views import view_edition
from digest.render.wording import open_wording
from digest.web.door import Door, Reach
from digest.web.language import choose_language
from digest.web.offered import categories_of, countries_of, ticked
from digest.web.public import PRIVATE

AGREED = (
    "We send one letter to confirm it. The address serves for this edition alone; it can be erased at any time."
)
router = APIRouter()


@router.api_route("/subscribe/{edition}", methods=["GET", "HEAD"])
def show(request: Request, door: Reach, edition: str) -> HTMLResponse:
    """The form, beside the list of earlier issues."""
    return _form(request, door, *_open(door, edition))


@router.post("/subscribe/{edition}")
def ask(
    request: Request,
    door: Reach,
    edition: str,
    countries: Annotated[list[str], Form(default_factory=list)],
    categories: Annotated[list[str], Form(default_factory=list)],
    email: Annotated[str, Form()] = "",
    website: Annotated[str, Form()] = "",
    shown: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Write the letter; the answer is the same whether the address is known, barred or new.

    `website` is a field that people do not see: what fills it in is told that all is well, and nothing is done.
    """
    plan, names = _open(door, edition)
    secret, now = door.newsroom.links.secret, door.clock()
    if not is_fresh(secret, edition, shown, now=now):
        return _form(request, door, plan, names, problem="again", email=email)
    language = choose_language(request)
    choice = Choice(ticked(countries, countries_of(plan)), ticked(categories, categories_of(plan, names)))
    seen = Shown(f"/subscribe/{edition}", language, words(language).gettext(AGREED))
    try:
        if not website:
            sign_up.ask(door.newsroom.store, secret, edition, email, choice, shown=seen, now=now)
    except InvalidInput:
        return _form(request, door, plan, names, problem="address", email=email)
    return door.page(request, "subscribe_sent", edition=plan, email=email)


@router.api_route("/confirm/{token}", methods=["GET", "HEAD"])
def read(door: Reach, token: str) -> HTMLResponse:
    """One button: scanners open the links of mails before people do."""
    asked = sign_up.read_request(door.newsroom.store, door.newsroom.links, token)
    return _confirmation(door, asked, is_done=False)


@router.post("/confirm/{token}")
def confirm(door: Reach, token: str) -> HTMLResponse:
    """Subscribe whoever asked; twice is as good as once."""
    asked = sign_up.confirm(door.newsroom.store, door.newsroom.links, token, now=door.clock())
    return _confirmation(door, asked, is_done=True)


def _confirmation(door: Door, asked: Asked | None, *, is_done: bool) -> HTMLResponse:
    if asked is None:
        raise HTTPException(404, headers=PRIVATE)
    edition = asked.edition
    html = door.pages.render(
        "confirm", page_language(edition.locale), edition=edition, email=asked.consent.email, is_done=is_done
    )
    return HTMLResponse(html, headers=PRIVATE)


def _open(door: Door, key: str) -> tuple[Edition, CategoryNames]:
    with door.newsroom.store.reading() as session:
        edition, names = editions.find(session, key).edition, taxonomy.names(session)
    if not edition.sign_up:
        raise HTTPException(404)
    return edition, names


def _form(
    request: Request, door: Door, edition: Edition, names: CategoryNames, *, problem: str = "", email: str = ""
) -> HTMLResponse:
    language = choose_language(request)
    return door.page(
        request,
        "subscribe",
        status=422 if problem else 200,
        edition=view_edition(edition, open_wording(language)),
        archive=f"/online/{edition.key}",
        countries=[(code, country_name(code, language)) for code in countries_of(edition)],
        categories=[(key, names.of(key, language)) for key in categories_of(edition, names)],
        shown=stamp(door.newsroom.links.secret, edition.key, now=door.clock()),
        agreed=words(language).gettext(AGREED),
        problem=problem,
        email=email,
    )
