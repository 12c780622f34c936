"""Feedback: what follows from the mail that comes back. Only who can show the token of a message changes anything.

A complaint ends it at once. An address that does not exist has to be reported so on two days. All else that is
about the mailbox counts (`core/bounce_score.py`). What is about us, the senders, never counts against a reader.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from digest.circulation.evidence import About, Evidence
from digest.core.bounce import Failure, Kind, Report
from digest.core.bounce_score import STALE, is_over, stale_after, weigh
from digest.core.refusal_reason import Reason
from digest.core.suppression import address_key
from digest.db import bounces, editions, subscribers, suppressions
from digest.db.bounces import Entry
from digest.db.store import Session, Store
from digest.mail.bounce import read_report

log = logging.getLogger("digest.circulation")

_PERSONAL_COMPLAINTS = frozenset({"abuse", "opt-out", "opt-out-list"})
"""The others say that a mail is no spam, or forged, or was not signed well (RFC 5965 section 7.3)."""


class Followed(StrEnum):
    """What came of a mail that came back."""

    SUPPRESSED = "suppressed"
    COUNTED = "counted"
    UNSUBSCRIBED = "unsubscribed"
    NOTED = "noted"
    """Written down; nothing follows from it."""
    UNPROVEN = "unproven"
    """It shows no valid token, so anybody may have written it: written down, and nothing follows."""
    KNOWN = "known"
    """The same mail was taken in before."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a mail was, and what came of it."""

    kind: Kind
    followed: Followed
    reason: str = ""
    email: str | None = None
    """Whom it is about, proven."""
    named: tuple[str, ...] = ()
    """Addresses that the mail names; they prove nothing."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """Takes in what arrives at the return path."""

    store: Store
    evidence: Evidence

    def take_in(
        self, raw: bytes, envelope_to: Sequence[str] = (), *, now: datetime, dry_run: bool = False
    ) -> TakenIn:
        """Read a mail and do what follows, in one transaction that is committed on return; a second time, nothing.

        `envelope_to` says whom it was delivered to; with `dry_run` all of it is undone at the end.
        """
        report = read_report(raw, envelope_to)
        with self.store.writing() as session:
            about = self.evidence.about(session, report.traces)
            taken_in = self._take_in(session, report, about, hashlib.sha256(raw).hexdigest(), now)
            if dry_run:
                session.rollback()
        return taken_in

    def _take_in(
        self, session: Session, report: Report, about: About | None, fingerprint: str, now: datetime
    ) -> TakenIn:
        failure = _the_failure(report.failures, about)
        reason = report.complaint or (failure.reason.value if failure else "")
        taken_in = TakenIn(
            report.kind, Followed.UNPROVEN, reason, about.email if about else None, report.recipients
        )
        if bounces.is_known(session, fingerprint):
            return replace(taken_in, followed=Followed.KNOWN)
        entry = _entry(report, failure, reason, fingerprint, now)
        if about is None:
            nobody = Followed.UNPROVEN if report.kind in _ACTING else Followed.NOTED
            bounces.add(session, replace(entry, followed=nobody))
            return replace(taken_in, followed=nobody)
        at = bounces.sent_at(session, about.issue_id, about.subscriber_id) if about.issue_id else None
        entry = replace(entry, subscriber_id=about.subscriber_id, issue_id=about.issue_id, at=at or now)
        if report.kind is Kind.BOUNCE and failure:
            entry = _weighed(entry, failure, about)
        followed = self._follow(session, report, entry, about, now)
        bounces.add(session, replace(entry, followed=followed))
        return replace(taken_in, followed=followed)

    def _follow(self, session: Session, report: Report, entry: Entry, about: About, now: datetime) -> Followed:
        if report.kind is Kind.UNSUBSCRIBE:
            subscribers.leave(session, about.subscriber_id, about.edition_id, at=now)
            return Followed.UNSUBSCRIBED
        if report.kind is Kind.COMPLAINT and report.complaint in _PERSONAL_COMPLAINTS:
            return self._suppress(session, about, "complaint", now)
        if not entry.weight:
            return Followed.NOTED
        secret = self.evidence.links.secret
        stale = _stale(session, about.edition_id)
        if is_enough(session, entry, secret=secret, email=about.email, stale=stale):
            return self._suppress(session, about, entry.reason, now)
        return Followed.COUNTED

    def _suppress(self, session: Session, about: About, reason: str, now: datetime) -> Followed:
        key = address_key(self.evidence.links.secret, about.email)
        suppressions.suppress(session, key, about.subscriber_id, reason=reason, now=now)
        return Followed.SUPPRESSED


_ACTING = frozenset({Kind.BOUNCE, Kind.COMPLAINT, Kind.UNSUBSCRIBE})


def _entry(report: Report, failure: Failure | None, reason: str, fingerprint: str, now: datetime) -> Entry:
    entry = Entry(fingerprint, now, now, report.kind.value, reason, Followed.NOTED)
    if failure is None:
        return entry
    return replace(
        entry, code=failure.code, status=failure.status, words=failure.words, remote=failure.remote[:200]
    )


def _the_failure(failures: Sequence[Failure], about: About | None) -> Failure | None:
    """The failure that is about the reader: a message has one, but its copies may have gone further."""
    if about is None or len(failures) < 2:
        return next(iter(failures), None)
    email = about.email.lower()
    own = [each for each in failures if each.recipient.lower() == email]
    return min(own or failures, key=lambda each: each.reason.is_harmful_to_address)


def _weighed(entry: Entry, failure: Failure, about: About) -> Entry:
    """What it counts; another address that is missing, behind the reader’s own, is no proof against that one."""
    is_own = failure.recipient.lower() in ("", about.email.lower())
    status = failure.status or str(failure.code or "")
    return replace(
        entry,
        weight=weigh(failure.reason, is_permanent=not status.startswith("4")),
        is_missing=(failure.reason is Reason.NO_SUCH_USER and is_own) or failure.reason is Reason.NO_SUCH_HOST,
    )


def is_enough(session: Session, entry: Entry, *, secret: bytes, email: str, stale: timedelta) -> bool:
    """Whether it is over with an address, with this entry and those before it."""
    assert entry.subscriber_id is not None
    since = suppressions.released_at(session, address_key(secret, email))
    before = bounces.strikes(session, entry.subscriber_id, since=since)
    return is_over([*before, entry.strike], stale=stale)


def _stale(session: Session, edition_id: int) -> timedelta:
    stored = next((each for each in editions.every(session) if each.id == edition_id), None)
    return stale_after(stored.edition.cadence) if stored else STALE
