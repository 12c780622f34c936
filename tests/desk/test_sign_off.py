"""Sign-off: four eyes, two people for what is sensitive, what silence means, and the letters about it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from digest.core.edition import Silence
from digest.core.edits import Subject
from digest.core.errors import Conflict
from digest.core.issue import Issue, IssueState
from digest.core.notice import SILENCE, Notice
from digest.core.signoff import on_silence
from digest.db import editions, issues
from digest.db.store import Store
from digest.desk.approval import approve, hold, read_sign_off, unschedule
from digest.desk.notices import remind
from digest.desk.silence import answer_silence
from tests.builders import TODAY, a_cadence, an_edition, an_issue
from tests.circulation.given import make_press
from tests.desk.editing import CLOSES, an_issue_on_the_desk, do, the_issue

DUE = a_cadence().due_at(TODAY)
AWA, KOFFI = "awa@lalagune.example", "koffi@lalagune.example"
MINUTE = timedelta(minutes=1)


def desk(store: Store, **rules: object) -> Issue:
    issue = an_issue_on_the_desk(store)
    with store.writing() as session:
        editions.save(session, an_edition(**rules), now=CLOSES)
    return issue


def sign(store: Store, by: str) -> Issue:
    return approve(store, make_press, "ouest", TODAY, by=by, now=CLOSES)


def silence(store: Store) -> Issue:
    return answer_silence(store, make_press, "ouest", TODAY, now=DUE)


def letters_of(store: Store) -> list[tuple[str, str, str]]:
    with store.reading() as session:
        found = session.execute(text("SELECT kind, recipient, reason FROM letter ORDER BY id"))
        return [(row[0], row[1], row[2]) for row in found]


def test_four_eyes_keep_the_last_editor_from_approving(store: Store) -> None:
    desk(store, four_eyes=True)
    do(store, Subject("Un"), by="Awa")

    with pytest.raises(Conflict, match="somebody else has to approve it"):
        sign(store, "Awa")
    assert sign(store, "Koffi").state is IssueState.APPROVED


def test_sensitive_issue_needs_two_people(store: Store) -> None:
    desk(store, sensitive=("society",))

    assert sign(store, "Awa").state is IssueState.READY
    with pytest.raises(Conflict, match="needs somebody else as well"):
        sign(store, "Awa")
    both = sign(store, "Koffi")
    assert (both.state, both.approved_by) == (IssueState.APPROVED, "Awa, Koffi")


def test_edit_makes_a_signature_void(store: Store) -> None:
    desk(store, sensitive=("society",))
    sign(store, "Awa")
    do(store, Subject("Un"), by="Ines")

    found = read_sign_off(store, "ouest", TODAY, editor="Koffi")

    assert ([each.editor for each in found.standing], [each.editor for each in found.void]) == ([], ["Awa"])
    assert sign(store, "Koffi").state is IssueState.READY


def test_approval_is_taken_back_until_sending_begins(store: Store) -> None:
    desk(store)
    sign(store, "Awa")

    back = unschedule(store, "ouest", TODAY)

    assert (back.state, back.approved_by, back.approved_hash) == (IssueState.READY, None, None)
    approved = sign(store, "Awa")
    with store.writing() as session:
        issues.save(session, approved.start())
    with pytest.raises(Conflict, match="is sending, not waiting to be sent"):
        unschedule(store, "ouest", TODAY)


@pytest.mark.parametrize("rule", list(Silence))
@pytest.mark.parametrize("state", [state for state in IssueState if state is not IssueState.READY])
def test_silence_decides_about_nothing_but_what_is_ready(rule: Silence, state: IssueState) -> None:
    assert on_silence(an_issue(state=state), an_edition(on_silence=rule)) is None


def test_silence_does_not_send_what_is_sensitive_as_it_stands() -> None:
    edition = an_edition(on_silence=Silence.SEND, sensitive=("society",))

    assert on_silence(an_issue(), edition) is Silence.HOLD


def test_silence_holds_and_tells_once(store: Store) -> None:
    desk(store, notify=(AWA, KOFFI))

    held = silence(store)

    assert (held.state, silence(store)) == (IssueState.HELD, held)
    reason = "Personne ne l’avait validée à l’heure prévue."
    assert letters_of(store) == [("held", AWA, reason), ("held", KOFFI, reason)]


def test_silence_sends_as_it_stands(store: Store) -> None:
    desk(store, on_silence=Silence.SEND)
    edited = do(store, Subject("Un")).issue

    sent = silence(store)

    assert (sent.state, sent.approved_by, sent.content) == (IssueState.APPROVED, SILENCE, edited.content)


def test_silence_sends_the_safe_version(store: Store) -> None:
    built = desk(store, on_silence=Silence.SEND_SAFE)
    do(store, Subject("Un"))

    sent = silence(store)

    assert (sent.state, sent.approved_by, sent.content) == (IssueState.APPROVED, SILENCE, built.content)


def test_safe_version_of_what_is_sensitive_throughout_is_not_sent(store: Store) -> None:
    desk(store, on_silence=Silence.SEND_SAFE, sensitive=("society",))

    safe = silence(store)

    assert (safe.state, safe.content.placements) == (IssueState.WITHHELD, ())


def test_hold_is_told_to_the_others(store: Store) -> None:
    desk(store, notify=(AWA, KOFFI))

    hold(store, "ouest", TODAY, because="un doute", by=AWA, now=CLOSES)

    assert letters_of(store) == [("held", KOFFI, "un doute")]


def test_editors_are_told_once_that_it_is_ready_and_once_that_it_is_nearly_due(store: Store) -> None:
    desk(store, notify=(AWA,))
    with store.reading() as session:
        stored = editions.find(session, "ouest")

    moments = (CLOSES, CLOSES + MINUTE, DUE - 15 * MINUTE, DUE - MINUTE, DUE)
    told = [remind(store, stored, TODAY, now=now) for now in moments]

    assert told == [Notice.READY, None, Notice.UNAPPROVED, None, None]
    assert letters_of(store) == [("ready", AWA, ""), ("unapproved", AWA, "")]
    assert the_issue(store).state is IssueState.READY
