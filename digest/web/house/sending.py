"""Sending: how the issues stand that are on their way or went out of late, and a hand on the brake."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from digest.circulation import halt
from digest.core.issue import Issue, IssueState
from digest.core.role import Act
from digest.db import editions, issues, tallies
from digest.db.editors import Editor
from digest.db.tallies import Tally
from digest.newsroom import Newsroom
from digest.web.door import Reach, SignedIn, intends
from digest.web.language import choose_language
from digest.web.phrases import Mark, Phrases
from digest.web.session import Session
from digest.web.today import issue_url

router = APIRouter()

URL = "/desk/sending"
REFRESH = 10
"""Seconds after which the page is asked for again while something runs."""
_SHOWN = 12
_MINUTE = timedelta(minutes=1)
_STATES = (IssueState.SENDING, IssueState.STOPPED, IssueState.SENT, IssueState.EXPIRED)

Stopping = Annotated[Session, Depends(intends(Act.STOP))]


@dataclass(frozen=True, slots=True)
class Count:
    """How many deliveries are in one state."""

    mark: Mark
    number: str


@dataclass(frozen=True, slots=True)
class Sending:
    """One issue on its way, or gone."""

    url: str
    name: str
    state: Mark
    because: str
    """Why it was stopped; empty unless it is."""
    counts: tuple[Count, ...]
    law: str
    """The sentence which says whether everybody is accounted for."""
    adds_up: bool
    pace: str
    action: str
    """Where its form goes; empty where there is nothing to do, or not by this editor."""
    is_stopped: bool


@router.get(URL)
def show(request: Request, door: Reach, session: SignedIn, still: bool = False) -> HTMLResponse:
    """The issues on their way, and those of late; asked for again by itself while something runs."""
    phrases = Phrases(choose_language(request))
    shown, runs = show_sending(door.newsroom, session.editor, phrases, now=door.clock())
    page = door.page(
        request, "house/sending", session=session, sendings=shown, runs=runs, still=still, seconds=REFRESH
    )
    if runs and not still:
        page.headers["Refresh"] = str(REFRESH)
    return page


@router.post(URL + "/{edition}/{day}/stop")
def stop(
    door: Reach, session: Stopping, edition: str, day: date, because: Annotated[str, Form(max_length=500)]
) -> Response:
    """Halt an issue on its way, for a reason that the others can read."""
    if not because.strip():
        raise HTTPException(422)
    halt.stop(door.newsroom.store, edition, day, because=because.strip())
    return RedirectResponse(URL, 303)


@router.post(URL + "/{edition}/{day}/resume")
def resume(door: Reach, session: Stopping, edition: str, day: date) -> Response:
    """Let a stopped issue go on."""
    halt.resume(door.newsroom.store, edition, day)
    return RedirectResponse(URL, 303)


def show_sending(
    newsroom: Newsroom, editor: Editor, phrases: Phrases, *, now: datetime
) -> tuple[tuple[Sending, ...], bool]:
    """The newest issues that `editor` may see, those on their way first; and whether something runs."""
    shown: list[tuple[Issue, Sending]] = []
    with newsroom.store.reading() as session:
        for stored in editions.every(session):
            edition = stored.edition
            if not editor.may(Act.READ, edition.key):
                continue
            for issue in issues.of_edition(session, edition.key, _STATES, _SHOWN):
                counted, planned = tallies.tally(session, issue.id), tallies.count(session, issue.id)
                rate = tallies.finished_since(session, issue.id, now - _MINUTE)
                name = f"{edition.name} · {phrases.day(issue.date)}"
                shown.append((issue, _sending(issue, name, counted, planned, rate, editor, phrases)))
    shown.sort(key=lambda pair: (pair[0].state not in _STATES[:2], -pair[0].date.toordinal()))
    runs = any(issue.state is IssueState.SENDING for issue, _ in shown)
    return tuple(each for _, each in shown[:_SHOWN]), runs


def _sending(
    issue: Issue, name: str, tally: Tally, planned: int, rate: int, editor: Editor, phrases: Phrases
) -> Sending:
    is_stopped = issue.state is IssueState.STOPPED
    moves = is_stopped or issue.state is IssueState.SENDING
    verb = "resume" if is_stopped else "stop"
    allowed = moves and editor.may(Act.STOP, issue.edition)
    return Sending(
        url=issue_url(issue.edition, issue.date),
        name=name,
        state=phrases.state(issue.state),
        because=(issue.stopped_because or "") if is_stopped else "",
        counts=_counts(tally, phrases),
        law=_law(tally, planned, phrases),
        adds_up=tally.targeted == planned,
        pace=_pace(tally, rate, phrases) if issue.state is IssueState.SENDING else "",
        action=f"{URL}/{issue.edition}/{issue.date}/{verb}" if allowed else "",
        is_stopped=is_stopped,
    )


def _counts(tally: Tally, phrases: Phrases) -> tuple[Count, ...]:
    say = phrases.say
    marks = (
        (Mark(say("Accepted by the server"), "good"), tally.accepted),
        (Mark(say("Waiting"), "idle"), tally.queued),
        (Mark(say("In the air"), "busy"), tally.sending),
        (Mark(say("To be tried again"), "warn"), tally.deferred),
        (Mark(say("Refused"), "bad"), tally.rejected),
        (Mark(say("Not sent in time"), "bad"), tally.expired),
        (Mark(say("Must not be written to"), "idle"), tally.suppressed),
        (Mark(say("Nobody knows"), "warn"), tally.unknown),
    )
    return tuple(Count(mark, phrases.number(number)) for mark, number in marks)


def _law(tally: Tally, planned: int, phrases: Phrases) -> str:
    if tally.targeted == planned:
        said = phrases.say("Planned for %(planned)s; every one of them is in exactly one of these states.")
    else:
        said = phrases.say(
            "Planned for %(planned)s, but the states add up to %(sum)s: somebody changed the ledger by hand."
        )
    return said % {"planned": phrases.number(planned), "sum": phrases.number(tally.targeted)}


def _pace(tally: Tally, rate: int, phrases: Phrases) -> str:
    if not rate:
        return phrases.say("Nothing has moved in the last minute.")
    minutes = -(-(tally.queued + tally.sending) // rate)
    return phrases.say("%(rate)s in the last minute; at this pace about %(minutes)s min are left.") % {
        "rate": phrases.number(rate),
        "minutes": phrases.number(minutes),
    }
