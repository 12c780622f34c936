"""Build the day's issue of one edition: once, or again with what has come in since."""

from dataclasses import dataclass
from datetime import date, datetime

from digest.core.assemble import assemble
from digest.core.edition import Approval, Edition
from digest.core.errors import InvalidInput
from digest.core.issue import Content, Issue, IssueState
from digest.db import articles, categories, editions, issues
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.desk.approval import AUTOMATIC, approve
from digest.render.press import MakePress

REMEMBERED_ISSUES = 14
"""A story that stood in one of so many earlier issues of the edition is not shown again."""


@dataclass(frozen=True, slots=True)
class Built:
    """An issue, and how many articles it was chosen from."""

    issue: Issue
    candidates: int


def build(store: Store, make_press: MakePress, key: str, day: date, *, now: datetime) -> Built:
    """Build the issue of `day`, or rebuild it; once its window has closed, an automatic edition approves it.

    Raises Conflict for an issue that was approved or sent: hold it first.
    """
    with store.reading() as session:
        stored = editions.find(session, key)
    check_day(stored.edition, day)
    content, candidates = _choose(store, stored, day)
    issue = _keep(store, stored, day, content, now=now)
    if _approves_itself(stored.edition, issue, now):
        issue = approve(store, make_press, key, day, by=AUTOMATIC, now=now)
    return Built(issue, candidates)


def check_day(edition: Edition, day: date) -> None:
    """Raise InvalidInput unless the edition appears on `day`."""
    if not edition.cadence.is_day(day):
        following = next(edition.cadence.days_from(day))
        raise InvalidInput(f"“{edition.key}” does not appear on {day}; the next day is {following} (--date).")


def _choose(store: Store, stored: StoredEdition, day: date) -> tuple[Content, int]:
    edition = stored.edition
    window = edition.cadence.window(day)
    with store.reading() as session:
        found = articles.in_window(session, window, _countries(edition), edition.categories or None)
        shown = issues.shown(session, stored.id, before=day, issues=REMEMBERED_ISSUES)
        names = categories.names(session)
    return assemble(found, edition=edition, window=window, shown=frozenset(shown), names=names), len(found)


def _approves_itself(edition: Edition, issue: Issue, now: datetime) -> bool:
    """Nothing that somebody held back, and nothing before the window has closed: until then it may change."""
    is_settled = issue.held_because is None and now >= edition.cadence.closes_at(issue.date)
    return edition.approval is Approval.AUTOMATIC and issue.state is IssueState.READY and is_settled


def _countries(edition: Edition) -> tuple[str, ...] | None:
    return None if edition.world or not edition.countries else edition.countries


def _keep(store: Store, stored: StoredEdition, day: date, content: Content, *, now: datetime) -> Issue:
    cadence = stored.edition.cadence
    minimum = stored.edition.limits.minimum
    with store.writing() as session:
        draft = issues.create(
            session, stored, day, window=cadence.window(day), due_at=cadence.due_at(day), content=content, now=now
        )
        issue = draft or issues.find(session, stored.edition.key, day)
        rebuilt = issue.rebuild(content, at=now, minimum=minimum)
        return issues.save(session, rebuilt)
