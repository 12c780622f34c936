"""Bounces: each shape is recognised for what it is, and no mail whatever makes the reading fail."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.bounce import Failure, Kind, Report
from digest.core.refusal_reason import Reason
from digest.mail.bounce import read_report

TOKEN = "bounces+" + "a" * 40 + "@news.lalagune.example"

POSTFIX = f"""\
Return-Path: <>
Delivered-To: {TOKEN}
From: MAILER-DAEMON@mx.ardoise.example (Mail Delivery System)
To: {TOKEN}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

<awa@lectrices.example>: host mail.lectrices.example said: 550 5.1.1 User unknown

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.ardoise.example
Original-Envelope-Id: envelope-7

Final-Recipient: rfc822; awa@lectrices.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.lectrices.example
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--B
Content-Type: text/rfc822-headers

Return-Path: <{TOKEN}>
Message-ID: <7@lalagune.example>
To: awa@lectrices.example

--B--
"""


def read(text: str) -> Report:
    return read_report(text.encode())


def test_report_says_who_and_why_and_where_a_token_may_stand() -> None:
    failure = Failure(
        "awa@lectrices.example",
        Reason.NO_SUCH_USER,
        550,
        "5.1.1",
        "550 5.1.1 User unknown",
        "mail.lectrices.example",
    )

    assert read(POSTFIX) == Report(
        Kind.BOUNCE, (failure,), (TOKEN, "envelope-7", f"<{TOKEN}>", "<7@lalagune.example>")
    )


def test_where_a_server_delivered_it_is_looked_at_first() -> None:
    assert read_report(POSTFIX.encode(), ["other@lalagune.example"]).traces[0] == "other@lalagune.example"


def test_report_of_a_success_is_no_bounce() -> None:
    assert read(POSTFIX.replace("Action: failed", "Action: relayed").replace("5.1.1", "2.1.5")).kind is Kind.OTHER


def test_unsubscribing_by_mail_is_told_from_what_programs_send() -> None:
    mail = f"From: Awa <awa@lectrices.example>\nTo: {TOKEN}\nSubject: unsubscribe\n"

    assert read(f"{mail}\n") == Report(Kind.UNSUBSCRIBE, traces=(TOKEN,))
    assert read(f"{mail}Auto-Submitted: auto-replied\n\n") == Report(Kind.AUTO_REPLY, traces=(TOKEN,))


def test_letter_of_a_person_is_something_else() -> None:
    assert read(f"From: Awa <awa@lectrices.example>\nTo: {TOKEN}\nSubject: Merci\n\nBonjour !\n") == Report(
        Kind.OTHER, traces=(TOKEN,)
    )


@given(
    st.lists(st.tuples(st.integers(0, len(POSTFIX)), st.integers(0, 60), st.binary(max_size=20)), max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_reading_never_fails_on_a_damaged_mail(damages: list[tuple[int, int, bytes]]) -> None:
    raw = POSTFIX.encode()
    for position, length, instead in damages:
        raw = raw[:position] + instead + raw[position + length :]

    assert read_report(raw).kind in Kind


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_reading_never_fails_on_anything(raw: bytes) -> None:
    assert read_report(raw).kind in Kind
