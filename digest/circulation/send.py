"""Send one issue: planned once, handed over by several connections, every subscriber accounted for."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from digest.circulation.deliver import Delivering, deliver
from digest.circulation.journal import forget
from digest.circulation.preflight import clear, preflight
from digest.circulation.recovery import begin_run
from digest.circulation.rejections import learn_from_rejections
from digest.circulation.repeats import find_repeats
from digest.core.due import too_late_at
from digest.core.edition import Edition
from digest.core.errors import Conflict, NotApproved
from digest.core.issue import Issue, IssueState
from digest.core.links import Links
from digest.core.rendering import EVERYTHING, seal
from digest.db import deliveries, editions, issues, subscribers, tallies
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.db.tallies import Tally
from digest.mail.identity import NOTHING_SET, Identity
from digest.mail.transport import Transport
from digest.render.pieces import weigh
from digest.render.preflight.finding import Finding
from digest.render.preflight.inspect import known
from digest.render.press import MakePress, Press

Clock = Callable[[], datetime]

log = logging.getLogger("digest.circulation")


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
    overridden: tuple[Finding, ...] = ()
    """Errors of preflight that this run has passed over because it was told to."""


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
    override: Collection[str] = (),
    identity: Identity = NOTHING_SET,
) -> Sent:
    """Send the approved issue of `day`, or go on where an earlier run stopped.

    Raises NotApproved, Conflict if it is not what was approved, Flawed if preflight finds an error that `override`
    does not name, Busy if another process is at it, InvalidInput if `override` names a check that there is not.
    """
    override = known(override)
    with store.reading() as session:
        stored = editions.find(session, key)
        issue_id = issues.find(session, key, day).id
    with store.sending_lock(issue_id):
        started = _start(store, make_press, links, stored, day, override=override, identity=identity, now=clock())
        issue, press, overridden = started
        until = too_late_at(issue, stored.edition.cadence)
        orphans, notes = begin_run(store, issue_id, until=until, now=clock())
        repeats = find_repeats(store, stored, issue)
        delivering = Delivering(store, press, links, stored, issue, repeats, identity, notes)
        deliver(delivering, connect, connections=connections, clock=clock)
        learn_from_rejections(store, issue, secret=links.secret, now=clock())
        sent = _finish(store, issue, orphans, overridden, too_late_at=until, now=clock())
        if notes and not sent.tally.sending:
            forget(notes)
        return sent


def plan(
    store: Store,
    make_press: MakePress,
    links: Links,
    key: str,
    day: date,
    *,
    now: datetime,
    override: Collection[str] = (),
    identity: Identity = NOTHING_SET,
) -> Planned:
    """What `send` would do now; changes nothing, and raises what `send` would raise."""
    override = known(override)
    with store.reading() as session:
        stored = editions.find(session, key)
        issue = issues.find(session, key, day)
        tally = tallies.tally(session, issue.id)
        subscribed = subscribers.count_active(session, stored.id)
    press = make_press(issue, stored.edition)
    check_ready(issue, press, stored.edition)
    if issue.state is IssueState.APPROVED:
        report = preflight(store, make_press, links, stored.edition, issue, identity=identity, now=now)
        clear(report, issue, override=override)
    whole = press.render(EVERYTHING)
    waiting = subscribed if issue.state is IssueState.APPROVED else tally.unfinished
    return Planned(whole.subject, len(whole.stories), weigh(whole.html or ()), waiting)


def _start(
    store: Store,
    make_press: MakePress,
    links: Links,
    stored: StoredEdition,
    day: date,
    *,
    override: Collection[str],
    identity: Identity,
    now: datetime,
) -> tuple[Issue, Press, tuple[Finding, ...]]:
    """Plan one delivery for each subscriber, in the transaction that moves the issue to sending.

    Once that has begun, preflight is over: some readers have the issue, and the others are to have the same.
    """
    with store.reading() as session:
        issue = issues.find(session, stored.edition.key, day)
    press = make_press(issue, stored.edition)
    check_ready(issue, press, stored.edition)
    if issue.state is not IssueState.APPROVED:
        return issue, press, ()
    report = preflight(store, make_press, links, stored.edition, issue, identity=identity, now=now)
    overridden = clear(report, issue, override=override)
    for finding in overridden:
        log.warning("%s/%s is sent although %s: %s", issue.edition, day, finding.name, finding.message)
    with store.writing() as session:
        issue = issues.save(session, issue.start())
        deliveries.plan(session, issue.id, stored.id, now=now)
    return issue, press, overridden


def check_ready(issue: Issue, press: Press, edition: Edition) -> None:
    """Raise unless the issue was approved and still is what was approved."""
    name = f"{issue.edition}/{issue.date}"
    if issue.state is IssueState.STOPPED:
        raise Conflict(
            f"The issue {name} is stopped, so nothing was sent ({issue.stopped_because}); "
            f"to go on: digest resume {name}."
        )
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


def _finish(
    store: Store,
    issue: Issue,
    orphans: int,
    overridden: tuple[Finding, ...],
    *,
    too_late_at: datetime,
    now: datetime,
) -> Sent:
    with store.writing() as session:
        if now >= too_late_at:
            deliveries.expire(session, issue.id, now=now)
        issue = issues.by_id(session, issue.id)  # somebody may have stopped it meanwhile
        tally = tallies.tally(session, issue.id)
        next_attempt_at = tallies.next_due(session, issue.id)
        if issue.state is IssueState.SENDING and tally.is_final:
            issue = issues.save(session, issue.finish())
    return Sent(issue, tally, orphans, next_attempt_at, overridden)
