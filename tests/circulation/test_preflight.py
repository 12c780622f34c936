"""What preflight knows of an issue, and when it keeps one from being sent."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.circulation.preflight import preflight
from digest.circulation.send import send
from digest.core.article import Picture
from digest.core.clean import clean_line, clean_text
from digest.core.edition import Edition, Sender
from digest.core.errors import Flawed
from digest.core.issue import Content, Issue, IssueState, Section, SlotKind
from digest.core.links import Links
from digest.core.return_path import ReturnPath
from digest.db import editions, issues
from digest.db.editions import StoredEdition
from digest.db.store import Store
from digest.desk.approval import approve
from digest.mail.identity import Identity
from digest.mail.outbox import Outbox
from digest.render.preflight.finding import Finding, Level
from digest.render.preflight.inspect import Report
from tests.builders import NOON, TODAY, a_content, a_placement, a_source, a_story, an_edition, an_issue
from tests.circulation.given import LINKS, SENT_AT, an_approved_issue_in, make_press, send_today
from tests.db.given import an_edition_in, an_issue_in, readers_in

_NAUGHTY = st.sampled_from(
    [
        *("{{x}}", "{%if%}", "%%email%%", "*|X|*", "${x}", "<script>alert(1)</script>", "<b>", "TODO", "[Nom]"),
        *("lorem ipsum", "«a»", "?", "\u202eabc", "\x92", "=?utf-8?q?x?=", "&nbsp;", "&amp;lt;", "\0", "\u2028"),
        *(
            "http://x.example/",
            "مرحبا",
            "👩‍👩‍👧",
            "ß",
            "İstanbul",
            "\u00ad",
            "\u0301a",
            "--=_edge",
            ".",
            "x" * 120,
        ),
    ]
)
_TEXT = st.lists(_NAUGHTY | st.text(max_size=10), min_size=1, max_size=5).map(" ".join)


def found(store: Store, issue: Issue, edition: Edition | None = None, links: Links = LINKS) -> list[str]:
    report = preflight(store, make_press, links, edition or an_edition(), issue, now=NOON)
    return [finding.name for finding in report.findings]


def without_address(store: Store) -> StoredEdition:
    with store.writing() as session:
        stored = editions.find(session, "ouest")
        editions.save(session, replace(stored.edition, postal_address=""), now=NOON)
        return editions.find(session, "ouest")


def an_issue_without_address_in(store: Store, *, readers: int) -> None:
    readers_in(store, an_edition_in(store), readers)
    draft = an_issue_in(store, without_address(store))
    with store.writing() as session:
        issues.save(session, draft.rebuild(a_content(), at=NOON, minimum=1))
    approve(store, make_press, "ouest", TODAY, by="Awa", now=NOON)


def test_preflight_finds_nothing_in_a_good_issue(store: Store) -> None:
    issue = an_approved_issue_in(store)

    report = preflight(store, make_press, LINKS, an_edition(), issue, network=lambda urls: {}, now=NOON)

    assert report == Report(())


def test_preflight_takes_the_address_to_unsubscribe_by_mail_beside_the_link(store: Store) -> None:
    issue = an_approved_issue_in(store)
    identity = Identity(return_path=ReturnPath(LINKS.secret, "lalagune.example"))

    report = preflight(
        store, make_press, LINKS, an_edition(), issue, only=["one-click"], identity=identity, now=NOON
    )

    assert report == Report(())


def test_preflight_knows_the_subject_of_the_issue_before(store: Store) -> None:
    before = an_approved_issue_in(store)
    issue = replace(before, date=TODAY + timedelta(days=1))

    assert found(store, issue) == ["same-subject"]
    assert found(store, replace(issue, date=TODAY + timedelta(days=2))) == []


def test_preflight_of_an_empty_issue_says_that_it_is_empty(store: Store) -> None:
    issue = an_issue(content=Content(None, ()))

    assert found(store, issue) == ["empty"]


def test_preflight_tells_what_keeps_a_message_from_being_made(store: Store) -> None:
    anywhere = Links(LINKS.secret, "http://lalagune.example")
    nobody = an_edition(sender=Sender("nobody", "La Lagune"))

    report = preflight(store, make_press, anywhere, an_edition(), an_issue(content=a_content()), now=NOON)

    [finding] = report.findings
    assert (finding.level, finding.name, finding.where) == (Level.ERROR, "one-click", "header List-Unsubscribe")
    assert "DIGEST_PUBLIC_URL has to start with https://" in finding.message
    assert found(store, an_issue(content=a_content()), nobody) == ["from"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TEXT, _TEXT, _TEXT)
def test_nothing_that_a_source_can_write_stops_an_issue(
    sqlite_store: Store, title: str, summary: str, name: str
) -> None:
    title, name = clean_line(title) or "x", clean_line(name) or "y"
    picture = Picture("https://images.example/1.jpg", name, 600, 400)
    story = a_story(title, lead=clean_text(summary), source=a_source(name=name), picture=picture)
    content = Content(a_placement(story, SlotKind.LEAD), (Section("Bénin", (a_placement(a_story(name, id=2)),)),))

    report = preflight(sqlite_store, make_press, LINKS, an_edition(), an_issue(content=content), now=NOON)

    assert report.errors == ()


def test_issue_with_an_error_is_not_sent_and_stays_approved(store: Store) -> None:
    an_issue_without_address_in(store, readers=2)
    outbox = Outbox()

    with pytest.raises(Flawed, match="address: The edition has no postal address"):
        send_today(store, lambda: outbox)

    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY).state is IssueState.APPROVED
    assert outbox.messages == []


def test_overridden_error_is_written_down(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    an_issue_without_address_in(store, readers=2)
    outbox = Outbox()

    with caplog.at_level(logging.WARNING, "digest.circulation"):
        sent = send(
            store,
            make_press,
            LINKS,
            lambda: outbox,
            "ouest",
            TODAY,
            connections=1,
            clock=lambda: SENT_AT,
            override=["address", "alt"],
        )

    message = "The edition has no postal address, which the law asks for in every mail."
    mend = "Set postal_address in the edition’s file and import it."
    assert sent.overridden == (Finding(Level.ERROR, "address", message, "the edition", mend),)
    assert caplog.messages == [f"ouest/{TODAY} is sent although address: {message}"]
    assert len(outbox.messages) == 2


def test_issue_that_some_readers_have_is_not_checked_again(sqlite_store: Store) -> None:
    an_approved_issue_in(sqlite_store, readers=2)
    send_today(sqlite_store, Outbox)
    without_address(sqlite_store)

    assert send_today(sqlite_store, Outbox).issue.state is IssueState.SENT
