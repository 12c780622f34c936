"""Feedback: what a mail that came back may do, and what it may not."""

from datetime import datetime, timedelta

import pytest

from digest.circulation.evidence import Evidence
from digest.circulation.feedback import Followed, Inbound, TakenIn
from digest.core.bounce import Kind
from digest.core.return_path import ReturnPath
from digest.core.subscriber import SubscriberState
from digest.core.suppression import address_key
from digest.db import bounces, subscribers, suppressions
from digest.db.store import Store
from digest.db.subscribers import SubscriptionState
from digest.mail.outbox import Outbox
from tests.builders import NOON, TODAY
from tests.circulation.given import LINKS, an_approved_issue_in, send_today

READER = "reader1@lectrices.example"
RETURN_PATH = ReturnPath(LINKS.secret, "news.lalagune.example")
DAY = timedelta(days=1)


def inbound(store: Store) -> Inbound:
    return Inbound(store, Evidence(LINKS, RETURN_PATH))


def a_bounce(to: str = "", *, status: str = "5.1.1", said: str = "550 5.1.1 User unknown", n: int = 1) -> bytes:
    return f"""\
From: MAILER-DAEMON@mx.ardoise.example
To: {to or RETURN_PATH.address(1, 1)}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{n}@mx.ardoise.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.ardoise.example

Final-Recipient: rfc822; {READER}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {said}

--B--
""".encode()


def a_complaint(kind: str = "abuse", *, link: str = "") -> bytes:
    return f"""\
From: complaints@netardoise.example
To: abuse@lalagune.example
Subject: Abuse
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Ardoise/1.0
Version: 1

--B
Content-Type: message/rfc822

From: matin@lalagune.example
To: redacted@netardoise.example
List-Unsubscribe: <{link or LINKS.unsubscribe(1, 1)}>
Subject: La Lagune

--B--
""".encode()


@pytest.fixture
def store(store: Store) -> Store:
    """The issue of today went to two readers."""
    an_approved_issue_in(store, readers=2)
    send_today(store, Outbox)
    return store


def states(store: Store) -> list[SubscriberState]:
    with store.reading() as session:
        return [each.subscriber.state for each in subscribers.every(session, 1)]


def take_in(store: Store, raw: bytes, *, now: datetime = NOON) -> TakenIn:
    return inbound(store).take_in(raw, now=now)


def is_suppressed(store: Store) -> bool:
    with store.reading() as session:
        return bool(suppressions.suppressed(session, [address_key(LINKS.secret, READER.upper())]))


ACTIVE, SUPPRESSED = SubscriberState.ACTIVE, SubscriberState.SUPPRESSED


def test_complaint_ends_it_at_once(store: Store) -> None:
    assert take_in(store, a_complaint()) == TakenIn(
        Kind.COMPLAINT, Followed.SUPPRESSED, "abuse", READER, ("redacted@netardoise.example",)
    )

    assert (states(store), is_suppressed(store)) == ([SUPPRESSED, ACTIVE], True)


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "fraud", "virus"])
def test_other_feedback_changes_nothing(store: Store, kind: str) -> None:
    assert take_in(store, a_complaint(kind)).followed is Followed.NOTED

    assert states(store) == [ACTIVE, ACTIVE]


def test_forged_mail_changes_nothing(store: Store) -> None:
    other = ReturnPath(b"a secret of somebody else, which is long too", "news.lalagune.example")
    forged = [
        a_complaint(link="https://news.lalagune.example/u/" + "A" * 34),
        a_bounce(other.address(1, 1)),
        a_bounce("bounces@news.lalagune.example"),
    ]

    assert [take_in(store, raw, now=NOON + n * DAY).followed for n, raw in enumerate(forged)] == [
        Followed.UNPROVEN
    ] * 3
    assert states(store) == [ACTIVE, ACTIVE]


def test_missing_address_has_to_be_reported_on_two_days(store: Store) -> None:
    first = take_in(store, a_bounce())
    with store.writing() as session:  # the next morning another issue is out
        ledger = bounces.sent_at(session, 1, 1)
        assert ledger
        assert bounces.strikes(session, 1, since=None) == [bounces.Strike(ledger, 1.0, True)]
    link_only = a_bounce(n=2).replace(RETURN_PATH.address(1, 1).encode(), LINKS.unsubscribe(1, 1).encode())
    second = take_in(store, link_only, now=ledger + DAY)

    assert (first.followed, second.followed) == (Followed.COUNTED, Followed.SUPPRESSED)
    assert states(store) == [SUPPRESSED, ACTIVE]


def test_two_reports_on_one_message_are_one_failure(store: Store) -> None:
    followed = [take_in(store, a_bounce(n=n), now=NOON + n * DAY).followed for n in range(8)]

    assert followed == [Followed.COUNTED] * 8


def test_mail_that_comes_twice_counts_once(store: Store) -> None:
    assert [take_in(store, a_bounce()).followed for _ in range(2)] == [Followed.COUNTED, Followed.KNOWN]


def test_what_is_about_us_counts_against_nobody(store: Store) -> None:
    said = "550 5.7.1 Message rejected: your IP is listed by a block list"

    assert take_in(store, a_bounce(status="5.7.1", said=said)).followed is Followed.NOTED
    with store.reading() as session:
        assert bounces.strikes(session, 1, since=None) == []


def test_rehearsal_says_the_same_and_changes_nothing(store: Store) -> None:
    assert inbound(store).take_in(a_complaint(), now=NOON, dry_run=True).followed is Followed.SUPPRESSED

    assert (states(store), is_suppressed(store)) == ([ACTIVE, ACTIVE], False)
    assert take_in(store, a_complaint()).followed is Followed.SUPPRESSED


def test_mail_to_the_address_of_a_message_unsubscribes(store: Store) -> None:
    raw = f"From: {READER}\nTo: {RETURN_PATH.address(1, 1)}\nSubject: unsubscribe\n\n".encode()

    assert take_in(store, raw) == TakenIn(Kind.UNSUBSCRIBE, Followed.UNSUBSCRIBED, "", READER)
    with store.reading() as session:
        assert [each.state for each in subscribers.every(session, 1)] == [
            SubscriptionState.UNSUBSCRIBED,
            SubscriptionState.ACTIVE,
        ]


def test_released_address_begins_anew(store: Store) -> None:
    take_in(store, a_complaint())
    key = address_key(LINKS.secret, READER)
    with store.writing() as session:
        suppressions.release(session, key, READER, because="she asked", now=NOON)

    assert (states(store), is_suppressed(store)) == ([ACTIVE, ACTIVE], False)


def test_everything_that_came_back_is_listed(store: Store) -> None:
    take_in(store, a_bounce())
    take_in(store, b"Subject: Hello\n\n", now=NOON + DAY)

    with store.reading() as session:
        every = bounces.every(session, limit=10)
        hers = bounces.every(session, email=READER, since=NOON, limit=10)
    assert [(each.email, each.issue, each.kind, each.followed) for each in every] == [
        (None, None, "other", "noted"),
        (READER, f"ouest/{TODAY}", "bounce", "counted"),
    ]
    assert [(each.code, each.status, each.reason, each.words) for each in hers] == [
        (550, "5.1.1", "no such user", "550 5.1.1 User unknown")
    ]
