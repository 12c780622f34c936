"""The page of sending: every delivery is counted, what runs can be stopped, and goes on."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from digest.core.issue import IssueState
from digest.core.role import Role
from digest.db import deliveries, editions, issues
from tests.builders import TODAY
from tests.web.site import BEFORE_DUE, Site, approve_today, csrf_of, text_of

PAGE = "/desk/sending"
STOP, RESUME = (f"{PAGE}/ouest/{TODAY}/{verb}" for verb in ("stop", "resume"))


@pytest.fixture
def sending(site: Site) -> Site:
    """A site whose issue of the day is on its way: of three readers one has it, one is refused, one waits."""
    approve_today(site.newsroom)
    with site.newsroom.store.writing() as session:
        issue = issues.save(session, issues.find(session, "ouest", TODAY).start())
        deliveries.plan(session, issue.id, editions.find(session, "ouest").id, now=BEFORE_DUE)
        set_state(session, "accepted", 1)
        set_state(session, "rejected", 2)
    return site


def set_state(session: object, state: str, delivery: int) -> None:
    statement = text("UPDATE delivery SET state = :state, due_at = NULL WHERE id = :id")
    session.execute(statement, {"state": state, "id": delivery})  # type: ignore[attr-defined]


@pytest.fixture
def editor(sending: Site) -> Iterator[httpx.Client]:
    with sending.editor() as client:
        yield client


def test_sending_is_empty_before_anything_was_sent(site: Site) -> None:
    with site.editor() as client:
        page = client.get(PAGE)
    assert (page.status_code, "refresh" in page.headers) == (200, False)
    assert "Nothing has been sent yet." in text_of(page)


def test_sending_counts_every_delivery_and_how_fast_it_goes(sending: Site, editor: httpx.Client) -> None:
    sending.clock.now = BEFORE_DUE + timedelta(seconds=30)
    said = text_of(editor.get(PAGE))
    for count in ("Accepted by the server 1", "Waiting 1", "In the air 0", "Refused 1", "Nobody knows 0"):
        assert count in said
    assert "Planned for 3; every one of them is in exactly one of these states." in said
    assert "2 in the last minute; at this pace about 1 min are left." in said


def test_sending_says_when_nothing_moves(sending: Site, editor: httpx.Client) -> None:
    sending.clock.now = BEFORE_DUE + timedelta(minutes=2)
    assert "Nothing has moved in the last minute." in text_of(editor.get(PAGE))


def test_sending_says_when_somebody_changed_the_ledger(sending: Site, editor: httpx.Client) -> None:
    with sending.newsroom.store.writing() as session:
        set_state(session, "lost", 3)
    assert "Planned for 3, but the states add up to 2" in text_of(editor.get(PAGE))


def test_page_renews_itself_while_something_runs_unless_it_is_held_still(editor: httpx.Client) -> None:
    assert editor.get(PAGE).headers["refresh"] == "10"
    held = editor.get(f"{PAGE}?still=1")
    assert "refresh" not in held.headers
    assert "Let the page renew itself" in text_of(held)


def test_issue_is_stopped_with_a_reason_and_goes_on(sending: Site, editor: httpx.Client) -> None:
    csrf = csrf_of(editor.get(PAGE))
    stopped = editor.post(STOP, data={"csrf": csrf, "because": " wrong headline "})
    issue = sending.issue()
    assert (stopped.status_code, stopped.headers["location"]) == (303, PAGE)
    assert (issue.state, issue.stopped_because) == (IssueState.STOPPED, "wrong headline")
    page = editor.get(PAGE)
    assert "refresh" not in page.headers
    assert "wrong headline" in text_of(page)
    assert editor.post(RESUME, data={"csrf": csrf}).status_code == 303
    assert sending.issue().state is IssueState.SENDING


def test_issue_is_not_stopped_without_a_reason(sending: Site, editor: httpx.Client) -> None:
    csrf = csrf_of(editor.get(PAGE))
    assert editor.post(STOP, data={"csrf": csrf, "because": "  "}).status_code == 422
    assert sending.issue().state is IssueState.SENDING


def test_editor_of_another_edition_sees_nothing_of_it(sending: Site, editor: httpx.Client) -> None:
    with sending.newsroom.store.writing() as session:
        session.execute(text("UPDATE editor SET editions = 'nord'"))
    assert "Nothing has been sent yet." in text_of(editor.get(PAGE))


def test_who_may_not_stop_sees_no_form_and_stops_nothing(sending: Site, editor: httpx.Client) -> None:
    csrf = csrf_of(editor.get(PAGE))
    with sending.newsroom.store.writing() as session:
        session.execute(text("UPDATE editor SET role = :role"), {"role": Role.EDITOR.value})
    page = editor.get(PAGE)
    assert "Accepted by the server 1" in text_of(page)
    assert "Stop sending" not in page.text
    assert editor.post(STOP, data={"csrf": csrf, "because": "x"}).status_code == 403
    assert sending.issue().state is IssueState.SENDING


def test_sending_speaks_french(sending: Site) -> None:
    with sending.editor() as client:
        said = text_of(client.get(f"{PAGE}?lang=fr"))
    assert "Accepté par le serveur 1" in said
    assert "chacun est dans un de ces états et un seul." in said
