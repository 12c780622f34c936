"""The clock's door: what is due is built and sent, by a service that ticks or by cron, with the same call.

The database decides, not the scheduler: an issue exists once for an edition and a date, a sender
holds its lock, so a tick that comes late, twice or on two machines does no harm.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from digest.circulation.notify import PostOffice, send_letters
from digest.circulation.send import Sent, send
from digest.core.cadence import Cadence
from digest.core.due import Step, is_due_to_be_built, step
from digest.core.errors import Busy, DigestError
from digest.core.issue import Issue
from digest.core.notice import Notice
from digest.db import deliveries, editions, issues
from digest.db.editions import StoredEdition
from digest.desk.build import build
from digest.desk.notices import remind, tell
from digest.desk.silence import answer_silence
from digest.desk.windows import Windows
from digest.newsroom import Newsroom
from digest.wire.visit import Visit, visit_due

TICK = timedelta(seconds=20)
VISIT = timedelta(minutes=1)
"""How often the service looks for sources whose time has come."""

log = logging.getLogger("digest.scheduler")


@dataclass(frozen=True, slots=True)
class Done:
    """What a tick did about one issue."""

    edition: str
    date: date
    step: Step
    issue: Issue | None = None
    sent: Sent | None = None
    error: DigestError | None = None


def run_due(newsroom: Newsroom, *, clock: Callable[[], datetime]) -> list[Done]:
    """Build and send what is due, one issue after the other; one that fails does not keep the others from it.

    What is due first goes first, then by the key of the edition: of two that tell one story, a reader of both
    gets it in the earlier one.
    """
    now = clock()
    with newsroom.store.reading() as session:
        every = editions.every(session)
    windows = Windows(newsroom.store)
    turns = [(due_at, stored, day) for stored in every for day, due_at in _days(newsroom, stored, now).items()]
    turns.sort(key=lambda turn: (turn[0], turn[1].edition.key))
    return [done for _, stored, day in turns for done in _advance(newsroom, stored, day, windows, clock)]


def _days(newsroom: Newsroom, stored: StoredEdition, now: datetime) -> dict[date, datetime]:
    """When what may need something is due: the issues that are not finished, and the newest that closed."""
    closed = stored.edition.cadence.latest_closed(now)
    with newsroom.store.reading() as session:
        unfinished = issues.unfinished(session, stored.edition.key)
    return {closed: stored.edition.cadence.due_at(closed)} | {issue.date: issue.due_at for issue in unfinished}


def _advance(
    newsroom: Newsroom, stored: StoredEdition, day: date, windows: Windows, clock: Callable[[], datetime]
) -> Iterator[Done]:
    """Take the issue of `day` as far as it goes now."""
    key, cadence = stored.edition.key, stored.edition.cadence
    try:
        issue = _issue(newsroom, key, day)
        if _is_to_be_built(issue, stored, day, now=clock()):
            issue = build(
                newsroom.store,
                newsroom.press,
                key,
                day,
                now=clock(),
                windows=windows,
                copy_pictures=newsroom.copy_pictures,
            ).issue
            yield Done(key, day, Step.BUILD, issue)
        if issue:
            if step(issue, cadence, now=clock()) is Step.AWAIT_APPROVAL:
                issue = answer_silence(newsroom.store, newsroom.press, key, day, now=clock())
            yield from _finish(newsroom, issue, cadence, clock)
            remind(newsroom.store, stored, day, now=clock())
    except Busy as error:
        log.info("%s of %s: %s", key, day, error)
    except DigestError as error:
        log.error("%s of %s: %s", key, day, error)
        _tell_failure(newsroom, stored, day, error, now=clock())
        yield Done(key, day, Step.NOTHING, error=error)


def _tell_failure(
    newsroom: Newsroom, stored: StoredEdition, day: date, error: DigestError, *, now: datetime
) -> None:
    """A database that is away cannot keep a letter either, and must not end the round."""
    try:
        with newsroom.store.writing() as session:
            tell(session, stored, day, Notice.FAILED, reason=str(error), now=now)
    except DigestError as again:
        log.error("%s of %s: nobody could be told: %s", stored.edition.key, day, again)


def _is_to_be_built(issue: Issue | None, stored: StoredEdition, day: date, *, now: datetime) -> bool:
    cadence = stored.edition.cadence
    if issue:
        return step(issue, cadence, now=now) is Step.BUILD
    return is_due_to_be_built(cadence, due_at=cadence.due_at(day), since=stored.created_at, now=now)


def _issue(newsroom: Newsroom, key: str, day: date) -> Issue | None:
    with newsroom.store.reading() as session:
        return issues.find_or_none(session, key, day)


def _finish(newsroom: Newsroom, issue: Issue, cadence: Cadence, clock: Callable[[], datetime]) -> Iterator[Done]:
    next_step = step(issue, cadence, now=clock())
    match next_step:
        case Step.SEND:
            sent = send(
                newsroom.store,
                newsroom.press,
                newsroom.links,
                newsroom.connect,
                issue.edition,
                issue.date,
                connections=newsroom.connections,
                clock=clock,
                identity=newsroom.identity,
            )
            yield Done(issue.edition, issue.date, next_step, issue, sent)
        case Step.EXPIRE:
            with newsroom.store.writing() as session:
                issues.save(session, issue.expire())
                deliveries.expire(session, issue.id, now=clock())
            yield Done(issue.edition, issue.date, next_step, issue)
        case Step.AWAIT_APPROVAL:
            yield Done(issue.edition, issue.date, next_step, issue)


class LocalTimeTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires when an edition's issues close and when they are due: one instant for each local date.

    APScheduler's own cron trigger skips 00:00 on the day after clocks go forward, and fires twice
    when they go back.
    """

    def __init__(self, instants: Callable[[date], datetime], cadence: Cadence) -> None:
        self._instants = instants
        self._cadence = cadence

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The first instant after the last firing, or from `now` on."""
        day = self._cadence.local_date(previous_fire_time or now) - timedelta(days=1)
        instants = (self._instants(day) for day in self._cadence.days_from(day))
        if previous_fire_time is None:
            return next(instant for instant in instants if instant >= now)
        return next(instant for instant in instants if instant > previous_fire_time)


def visit_sources(newsroom: Newsroom, *, clock: Callable[[], datetime]) -> list[Visit]:
    """Fetch the sources whose time has come; what fails is written down with the source."""
    visits = visit_due(newsroom.store, allow_private=newsroom.allow_private, clock=clock)
    for failed in (each for each in visits if each.failure):
        log.warning("%s: %s", failed.key, failed.failure)
    return visits


def post_letters(newsroom: Newsroom, *, clock: Callable[[], datetime]) -> int:
    """Send the letters that wait, to readers and editors; how many were taken. What fails is tried again."""
    setter = newsroom.renderer.letters
    office = PostOffice(newsroom.store, setter, newsroom.links, newsroom.connect, newsroom.identity)
    return send_letters(office, clock=clock)


def start_clock(newsroom: Newsroom, *, clock: Callable[[], datetime]) -> BackgroundScheduler:
    """A running scheduler: each edition at its own instants, a tick that finds whatever they missed, the sources.

    Editions that are made while it runs are served by the tick.
    """
    scheduler = BackgroundScheduler(
        timezone="UTC",
        # One thread for each kind of work: two ticks at once would only wait for each other.
        # Letters wait for no issue that is being sent: somebody waits for them.
        executors={name: ThreadPoolExecutor(1) for name in ("default", "sources", "letters")},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )

    def tick() -> None:
        _try(lambda: run_due(newsroom, clock=clock))

    def post() -> None:
        _try(lambda: post_letters(newsroom, clock=clock))

    def collect() -> None:
        _try(lambda: visit_sources(newsroom, clock=clock))

    scheduler.add_job(tick, "interval", seconds=TICK.total_seconds(), id="tick", next_run_time=clock())
    scheduler.add_job(
        post, "interval", seconds=TICK.total_seconds(), id="letters", executor="letters", next_run_time=clock()
    )
    scheduler.add_job(
        collect, "interval", seconds=VISIT.total_seconds(), id="sources", executor="sources", next_run_time=clock()
    )
    with newsroom.store.reading() as session:
        every = editions.every(session)
    for stored in every:
        cadence = stored.edition.cadence
        for name, instants in (("closes", cadence.closes_at), ("due", cadence.due_at)):
            trigger = LocalTimeTrigger(instants, cadence)
            scheduler.add_job(tick, trigger, id=f"{stored.edition.key}:{name}")
    scheduler.start()
    return scheduler


def _try(work: Callable[[], object]) -> None:
    """A database that is away for a moment must not end the clock."""
    try:
        work()
    except DigestError as error:
        log.error("%s", error)
