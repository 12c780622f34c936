"""Approve, unschedule or hold an issue: what was approved is what is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from digest.core.edition import Edition
from digest.core.errors import Conflict
from digest.core.issue import Issue
from digest.core.letter import LetterKind
from digest.core.rendering import EVERYTHING, seal
from digest.core.signoff import Signature, is_own_work, needed, sensitive_in, sign, standing, void
from digest.db import approvals, editions, edits, issues
from digest.db.store import Session, Store
from digest.desk.notices import write_to_all
from digest.render.press import MakePress

AUTOMATIC = "automatic"
"""Who approved an issue of an edition that needs nobody."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who approved an issue, and who has to."""

    needed: int
    """How many people."""
    because_of: tuple[str, ...]
    """The sensitive categories that make it two."""
    standing: tuple[Signature, ...]
    """What holds for an issue that waits for more."""
    void: tuple[Signature, ...]
    """What held until the issue was changed."""
    last_editor: str | None
    is_own_work: bool
    """Whether four eyes keep the editor who asks from approving."""


def read_sign_off(store: Store, key: str, day: date, *, editor: str) -> SignOff:
    """How far the approval of the issue of `day` is, as `editor` sees it."""
    with store.reading() as session:
        edition = editions.find(session, key).edition
        issue = issues.find(session, key, day)
        signatures = approvals.of_issue(session, issue.id)
        last = last_editor(session, issue)
    return SignOff(
        needed=needed(issue.content, edition),
        because_of=sensitive_in(issue.content, edition),
        standing=standing(signatures, issue),
        void=void(signatures, issue),
        last_editor=last,
        is_own_work=is_own_work(edition, editor, last),
    )


def last_editor(session: Session, issue: Issue) -> str | None:
    """Who changed the issue last, be it by taking something back; None: nobody did."""
    log = edits.log(session, issue.id)
    return log[-1].by if log else None


def approve(
    store: Store, make_press: MakePress, key: str, day: date, *, by: str, now: datetime, seen: int | None = None
) -> Issue:
    """Approve the issue of `day` as it stands; where two have to, it is approved once the second one has.

    `seen` is the version that the editor looked at; Conflict if the issue has changed since, if they approved it
    already, or if four eyes are wanted and they changed it last.
    """

    def give(session: Session, issue: Issue, edition: Edition, fingerprint: str) -> Issue:
        new = Signature(by, now, issue.version, fingerprint)
        earlier = approvals.of_issue(session, issue.id)
        signatures = sign(earlier, new, issue, edition, last_editor=last_editor(session, issue))
        approvals.add(session, issue.id, new)
        names = ", ".join(each.editor for each in signatures)
        approved = issue.approve(by=names, at=now, fingerprint=fingerprint)
        is_enough = len(signatures) >= needed(issue.content, edition)
        return issues.save(session, approved) if is_enough else issue

    return _decide(store, make_press, key, day, give, seen)


def approve_unasked(
    store: Store, make_press: MakePress, key: str, day: date, *, by: str, now: datetime, seen: int | None = None
) -> Issue:
    """Approve the issue of `day` without any person, as its edition wants it; `by` says on what ground."""

    def give(session: Session, issue: Issue, _edition: Edition, fingerprint: str) -> Issue:
        return issues.save(session, issue.approve(by=by, at=now, fingerprint=fingerprint))

    return _decide(store, make_press, key, day, give, seen)


def _decide(
    store: Store,
    make_press: MakePress,
    key: str,
    day: date,
    give: Callable[[Session, Issue, Edition, str], Issue],
    seen: int | None,
) -> Issue:
    """Seal the issue outside of any transaction, and let `give` decide in one, while it is still that issue."""
    with store.reading() as session:
        edition = editions.find(session, key).edition
        looked_at = issues.find(session, key, day)
    _check_version(looked_at, seen)
    fingerprint = seal(make_press(looked_at, edition).render(EVERYTHING), sender=edition.sender)
    with store.writing() as session:
        issues.lock(session, key, day)
        issue = issues.find(session, key, day)
        _check_version(issue, looked_at.version)
        return give(session, issue, edition, fingerprint)


def unschedule(store: Store, key: str, day: date, *, seen: int | None = None) -> Issue:
    """Take the approval of the issue of `day` back; Conflict once it is being sent, for then it can be stopped."""
    with store.writing() as session:
        issue = issues.find(session, key, day)
        _check_version(issue, seen)
        return issues.save(session, issue.unschedule())


def hold(
    store: Store, key: str, day: date, *, because: str, now: datetime, by: str = "", seen: int | None = None
) -> Issue:
    """Keep the issue of `day` back until somebody approves it.

    Everybody whom the edition notifies gets a letter, but for the address `by`.
    """
    with store.writing() as session:
        stored = editions.find(session, key)
        issue = issues.find(session, key, day)
        _check_version(issue, seen)
        held = issues.save(session, issue.hold(because=because))
        write_to_all(session, stored, day, LetterKind.HELD, reason=because, now=now, but=by)
        return held


def _check_version(issue: Issue, seen: int | None) -> None:
    if seen is not None and seen != issue.version:
        raise Conflict(
            f"The issue of {issue.date} of “{issue.edition}” has changed since you opened it; look at it again."
        )
