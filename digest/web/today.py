"""Today: what the first page of the desk shows, a card for each edition and the issues of late."""

from dataclasses import dataclass
from datetime import date, datetime

from digest.core.cadence import Cadence
from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.role import Act
from digest.db import editions, issues, subscribers
from digest.db.editors import Editor
from digest.newsroom import Newsroom
from digest.web.phrases import Mark, Phrases

DAYS = 14
"""How far back the list of the latest issues goes."""


@dataclass(frozen=True, slots=True)
class Card:
    """The issue of one edition that is due today or next."""

    url: str
    edition: str
    masthead: str
    day: str
    due: str
    distance: str
    subscribers: str
    state: Mark
    headline: str
    """Title of the lead; empty where nothing is built."""
    note: str
    """Who approved it, why it is held, or when it will be built."""
    stories: str
    is_built: bool
    may_be_built: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One of the latest issues."""

    url: str
    day: str
    edition: str
    number: int
    headline: str
    state: Mark


@dataclass(frozen=True, slots=True)
class Today:
    """The first page of the desk."""

    cards: tuple[Card, ...]
    latest: tuple[Row, ...]


def show_today(newsroom: Newsroom, editor: Editor, phrases: Phrases, *, now: datetime) -> Today:
    """Read what the first page of the desk shows to `editor` at `now`."""
    with newsroom.store.reading() as session:
        every = [stored for stored in editions.every(session) if editor.may(Act.READ, stored.edition.key)]
        latest = [each for each in issues.recent(session, DAYS * len(every)) if editor.may(Act.READ, each.edition)]
        readers = {stored.edition.key: subscribers.count_active(session, stored.id) for stored in every}
    by_day = {(issue.edition, issue.date): issue for issue in latest}
    cards = []
    for stored in every:
        edition = stored.edition
        day = day_at_hand(edition.cadence, now)
        issue = by_day.get((edition.key, day))
        cards.append(_card(edition, day, issue, readers[edition.key], editor, phrases, now))
    names = {stored.edition.key: stored.edition.name for stored in every}
    return Today(tuple(cards), tuple(_row(issue, names[issue.edition], phrases) for issue in latest))


def day_at_hand(cadence: Cadence, now: datetime) -> date:
    """The day whose issue an editor cares for: today’s or the next, and tomorrow’s as soon as it is closed."""
    coming = next(cadence.days_from(cadence.local_date(now)))
    return max(coming, cadence.latest_closed(now))


def issue_url(edition: str, day: date) -> str:
    """Where the desk shows one issue."""
    return f"/desk/{edition}/{day.isoformat()}"


def headline_of(issue: Issue) -> str:
    """Title of the first story; empty if there is none."""
    return next((placement.story.lead.title for placement in issue.content.placements), "")


def _card(
    edition: Edition,
    day: date,
    issue: Issue | None,
    readers: int,
    editor: Editor,
    phrases: Phrases,
    now: datetime,
) -> Card:
    cadence = edition.cadence
    return Card(
        url=issue_url(edition.key, day),
        edition=edition.name,
        masthead=edition.masthead,
        day=phrases.day(day),
        due=phrases.clock(cadence.due_at(day), cadence.zone),
        distance=phrases.distance(cadence.due_at(day), now),
        subscribers=phrases.subscribers(readers),
        state=phrases.state(issue.state) if issue else phrases.not_built,
        headline=headline_of(issue) if issue else "",
        note=phrases.note(issue, cadence) if issue else phrases.closing(cadence.closes_at(day), cadence.zone, now),
        stories=phrases.stories(len(issue.content.placements)) if issue else "",
        is_built=issue is not None,
        may_be_built=issue is None and cadence.closes_at(day) <= now and editor.may(Act.EDIT, edition.key),
    )


def _row(issue: Issue, edition: str, phrases: Phrases) -> Row:
    return Row(
        url=issue_url(issue.edition, issue.date),
        day=phrases.day(issue.date),
        edition=edition,
        number=issue.number,
        headline=headline_of(issue),
        state=phrases.state(issue.state),
    )
