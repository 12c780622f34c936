"""Sources: how each of them is, the countries that nothing comes from, and a visit at once."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from digest.core.country import country_name
from digest.core.polling import NEVER
from digest.core.role import Act
from digest.db import activity
from digest.db.store import Store
from digest.web.door import Reach, Reading, intends
from digest.web.language import choose_language
from digest.web.phrases import Mark, Phrases
from digest.wire.health import Health, health_of_sources
from digest.wire.round import one_round
from digest.wire.visit import choose, visit_all

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source."""

    key: str
    name: str
    url: str | None
    state: Mark
    a_day: str
    last_new: str
    visited: str
    failures: int
    failure: str
    """The sentence of the last visit, if it failed."""


@router.get("/desk/sources")
def show_sources(request: Request, door: Reach, session: Reading) -> HTMLResponse:
    """All sources, those that need somebody first."""
    language = choose_language(request)
    phrases, now = Phrases(language), door.clock()
    every = health_of_sources(door.newsroom.store, now=now)
    rows = sorted((_row(health, phrases, now) for health in every), key=lambda row: row.state.tone != "bad")
    silent = _silent_countries(door.newsroom.store, phrases, language, now)
    may_check = session.editor.may(Act.SET_UP)
    return door.page(request, "house/sources", session=session, rows=rows, silent=silent, may_check=may_check)


@router.post("/desk/sources/{key}/check", dependencies=[Depends(intends(Act.SET_UP))])
def check(door: Reach, key: str) -> Response:
    """Visit one source now; what came of it stands in its row."""
    newsroom = door.newsroom
    chosen = choose(newsroom.store, (key,), only_due=False, now=door.clock())
    with one_round(allow_private=newsroom.allow_private) as on:
        list(visit_all(newsroom.store, chosen, on, clock=door.clock))
    return RedirectResponse(f"/desk/sources#{key}", 303)


def _row(health: Health, phrases: Phrases, now: datetime) -> SourceRow:
    stored, source = health.stored, health.stored.source
    return SourceRow(
        key=source.key,
        name=source.name,
        url=source.url,
        state=_state(health, phrases, now),
        a_day=phrases.decimal(health.activity.a_day),
        last_new=phrases.distance(stored.last_new_at, now) if stored.last_new_at else "–",
        visited=phrases.distance(stored.visited_at, now) if stored.visited_at else "–",
        failures=stored.failures,
        failure=stored.failure or "",
    )


def _state(health: Health, phrases: Phrases, now: datetime) -> Mark:
    stored = health.stored
    if not stored.source.url:
        return Mark(phrases.say("From files"), "idle")
    if stored.failure and stored.next_visit_at == NEVER:
        return Mark(phrases.say("Given up"), "bad")
    if stored.failure:
        return Mark(phrases.say("Failing"), "bad")
    if health.activity.unusual_silence(now=now):
        return Mark(phrases.say("Silent"), "warn")
    if not stored.visited_at:
        return Mark(phrases.say("Not visited yet"), "idle")
    return Mark(phrases.say("Fresh"), "good")


def _silent_countries(store: Store, phrases: Phrases, language: str, now: datetime) -> list[tuple[str, str]]:
    """The name of each country that is silent for longer than usual, and since when."""
    with store.reading() as session:
        countries = activity.by_country(session, now=now)
    return [
        (country_name(code, language), phrases.distance(lately.last_at, now))
        for code, lately in countries.items()
        if lately.last_at and lately.unusual_silence(now=now)
    ]
