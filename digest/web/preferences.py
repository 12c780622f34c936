"""A reader's own pages: choose, pause, come back, take one's data along, be forgotten.

Reading changes nothing, as on the page that ends a subscription; each deed is a form, and needs no script.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, JSONResponse

from digest.circulation import preferences
from digest.circulation.preferences import Preferences
from digest.core.country import country_name
from digest.core.links import Grant, Purpose
from digest.core.subscriber import Choice, Format
from digest.db.subscribers import SubscriptionState
from digest.locale import page_language
from digest.locale.days import day_of
from digest.web.door import Door, Reach
from digest.web.offered import categories_of, countries_of, ticked
from digest.web.public import PRIVATE

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick."""

    value: str
    name: str
    is_chosen: bool


@router.api_route("/u/{token}/preferences", methods=["GET", "HEAD"])
def show(door: Reach, token: str) -> HTMLResponse:
    """What the reader receives, in a form."""
    return _page(door, token)


@router.post("/u/{token}/preferences")
def save(
    door: Reach,
    token: str,
    countries: Annotated[list[str], Form(default_factory=list)],
    categories: Annotated[list[str], Form(default_factory=list)],
    format: Annotated[Format, Form()] = Format.FULL,
) -> HTMLResponse:
    """Keep what was ticked; all of a kind, or none of it, stands for whatever there will be."""
    found = _find(door, token)
    countries_offered, categories_offered = countries_of(found.edition), categories_of(found.edition, found.names)
    choice = Choice(ticked(countries, countries_offered), ticked(categories, categories_offered), format)
    preferences.choose(door.newsroom.store, _grant(door, token), choice)
    return _page(door, token, done="saved")


@router.post("/u/{token}/pause")
def pause(door: Reach, token: str) -> HTMLResponse:
    """Send nothing for 30 days."""
    _find(door, token)
    preferences.pause(door.newsroom.store, _grant(door, token), now=door.clock())
    return _page(door, token)


@router.post("/u/{token}/resume")
def resume(door: Reach, token: str) -> HTMLResponse:
    """Send again, after a pause or a farewell."""
    _find(door, token)
    preferences.resume(door.newsroom.store, _grant(door, token))
    return _page(door, token, done="back")


@router.api_route("/u/{token}/data", methods=["GET", "HEAD"])
def export(door: Reach, token: str) -> JSONResponse:
    """All that is kept about the reader, as a file."""
    _find(door, token)
    headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="digest.json"'}
    return JSONResponse(preferences.export(door.newsroom.store, _grant(door, token)), headers=headers)


@router.post("/u/{token}/erase")
def erase(door: Reach, token: str, sure: Annotated[str, Form()] = "") -> HTMLResponse:
    """Forget the reader, if they have ticked that they are sure."""
    found = _find(door, token)
    if sure != "yes":
        return _page(door, token, done="unsure")
    preferences.erase(door.newsroom.store, _grant(door, token), now=door.clock())
    edition = found.edition
    html = door.pages.render("erased", page_language(edition.locale), edition_name=edition.name)
    return HTMLResponse(html, headers=PRIVATE)


def _grant(door: Door, token: str) -> Grant:
    if not (grant := door.newsroom.links.read(token, Purpose.UNSUBSCRIBE)):
        raise HTTPException(404, headers=PRIVATE)
    return grant


def _find(door: Door, token: str) -> Preferences:
    found = preferences.read_preferences(door.newsroom.store, door.newsroom.links, token)
    if found is None:
        raise HTTPException(404, headers=PRIVATE)
    return found


def _page(door: Door, token: str, *, done: str = "") -> HTMLResponse:
    found = _find(door, token)
    language = page_language(found.edition.locale)
    subscription, choice = found.subscription, found.subscription.choice
    until = subscription.paused_until
    paused = subscription.state is SubscriptionState.PAUSED and until is not None and until > door.clock()
    html = door.pages.render(
        "preferences",
        language,
        edition_name=found.edition.name,
        email=subscription.subscriber.email,
        here=f"/u/{token}",
        done=done,
        has_left=subscription.state is SubscriptionState.UNSUBSCRIBED,
        paused_until=day_of(found.edition.cadence.local_date(until), language) if paused and until else "",
        countries=_options(
            countries_of(found.edition), choice.countries, lambda code: country_name(code, language)
        ),
        categories=_options(
            categories_of(found.edition, found.names), choice.categories, lambda key: found.names.of(key, language)
        ),
        format=choice.format.value,
    )
    return HTMLResponse(html, headers=PRIVATE)


def _options(offered: tuple[str, ...], chosen: tuple[str, ...], name: Callable[[str], str]) -> list[Option]:
    return [Option(each, name(each), not chosen or each in chosen) for each in offered]
