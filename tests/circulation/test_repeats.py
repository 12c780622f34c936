"""Across editions nobody gets a story twice, and nobody loses one that they have not had."""

import email
import email.policy
import re
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from digest.circulation.repeats import MEMORY
from digest.circulation.send import Sent, send
from digest.circulation.settle import settle
from digest.core.country import WORLD
from digest.core.delivery import JITTER, RETRY_AFTER, DeliveryState, Outcome, Receipt
from digest.core.issue import Content, Issue, Section
from digest.core.story import Story
from digest.core.subscriber import Choice, Format
from digest.db import deliveries, editions, issues, subscribers, tallies
from digest.db.store import Store
from digest.db.tallies import Tally
from digest.desk.approval import approve
from digest.mail.outbox import Outbox
from digest.mail.transport import Outgoing, Transport
from tests.builders import NOON, TODAY, a_placement, an_article
from tests.circulation.given import LINKS, SENT_AT, make_press
from tests.circulation.test_send import smtp_to
from tests.db.given import an_edition_in, an_issue_in, readers_in
from tests.servers import Act, ScriptedServer

YESTERDAY = TODAY - timedelta(days=1)
AWA, INES = "reader1@lectrices.example", "reader2@lectrices.example"


def a_story_of(*ids: int, country: str = "BJ", update_of: date | None = None) -> Story:
    """Told by the first of these articles; its title is “story” and the article’s id."""
    lead, *also = (an_article(f"story{id}", id=id, countries=(country,), lead="") for id in ids)
    return Story(lead, tuple(also), update_of=update_of)


def an_issue_of(store: Store, key: str, stories: Sequence[Story], *, day: date = TODAY) -> Issue:
    """The approved issue of `day` with these stories, of an edition that is there."""
    with store.reading() as session:
        stored = editions.find(session, key)
    content = Content(lead=None, sections=(Section("Nouvelles", tuple(map(a_placement, stories))),))
    draft = an_issue_in(store, stored, day=day)
    with store.writing() as session:
        issues.save(session, draft.rebuild(content, at=NOON, minimum=0))
    return approve(store, make_press, key, day, by="Awa", now=SENT_AT)


def readers_of(store: Store, key: str, count: int = 1, *, choice: Choice | None = None) -> None:
    readers_in(store, an_edition_in(store, key), count, choice=choice)


def send_issue(
    store: Store,
    key: str,
    connect: Callable[[], Transport],
    *,
    day: date = TODAY,
    now: datetime = SENT_AT,
    connections: int = 1,
) -> Sent:
    return send(store, make_press, LINKS, connect, key, day, connections=connections, clock=lambda: now)


def sent_to(store: Store, key: str, *, day: date = TODAY) -> dict[str, set[int]]:
    """Which stories the mails of an issue showed to whom."""
    outbox = Outbox()
    send_issue(store, key, lambda: outbox, day=day)
    return shown_in(outbox.messages)


def shown_in(messages: Sequence[Outgoing]) -> dict[str, set[int]]:
    return {outgoing.envelope.recipient: _stories_in(b"".join(outgoing.parts)) for outgoing in messages}


def _stories_in(raw: bytes) -> set[int]:
    body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    assert body
    return {int(number) for number in re.findall(r"story(\d+)", body.get_content())}


def tally(store: Store, issue: Issue) -> Tally:
    with store.reading() as session:
        return tallies.tally(session, issue.id)


def selections_of(store: Store, issue: Issue) -> int:
    """How many different sets of stories its mails showed."""
    with store.reading() as session:
        query = text("SELECT count(*) FROM selection WHERE issue_id = :issue")
        return int(session.execute(query, {"issue": issue.id}).scalar_one())


def test_second_edition_brings_only_what_the_first_one_did_not(store: Store) -> None:
    readers_of(store, "ouest", 1)
    readers_of(store, "sahel", 2)
    an_issue_of(store, "ouest", [a_story_of(1), a_story_of(2), a_story_of(3)])
    an_issue_of(store, "sahel", [a_story_of(3), a_story_of(4), a_story_of(7, 2)])

    assert sent_to(store, "ouest") == {AWA: {1, 2, 3}}
    assert sent_to(store, "sahel") == {AWA: {4}, INES: {3, 4, 7}}


def test_subject_is_that_of_what_is_shown(store: Store) -> None:
    readers_of(store, "ouest")
    readers_of(store, "sahel")
    an_issue_of(store, "ouest", [a_story_of(1)])
    an_issue_of(store, "sahel", [a_story_of(1), a_story_of(2)])
    outbox = Outbox()

    for key in ("ouest", "sahel"):
        send_issue(store, key, lambda: outbox)

    mails = [
        email.message_from_bytes(b"".join(sent.parts), policy=email.policy.default) for sent in outbox.messages
    ]
    assert [mail["Subject"] for mail in mails] == ["story1", "story2"]


def test_readers_who_had_the_same_share_one_variant(store: Store) -> None:
    readers_of(store, "ouest", 25)
    readers_of(store, "sahel", 30)
    an_issue_of(store, "ouest", [a_story_of(1)])
    second = an_issue_of(store, "sahel", [a_story_of(1), a_story_of(2)])

    sent_to(store, "ouest")
    shown = sent_to(store, "sahel")

    assert [list(shown.values()).count(stories) for stories in ({2}, {1, 2})] == [25, 5]
    assert selections_of(store, second) == 2


def test_issue_of_which_everything_had_come_is_not_sent(store: Store) -> None:
    readers_of(store, "ouest")
    readers_of(store, "sahel", choice=Choice(("BJ",)))
    an_issue_of(store, "ouest", [a_story_of(1), a_story_of(2)])
    second = an_issue_of(store, "sahel", [a_story_of(2), a_story_of(3, country="ML")])

    sent_to(store, "ouest")

    assert sent_to(store, "sahel") == {}
    with store.reading() as session:
        [line] = tallies.listed(session, second.id, DeliveryState.SUPPRESSED)
    assert line.reply == "everything in this issue had come in another edition"


def test_story_that_the_choice_there_left_out_comes(store: Store) -> None:
    readers_of(store, "ouest", choice=Choice(("ML",)))
    readers_of(store, "sahel")
    stories = [a_story_of(1), a_story_of(2, country="ML"), a_story_of(3, country="ZM")]
    an_issue_of(store, "ouest", stories)
    an_issue_of(store, "sahel", stories)

    assert sent_to(store, "ouest") == {AWA: {2}}
    assert sent_to(store, "sahel") == {AWA: {1, 3}}


def test_choice_that_has_changed_since_does_not_change_what_was_had(store: Store) -> None:
    readers_of(store, "ouest", choice=Choice(("ML",)))
    readers_of(store, "sahel")
    stories = [a_story_of(1), a_story_of(2, country="ML")]
    an_issue_of(store, "ouest", stories)
    an_issue_of(store, "sahel", stories)
    sent_to(store, "ouest")

    with store.writing() as session:
        session.execute(text("UPDATE subscription SET countries = 'BJ' WHERE edition_id = 1"))

    assert sent_to(store, "sahel") == {AWA: {1}}


def test_story_that_has_moved_on_comes_again(store: Store) -> None:
    readers_of(store, "ouest")
    readers_of(store, "sahel")
    an_issue_of(store, "ouest", [a_story_of(1), a_story_of(2)])
    an_issue_of(store, "sahel", [a_story_of(5, 1, update_of=YESTERDAY), a_story_of(2, update_of=YESTERDAY)])

    sent_to(store, "ouest")

    assert sent_to(store, "sahel") == {AWA: {5}}


@pytest.mark.parametrize(("age", "shown"), [(MEMORY, {2}), (MEMORY + timedelta(days=1), {1, 2})])
def test_story_of_long_ago_comes_again(store: Store, age: timedelta, shown: set[int]) -> None:
    readers_of(store, "ouest")
    readers_of(store, "sahel")
    an_issue_of(store, "ouest", [a_story_of(1)], day=TODAY - age)
    an_issue_of(store, "sahel", [a_story_of(1), a_story_of(2)])

    sent_to(store, "ouest", day=TODAY - age)

    assert sent_to(store, "sahel") == {AWA: shown}


def test_mail_that_was_refused_was_not_had(store: Store) -> None:
    readers_of(store, "ouest")
    readers_of(store, "sahel")
    an_issue_of(store, "ouest", [a_story_of(1)])
    an_issue_of(store, "sahel", [a_story_of(1), a_story_of(2)])

    with ScriptedServer({"RCPT": b"552 5.2.2 Mailbox full\r\n"}) as server:
        send_issue(store, "ouest", lambda: smtp_to(server.port))

    assert sent_to(store, "sahel") == {AWA: {1, 2}}


def test_mail_that_was_deferred_leaves_out_what_came_meanwhile(store: Store) -> None:
    readers_of(store, "ouest")
    readers_of(store, "sahel")
    an_issue_of(store, "ouest", [a_story_of(1), a_story_of(3)])
    an_issue_of(store, "sahel", [a_story_of(1), a_story_of(2)])

    with ScriptedServer({"RCPT": b"451 4.7.1 Greylisted\r\n"}) as server:
        send_issue(store, "ouest", lambda: smtp_to(server.port))
    between = sent_to(store, "sahel")
    later = Outbox()
    send_issue(store, "ouest", lambda: later, now=SENT_AT + RETRY_AFTER[0] * (1 + JITTER))

    assert between == {AWA: {1, 2}}
    assert shown_in(later.messages) == {AWA: {3}}


def test_mail_that_may_have_arrived_was_had_until_somebody_says_otherwise(store: Store) -> None:
    readers_of(store, "ouest")
    readers_of(store, "sahel")
    an_issue_of(store, "ouest", [a_story_of(1), a_story_of(3)])
    an_issue_of(store, "sahel", [a_story_of(1), a_story_of(2)])

    with ScriptedServer({".": [Act.DROP]}) as server:
        send_issue(store, "ouest", lambda: smtp_to(server.port))
    second = sent_to(store, "sahel")
    settle(store, "ouest", TODAY, arrived=False, now=SENT_AT)
    again = sent_to(store, "ouest")

    assert second == {AWA: {2}}
    assert again == {AWA: {1, 3}}  # the second mail did not show story 1, so it is not lost


def test_mail_in_mid_air_counts_as_had_within_the_choice_of_its_reader(store: Store) -> None:
    readers_of(store, "ouest", choice=Choice(("ML", WORLD)))
    readers_of(store, "sahel")
    stories = [a_story_of(1), a_story_of(2, country="ML"), a_story_of(3, country="ZM")]
    first = an_issue_of(store, "ouest", stories)
    an_issue_of(store, "sahel", stories)

    with store.writing() as session:
        issues.save(session, first.start())
        deliveries.plan(session, first.id, 1, now=NOON)
        deliveries.claim(session, first.id, limit=10, now=NOON)

    assert sent_to(store, "sahel") == {AWA: {1}}


def test_two_editions_at_the_same_moment_double_nothing(store: Store) -> None:
    readers_of(store, "ouest", 60)
    readers_of(store, "sahel", 60)
    an_issue_of(store, "ouest", [a_story_of(1), a_story_of(2)])
    an_issue_of(store, "sahel", [a_story_of(2), a_story_of(3)])
    boxes = {"ouest": Outbox(), "sahel": Outbox()}

    with ThreadPoolExecutor(2) as pool:
        for key, box in boxes.items():
            pool.submit(partial(send_issue, store, key, lambda box=box: box, connections=2))

    west, sahel = (shown_in(box.messages) for box in boxes.values())
    assert (len(west), len(sahel)) == (60, 60)
    assert all(2 in west[reader] | sahel[reader] for reader in west)
    assert [reader for reader in west if west[reader] & sahel[reader]] == []


def test_edition_that_shares_no_reader_writes_nothing_down(store: Store) -> None:
    readers_of(store, "ouest", 3)
    an_edition_in(store, "sahel")
    issue = an_issue_of(store, "ouest", [a_story_of(1)])

    sent_to(store, "ouest")

    assert (tally(store, issue), selections_of(store, issue)) == (Tally(accepted=3), 0)


def test_reader_who_takes_a_second_edition_later_has_had_what_the_first_one_said(store: Store) -> None:
    readers_of(store, "ouest", choice=Choice(("BJ",)))
    an_issue_of(store, "ouest", [a_story_of(1), a_story_of(2, country="ML")])
    sent_to(store, "ouest")

    readers_of(store, "sahel")
    an_issue_of(store, "sahel", [a_story_of(1), a_story_of(2, country="ML")])

    assert sent_to(store, "sahel") == {AWA: {2}}


class Telling(NamedTuple):
    """One edition's telling of one event."""

    event: int
    articles: tuple[int, ...]
    country: str

    def story(self) -> Story:
        return a_story_of(*(10 * self.event + number for number in self.articles), country=self.country)


class Plan(NamedTuple):
    """Three editions, three readers, and what the server says to each mail."""

    contents: list[list[Telling]]
    choices: list[list[Choice | None]]
    """By edition and reader; None for no subscription."""
    order: list[int]
    outcomes: list[Outcome]


class Fates:
    """A server that answers as it was told, and keeps every mail that may have arrived."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self._outcomes = list(outcomes)
        self.arrived: list[Outgoing] = []

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        return [self._take(outgoing) for outgoing in batch]

    def _take(self, outgoing: Outgoing) -> Receipt:
        outcome = self._outcomes.pop() if self._outcomes else Outcome.ACCEPTED
        if outcome is not Outcome.REJECTED:
            self.arrived.append(outgoing)
        return Receipt(outcome)

    def close(self) -> None:
        """Nothing is open."""


TELLINGS = st.builds(
    Telling,
    st.integers(1, 5),
    st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(["BJ", "ML", "ZM"]),
)
CHOICES = st.lists(st.sampled_from(["BJ", "ML", WORLD]), max_size=2, unique=True).map(
    lambda codes: Choice(tuple(codes), format=Format.TEXT)
)
PLANS = st.builds(
    Plan,
    st.lists(
        st.lists(TELLINGS, unique_by=lambda each: each.event, min_size=1, max_size=5), min_size=3, max_size=3
    ),
    st.lists(st.lists(st.none() | CHOICES, min_size=3, max_size=3), min_size=3, max_size=3),
    st.permutations([0, 1, 2]),
    st.lists(st.sampled_from([Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.REJECTED, Outcome.UNKNOWN]), max_size=9),
)
KEYS = ("ouest", "sahel", "golfe")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=PLANS)
def test_nobody_gets_a_story_twice_and_nobody_loses_one(sqlite_store: Store, plan: Plan) -> None:
    clear(sqlite_store)
    for key, content, choices in zip(KEYS, plan.contents, plan.choices, strict=True):
        subscribe(sqlite_store, key, choices)
        an_issue_of(sqlite_store, key, [telling.story() for telling in content])
    server = Fates(plan.outcomes)
    had: dict[str, list[set[int]]] = {f"reader{n}@lectrices.example": [] for n in (1, 2, 3)}

    for index in plan.order:
        begun = len(server.arrived)
        send_issue(sqlite_store, KEYS[index], lambda: server)
        refused = refused_by(sqlite_store, KEYS[index])
        arrived = shown_in(server.arrived[begun:])
        for number, (reader, stories) in enumerate(had.items()):
            choice = plan.choices[index][number]
            if choice is None or reader in refused:
                assert reader not in arrived
                continue
            wanted = [t for t in plan.contents[index] if not choice.countries or home(t) in choice.countries]
            new = [t for t in wanted if not any(ids(t) & story for story in stories)]
            assert arrived.get(reader, set()) == {10 * t.event + t.articles[0] for t in new}
            stories += [ids(t) for t in new]


def clear(store: Store) -> None:
    with store.writing() as session:
        for table in ("delivery", "selection", "issue", "subscription", "subscriber", "edition"):
            session.execute(text(f"DELETE FROM {table}"))


def subscribe(store: Store, key: str, choices: Collection[Choice | None]) -> None:
    stored = an_edition_in(store, key)
    with store.writing() as session:
        for number, choice in enumerate(choices, start=1):
            if choice:
                address = f"reader{number}@lectrices.example"
                subscribers.join(
                    session, stored.id, email=address, name="", choice=choice, consent="asked", now=NOON
                )


def refused_by(store: Store, key: str) -> set[str]:
    with store.reading() as session:
        issue = issues.find(session, key, TODAY)
        return {line.email for line in tallies.listed(session, issue.id, DeliveryState.REJECTED)}


def ids(telling: Telling) -> set[int]:
    return {10 * telling.event + number for number in telling.articles}


def home(telling: Telling) -> str:
    return WORLD if telling.country == "ZM" else telling.country
