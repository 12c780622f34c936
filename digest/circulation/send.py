"""Send one issue: planned once, handed over by several connections, every subscriber accounted for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from digest.circulation.deliver import Delivering, deliver
from digest.circulation.repeats import find_repeats
from digest.core.edition import Edition
from digest.core.errors import Conflict, NotApproved
from digest.core.issue import Issue, IssueState
from digest.core.links import Links
from digest.core.rendering import EVERYTHING, seal
from digest.db import deliveries, editions, issues, subscribers, tallies
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.db.tallies import Tally
from digest.mail.transport import Transport
from digest.render.pieces import weigh
from digest.render.press import MakePress, Press

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run would do."""

    subject: str
    stories: int
    html_bytes: int
    """Weight of the HTML part, encoded."""
    waiting: int
    """How many subscribers have not been served yet."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where an issue stands after a run."""

    issue: Issue
    tally: Tally
    orphans: int
    """Deliveries that an earlier run left in mid-air; they are reported as unknown."""
    next_attempt_at: datetime | None
    """When the first deferred delivery is tried again."""


def send(
    store: Store,
    make_press: MakePress,
    links: Links,
    connect: Callable[[], Transport],
    key: str,
    day: date,
    *,
    connections: int,
    clock: Clock,
) -> Sent:
    """Send the approved issue of `day`, or go on where an earlier run stopped.

    Raises NotApproved, Conflict if it is not what was approved, Busy if another process is at it.
    """
    with store.reading() as session:
        stored = editions.find(session, key)
        issue_id = issues.find(session, key, day).id
    with store.sending_lock(issue_id):
        issue, press = _start(store, make_press, stored, key, day, now=clock())
        orphans = _settle_orphans(store, issue_id, now=clock())
        repeats = find_repeats(store, stored, issue)
        delivering = Delivering(store, press, links, stored, issue, repeats)
        deliver(delivering, connect, connections=connections, clock=clock)
        return _finish(store, issue, orphans, now=clock())


def plan(store: Store, make_press: MakePress, key: str, day: date) -> Planned:
    """What `send` would do now; changes nothing, and raises what `send` would raise."""
    with store.reading() as session:
        stored = editions.find(session, key)
        issue = issues.find(session, key, day)
        tally = tallies.tally(session, issue.id)
        subscribed = subscribers.count_active(session, stored.id)
    press = make_press(issue, stored.edition)
    check_ready(issue, press, stored.edition)
    whole = press.render(EVERYTHING)
    waiting = subscribed if issue.state is IssueState.APPROVED else tally.unfinished
    return Planned(whole.subject, len(whole.stories), weigh(whole.html or ()), waiting)


def _start(
    store: Store, make_press: MakePress, stored: StoredEdition, key: str, day: date, *, now: datetime
) -> tuple[Issue, Press]:
    """Plan one delivery for each subscriber, in the transaction that moves the issue to sending."""
    with store.reading() as session:
        issue = issues.find(session, key, day)
    press = make_press(issue, stored.edition)
    check_ready(issue, press, stored.edition)
    if issue.state is IssueState.APPROVED:
        with store.writing() as session:
            issue = issues.save(session, issue.start())
            deliveries.plan(session, issue.id, stored.id, now=now)
    return issue, press


def check_ready(issue: Issue, press: Press, edition: Edition) -> None:
    """Raise unless the issue was approved and still is what was approved."""
    name = f"{issue.edition}/{issue.date}"
    if issue.state not in {IssueState.APPROVED, IssueState.SENDING, IssueState.SENT}:
        hint = (
            f"approve it: digest approve {name}" if issue.state is not IssueState.WITHHELD else "too few stories"
        )
        raise NotApproved(f"The issue {name} is {issue.state}, so nothing was sent; {hint}.")
    if issue.state is not IssueState.SENT and issue.approved_hash != _seal(press, edition):
        raise Conflict(
            f"The issue {name} is no longer what was approved (its edition or its template changed), so nothing "
            f"was sent; look at it and approve it again: digest approve {name}."
        )


def _seal(press: Press, edition: Edition) -> str:
    return seal(press.render(EVERYTHING), sender=edition.sender)


def _settle_orphans(store: Store, issue_id: int, *, now: datetime) -> int:
    """Nobody else holds the lock, so whatever is still being sent was left by a process that died."""
    with store.writing() as session:
        return deliveries.orphans(session, issue_id, now=now)


def _finish(store: Store, issue: Issue, orphans: int, *, now: datetime) -> Sent:
    with store.writing() as session:
        tally = tallies.tally(session, issue.id)
        next_attempt_at = tallies.next_due(session, issue.id)
        if issue.state is IssueState.SENDING and tally.is_final:
            issue = issues.save(session, issue.finish())
    return Sent(issue, tally, orphans, next_attempt_at)
