"""The clock's door: each issue is built when its window closes and sent when it is due, once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.cadence import Cadence
from digest.core.due import Step
from digest.core.edition import Approval, Edition, Limits
from digest.core.errors import Flawed, Unavailable
from digest.core.issue import IssueState
from digest.core.links import Links
from digest.db import editions, intake, issues, sources, subscribers, tallies
from digest.db.store import Store
from digest.db.tallies import Tally
from digest.desk.approval import approve, hold
from digest.desk.build import build
from digest.mail.outbox import Outbox
from digest.newsroom import Newsroom
from digest.render.renderer import open_renderer
from digest.scheduler import Done, LocalTimeTrigger, run_due, start_clock
from tests.builders import TODAY, a_cadence, a_new_article, a_source, an_edition
from tests.db.given import readers_in

CADENCE = a_cadence(prepare=timedelta(hours=1), grace=timedelta(hours=6))
CLOSES, DUE = CADENCE.closes_at(TODAY), CADENCE.due_at(TODAY)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Morning:
    """A newsroom with articles and two readers, and a clock that the test turns."""

    newsroom: Newsroom
    outbox: Outbox
    now: datetime

    def tick(self, now: datetime) -> list[tuple[str, date, Step]]:
        return [(done.edition, done.date, done.step) for done in self.at(now)]

    def at(self, now: datetime) -> list[Done]:
        self.now = now
        return run_due(self.newsroom, clock=lambda: self.now)

    def state(self) -> IssueState:
        with self.newsroom.store.reading() as session:
            return issues.find(session, "ouest", TODAY).state


@pytest.fixture
def morning(store: Store) -> Morning:
    outbox = Outbox()
    newsroom = Newsroom(
        store=store,
        renderer=open_renderer(None),
        links=Links(b"a secret of the tests, long enough to be one", "https://news.lalagune.example"),
        connect=lambda: outbox,
        connections=1,
    )
    return Morning(newsroom, outbox, CLOSES)


def open_edition(morning: Morning, *, made_at: datetime = CLOSES - HOUR, **changes: object) -> Edition:
    """The edition “ouest” with a story that came in before its window closed, and two readers."""
    usual = {"cadence": CADENCE, "limits": Limits(minimum=1), "approval": Approval.AUTOMATIC}
    edition = an_edition(**(usual | changes))
    with morning.newsroom.store.writing() as session:
        editions.save(session, edition, now=made_at)
        stored = editions.find(session, edition.key)
        source_id = sources.save(session, a_source())
        intake.take_in(session, source_id, [a_new_article(published_at=CLOSES - 3 * HOUR)], now=made_at)
    readers_in(morning.newsroom.store, stored, 2)
    return edition


def test_issue_is_built_at_closing_and_sent_when_due(morning: Morning) -> None:
    open_edition(morning)

    assert morning.tick(CLOSES - MINUTE) == []
    assert morning.tick(CLOSES) == [("ouest", TODAY, Step.BUILD)]
    assert morning.tick(DUE - MINUTE) == []
    assert morning.tick(DUE) == [("ouest", TODAY, Step.SEND)]
    assert morning.tick(DUE + MINUTE) == []
    assert len(morning.outbox.messages) == 2


def test_issue_waits_for_approval(morning: Morning) -> None:
    open_edition(morning, approval=Approval.REQUIRED)
    morning.tick(CLOSES)

    assert morning.tick(DUE) == [("ouest", TODAY, Step.AWAIT_APPROVAL)]
    approve(morning.newsroom.store, morning.newsroom.press, "ouest", TODAY, by="Awa", now=DUE + HOUR)
    assert morning.tick(DUE + HOUR) == [("ouest", TODAY, Step.SEND)]


def test_issue_in_which_preflight_finds_an_error_is_reported_and_not_sent(morning: Morning) -> None:
    open_edition(morning, postal_address="")
    morning.tick(CLOSES)

    [done] = morning.at(DUE)

    assert (done.step, type(done.error)) == (Step.NOTHING, Flawed)
    assert (morning.state(), morning.outbox.messages) == (IssueState.APPROVED, [])


def test_issue_that_nobody_approved_in_time_expires(morning: Morning) -> None:
    open_edition(morning, approval=Approval.REQUIRED)
    morning.tick(CLOSES)

    assert morning.tick(DUE + 6 * HOUR) == [("ouest", TODAY, Step.EXPIRE)]
    assert morning.state() is IssueState.EXPIRED
    assert morning.outbox.messages == []


def test_late_start_makes_up_for_what_was_missed(morning: Morning) -> None:
    open_edition(morning)

    assert morning.tick(DUE + 5 * HOUR) == [("ouest", TODAY, Step.BUILD), ("ouest", TODAY, Step.SEND)]


def test_start_that_is_too_late_sends_nothing(morning: Morning) -> None:
    open_edition(morning)

    assert morning.tick(DUE + 7 * HOUR) == []
    assert morning.outbox.messages == []


def test_edition_that_is_made_after_its_hour_begins_tomorrow(morning: Morning) -> None:
    open_edition(morning, made_at=DUE + MINUTE)

    assert morning.tick(DUE + HOUR) == []


def test_issue_that_was_built_early_is_built_again_at_closing(morning: Morning) -> None:
    open_edition(morning)
    build(morning.newsroom.store, morning.newsroom.press, "ouest", TODAY, now=CLOSES - HOUR)

    assert morning.state() is IssueState.READY
    assert morning.tick(CLOSES) == [("ouest", TODAY, Step.BUILD)]
    assert morning.state() is IssueState.APPROVED


def test_issue_that_was_held_is_not_approved_by_itself_again(morning: Morning) -> None:
    open_edition(morning)
    morning.tick(CLOSES)
    hold(morning.newsroom.store, "ouest", TODAY, because="a doubt about the lead", now=CLOSES)

    build(morning.newsroom.store, morning.newsroom.press, "ouest", TODAY, now=CLOSES + MINUTE)

    assert morning.tick(DUE) == [("ouest", TODAY, Step.AWAIT_APPROVAL)]


def test_thin_issue_is_withheld(morning: Morning) -> None:
    open_edition(morning, limits=Limits(minimum=2))

    morning.tick(CLOSES)

    assert morning.tick(DUE) == []
    assert morning.state() is IssueState.WITHHELD


def test_edition_that_fails_does_not_keep_the_others_from_being_sent(morning: Morning) -> None:
    edition = open_edition(morning)
    morning.tick(CLOSES)
    with morning.newsroom.store.writing() as session:
        editions.save(session, replace(edition, tagline="Une promesse que personne n’a approuvée"), now=CLOSES)
        editions.save(session, replace(edition, key="zou", name="Zou"), now=CLOSES - HOUR)
        zou = editions.find(session, "zou").id
        for person in subscribers.active(session, editions.find(session, "ouest").id):
            subscribers.join(
                session,
                zou,
                email=person.subscriber.email,
                name="",
                choice=person.choice,
                consent="asked",
                now=CLOSES,
            )

    steps = morning.tick(DUE)

    assert steps == [("ouest", TODAY, Step.NOTHING), ("zou", TODAY, Step.BUILD), ("zou", TODAY, Step.SEND)]
    assert len(morning.outbox.messages) == 2


def test_editions_go_out_by_the_time_when_they_are_due_and_then_by_their_key(morning: Morning) -> None:
    edition = open_edition(morning)
    early = a_cadence(at=time(6, 0), prepare=timedelta(minutes=30), grace=timedelta(hours=6))
    with morning.newsroom.store.writing() as session:
        editions.save(session, replace(edition, key="golfe"), now=CLOSES - HOUR)
        editions.save(session, replace(edition, key="zou", cadence=early), now=CLOSES - HOUR)
        others = [editions.find(session, key) for key in ("golfe", "zou")]
    for stored in others:
        readers_in(morning.newsroom.store, stored, 1)

    sent = [(done.edition, done.sent.tally) for done in morning.at(DUE) if done.sent]

    assert sent == [
        ("zou", Tally(accepted=1)),
        ("golfe", Tally(suppressed=1)),
        ("ouest", Tally(accepted=1, suppressed=1)),
    ]


def test_issue_of_another_sender_is_left_alone(morning: Morning) -> None:
    open_edition(morning)
    morning.tick(CLOSES)
    with morning.newsroom.store.reading() as session:
        issue_id = issues.find(session, "ouest", TODAY).id

    with morning.newsroom.store.sending_lock(issue_id):
        assert morning.tick(DUE) == []

    assert morning.state() is IssueState.APPROVED


def test_running_clock_sends_what_is_due(morning: Morning) -> None:
    open_edition(morning)
    morning.tick(CLOSES)
    connected = threading.Event()

    def connect() -> Outbox:
        connected.set()
        return morning.outbox

    scheduler = start_clock(replace(morning.newsroom, connect=connect), clock=lambda: DUE)
    assert connected.wait(timeout=20)
    names = {job.id for job in scheduler.get_jobs()}
    scheduler.shutdown(wait=True)

    assert names == {"tick", "sources", "letters", "ouest:closes", "ouest:due"}
    with morning.newsroom.store.reading() as session:
        assert tallies.tally(session, issues.find(session, "ouest", TODAY).id).accepted == 2


def test_clock_outlives_a_database_that_is_away(morning: Morning, caplog: pytest.LogCaptureFixture) -> None:
    told = threading.Event()

    def failing_clock() -> datetime:
        told.set()
        raise Unavailable("The database is away.")

    scheduler = start_clock(morning.newsroom, clock=_first(DUE, failing_clock))
    assert told.wait(timeout=20)
    scheduler.shutdown(wait=True)

    assert "The database is away." in caplog.messages


def _first(moment: datetime, then: Callable[[], datetime]) -> Callable[[], datetime]:
    """A clock that tells `moment` three times, for the start, and asks `then` from there on."""
    moments = [moment] * 3
    return lambda: moments.pop() if moments else then()


@given(
    zone=st.sampled_from(
        ("Europe/Paris", "Africa/Cairo", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "UTC")
    ),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    first=st.dates(date(2026, 1, 1), date(2027, 11, 1)),
)
def test_trigger_fires_once_for_each_local_date(zone: str, at: time, first: date) -> None:
    cadence = Cadence(zone=zone, at=at)
    trigger = LocalTimeTrigger(cadence.due_at, cadence)
    days = [first + timedelta(days=n) for n in range(40)]

    fired = [trigger.get_next_fire_time(None, cadence.due_at(first))]
    while len(fired) < len(days):
        fired.append(trigger.get_next_fire_time(fired[-1], fired[-1]))

    assert fired == [cadence.due_at(day) for day in days]


@pytest.mark.parametrize(
    ("day", "at"), [(date(2026, 3, 30), time(0, 0)), (date(2026, 10, 25), time(2, 30))], ids=["spring", "autumn"]
)
def test_trigger_keeps_the_days_that_cron_triggers_miss_or_repeat(day: date, at: time) -> None:
    cadence = Cadence(zone="Europe/Paris", at=at)
    trigger = LocalTimeTrigger(cadence.due_at, cadence)
    eve = cadence.due_at(day - timedelta(days=1))

    first = trigger.get_next_fire_time(eve, eve)
    second = trigger.get_next_fire_time(first, first)

    assert [first, second] == [cadence.due_at(day), cadence.due_at(day + timedelta(days=1))]
