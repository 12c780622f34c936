"""An approved issue reaches everybody once, and nothing but what was approved goes out."""

import email
import email.policy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.circulation.deliver import BATCH
from digest.circulation.leave import unsubscribe
from digest.circulation.send import Planned, plan
from digest.circulation.settle import settle
from digest.core.delivery import JITTER, RETRY_AFTER, DeliveryState, Outcome, Receipt, next_step
from digest.core.errors import Busy, Conflict, NotApproved, NotFound, Unavailable
from digest.core.issue import IssueState
from digest.core.subscriber import Choice, Format
from digest.db import deliveries, editions, issues, tallies
from digest.db.store import Store
from digest.db.tallies import Tally
from digest.desk.approval import hold
from digest.mail.mailbox import Mailbox
from digest.mail.outbox import Outbox
from digest.mail.smtp import Smtp
from tests.builders import NOON, TODAY, an_edition
from tests.circulation.given import LINKS, SENT_AT, an_approved_issue_in, make_press, send_today
from tests.servers import Act, ScriptedServer


def smtp_to(port: int) -> Smtp:
    return Smtp(host="127.0.0.1", port=port, timeout=5)


def recipients(outbox: Outbox) -> list[str]:
    return [outgoing.envelope.recipient for outgoing in outbox.messages]


def test_everybody_receives_the_issue_once_over_smtp(store: Store, tmp_path: Path) -> None:
    an_approved_issue_in(store, readers=25)

    with Mailbox(tmp_path) as box:
        sent = send_today(store, lambda: smtp_to(box.port), connections=4)
        received = sorted(mail.envelope.recipient for mail in box.messages())

    assert received == sorted(f"reader{n}@lectrices.example" for n in range(1, 26))
    assert sent.tally == Tally(accepted=25)
    assert sent.issue.state is IssueState.SENT


def test_received_mail_has_no_defect_and_shows_one_story_list(store: Store, tmp_path: Path) -> None:
    an_approved_issue_in(store, readers=1)

    with Mailbox(tmp_path) as box:
        send_today(store, lambda: smtp_to(box.port))
        raw = box.messages()[0].path.read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)

    assert [part.defects for part in message.walk()] == [[], [], []]
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert message["List-Unsubscribe"] == f"<{LINKS.unsubscribe(1, 1)}>"
    for part in ("plain", "html"):
        content = message.get_body((part,)).get_content()
        for title in (
            "Une force commune pour le Sahel",
            "Crue du fleuve à Malanville",
            "Le fleuve baisse à Mopti",
        ):
            assert title in content.replace("\N{NO-BREAK SPACE}", " ")


def test_second_run_sends_nothing(store: Store) -> None:
    an_approved_issue_in(store, readers=3)
    first, second = Outbox(), Outbox()

    send_today(store, lambda: first)
    again = send_today(store, lambda: second)

    assert (len(first.messages), second.messages) == (3, [])
    assert again.tally == Tally(accepted=3)


def test_two_runs_at_once_do_not_overlap(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=3)
    outbox = Outbox()

    with store.sending_lock(issue.id), pytest.raises(Busy, match="Another process is sending this issue"):
        send_today(store, lambda: outbox)

    assert outbox.messages == []


def test_reader_who_left_after_the_plan_is_suppressed(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=2)
    with store.writing() as session:
        deliveries.plan(session, issue.id, editions.find(session, "ouest").id, now=NOON)
    token = LINKS.unsubscribe(1, 1).rpartition("/")[2]
    unsubscribe(store, LINKS, token, now=NOON)
    outbox = Outbox()

    sent = send_today(store, lambda: outbox)

    assert recipients(outbox) == ["reader2@lectrices.example"]
    assert sent.tally == Tally(accepted=1, suppressed=1)


def test_reader_whose_choice_fits_no_story_gets_no_empty_mail(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=1, choice=Choice(countries=("ZM",)))
    outbox = Outbox()

    sent = send_today(store, lambda: outbox)

    assert outbox.messages == []
    assert sent.tally == Tally(suppressed=1)
    with store.reading() as session:
        [line] = tallies.listed(session, issue.id, DeliveryState.SUPPRESSED)
    assert line.reply == "no story of the issue fits the subscriber’s choice"


def test_reader_of_text_gets_text_alone(store: Store) -> None:
    an_approved_issue_in(store, readers=1, choice=Choice(format=Format.TEXT))
    outbox = Outbox()

    send_today(store, lambda: outbox)
    message = email.message_from_bytes(b"".join(outbox.messages[0].parts), policy=email.policy.default)

    assert message.get_content_type() == "text/plain"


def test_deferred_message_is_tried_again_when_it_is_due(store: Store) -> None:
    an_approved_issue_in(store, readers=1)

    with ScriptedServer({"RCPT": [b"450 4.2.1 Greylisted, come back\r\n", None]}) as server:
        first = send_today(store, lambda: smtp_to(server.port))
        early = send_today(store, lambda: smtp_to(server.port), now=SENT_AT + RETRY_AFTER[0] / 2)
        second = send_today(store, lambda: smtp_to(server.port), now=SENT_AT + RETRY_AFTER[0] * (1 + JITTER))

    assert (first.tally, first.issue.state) == (Tally(deferred=1), IssueState.SENDING)
    assert first.next_attempt_at == next_step(Receipt(Outcome.DEFERRED), attempt=1, now=SENT_AT, salt=1).due_at
    assert early.tally == Tally(deferred=1)
    assert (second.tally, second.issue.state) == (Tally(accepted=1), IssueState.SENT)


def test_refused_address_is_rejected_and_named(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=2)

    with ScriptedServer({"RCPT": [b"550 5.1.1 No such user\r\n", None]}) as server:
        sent = send_today(store, lambda: smtp_to(server.port))

    assert sent.tally == Tally(accepted=1, rejected=1)
    with store.reading() as session:
        [line] = tallies.listed(session, issue.id, DeliveryState.REJECTED)
    assert (line.email, line.code, line.enhanced) == ("reader1@lectrices.example", 550, "5.1.1")


def test_message_lost_after_its_final_dot_is_unknown_until_somebody_settles_it(store: Store) -> None:
    an_approved_issue_in(store, readers=1)

    with ScriptedServer({".": [Act.DROP]}) as server:
        lost = send_today(store, lambda: smtp_to(server.port))
        again = send_today(store, lambda: smtp_to(server.port))
        settled = settle(store, "ouest", TODAY, arrived=False, now=SENT_AT)
        third = send_today(store, lambda: smtp_to(server.port))

    assert lost.tally == again.tally == Tally(unknown=1)
    assert settled == 1
    assert third.tally == Tally(accepted=1)
    assert third.issue.state is IssueState.SENT


def test_what_a_dead_process_left_is_unknown(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=3)
    with store.writing() as session:
        issues.save(session, issue.start())
        deliveries.plan(session, issue.id, 1, now=NOON)
        deliveries.claim(session, issue.id, limit=2, now=NOON)
    outbox = Outbox()

    sent = send_today(store, lambda: outbox)

    assert recipients(outbox) == ["reader3@lectrices.example"]
    assert (sent.orphans, sent.tally) == (2, Tally(accepted=1, unknown=2))


def test_server_that_is_down_loses_nothing(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=BATCH + 1)
    with ScriptedServer() as server:
        closed_port = server.port

    with pytest.raises(Unavailable, match=r"127\.0\.0\.1"):
        send_today(store, lambda: smtp_to(closed_port), connections=2)

    with store.reading() as session:
        assert tallies.tally(session, issue.id) == Tally(queued=BATCH + 1)


def test_server_that_takes_nothing_does_not_keep_us_for_ever(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=1)

    with ScriptedServer({"MAIL": b"421 4.3.2 Shutting down\r\n"}) as server, pytest.raises(Unavailable):
        send_today(store, lambda: smtp_to(server.port))

    with store.reading() as session:
        assert tallies.tally(session, issue.id).targeted == 1
        assert tallies.tally(session, issue.id).unfinished == 1


def test_issue_that_nobody_approved_is_not_sent(store: Store) -> None:
    an_approved_issue_in(store, readers=1)
    hold(store, "ouest", TODAY, because="a doubt about the lead", now=NOON)
    outbox = Outbox()

    with pytest.raises(NotApproved, match=r"ouest/2026-03-06 is held, so nothing was sent"):
        send_today(store, lambda: outbox)

    assert outbox.messages == []


def test_issue_whose_edition_changed_since_it_was_approved_is_not_sent(store: Store) -> None:
    an_approved_issue_in(store, readers=1)
    with store.writing() as session:
        editions.save(session, an_edition(tagline="Une autre promesse"), now=NOON)
    outbox = Outbox()

    with pytest.raises(Conflict, match="no longer what was approved"):
        send_today(store, lambda: outbox)

    assert outbox.messages == []


def test_missing_issue_is_named(store: Store) -> None:
    with pytest.raises(NotFound, match="There is no edition “ouest”"):
        send_today(store, Outbox)


def test_plan_says_what_would_be_sent_and_changes_nothing(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=4)

    planned = plan(store, make_press, LINKS, "ouest", TODAY, now=SENT_AT)

    assert replace(planned, html_bytes=0) == Planned(planned.subject, 3, 0, 4)
    assert "Une force commune pour le Sahel" in planned.subject.replace("\N{NO-BREAK SPACE}", " ")
    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY) == issue
        assert tallies.tally(session, issue.id) == Tally()


def test_message_that_is_put_off_again_and_again_expires(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=1)
    now, attempts = SENT_AT, 0

    with ScriptedServer({"RCPT": b"451 4.3.0 Try later\r\n"}) as server:
        while (sent := send_today(store, lambda: smtp_to(server.port), now=now)).next_attempt_at:
            now, attempts = sent.next_attempt_at, attempts + 1

    assert (sent.tally, sent.issue.state) == (Tally(expired=1), IssueState.SENT)
    assert attempts > len(RETRY_AFTER)
    assert timedelta(hours=11) < now - issue.due_at < timedelta(hours=12)
    with store.reading() as session:
        [line] = tallies.listed(session, issue.id, DeliveryState.EXPIRED)
    assert (line.code, line.enhanced, line.reply) == (451, "4.3.0", "Try later")


def test_what_waits_when_the_issue_is_too_late_is_not_sent_any_more(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=2)
    with store.writing() as session:
        issues.save(session, issue.start())
        deliveries.plan(session, issue.id, 1, now=NOON)
    outbox = Outbox()

    sent = send_today(store, lambda: outbox, now=SENT_AT + timedelta(hours=12))

    assert outbox.messages == []
    assert (sent.tally, sent.issue.state) == (Tally(expired=2), IssueState.SENT)
