"""Rejections: what the servers told us in our own sessions counts as what comes back by mail does.

Where a server said “550 5.1.1” to the address itself, nobody stands between it and us, and once is enough:
unless it said so to many readers of an issue. Then the server is wrong more likely than all of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from digest.circulation.feedback import Followed, is_enough
from digest.core.bounce_score import stale_after, weigh
from digest.core.issue import Issue
from digest.core.refusal_reason import Reason, classify
from digest.core.suppression import address_key
from digest.db import bounces, editions, suppressions
from digest.db.bounces import Entry, Refused
from digest.db.store import Session, Store

_AT_ONCE = 5_000
_FEW, _PART = 10, 0.1
"""So many addresses of an issue may be missing, or this part of them, before the server is doubted."""
_SAID_OF_ADDRESS = (550, "5.1.1")


def learn_from_rejections(store: Store, issue: Issue, *, secret: bytes, now: datetime) -> int:
    """Write down the refusals of an issue, and suppress the addresses that have to be; how many these are."""
    suppressed = 0
    while True:  # a part at a time, so that no transaction lasts
        with store.writing() as session:
            refused, total = bounces.refused(session, issue.id, limit=_AT_ONCE)
            suppressed += _learn(session, issue, refused, total, secret=secret, now=now)
        if len(refused) < _AT_ONCE:
            return suppressed


def _learn(
    session: Session, issue: Issue, refused: Sequence[Refused], total: int, *, secret: bytes, now: datetime
) -> int:
    entries = [(each, _entry(each, issue, now)) for each in refused]
    missing = sum(_says_missing(each) and entry.is_missing for each, entry in entries)
    is_believed = missing <= max(_FEW, _PART * total)
    stale = stale_after(editions.find(session, issue.edition).edition.cadence)
    suppressed = 0
    for each, entry in entries:
        followed = Followed.COUNTED if entry.weight else Followed.NOTED
        is_final = is_believed and entry.is_missing and _says_missing(each)
        if is_final or (entry.weight and is_enough(session, entry, secret=secret, email=each.email, stale=stale)):
            key = address_key(secret, each.email)
            suppressions.suppress(session, key, each.subscriber_id, reason=entry.reason, now=now)
            followed, suppressed = Followed.SUPPRESSED, suppressed + 1
        bounces.add(session, replace(entry, followed=followed))
    return suppressed


def _says_missing(refused: Refused) -> bool:
    return (refused.code, refused.enhanced) == _SAID_OF_ADDRESS


def _entry(refused: Refused, issue: Issue, now: datetime) -> Entry:
    reason = classify(refused.code, refused.enhanced, refused.reply)
    return Entry(
        fingerprint=f"smtp {refused.delivery_id}",
        received_at=now,
        at=refused.at,
        kind="refusal",
        reason=reason.value,
        followed=Followed.NOTED,
        subscriber_id=refused.subscriber_id,
        issue_id=issue.id,
        code=refused.code,
        status=refused.enhanced,
        words=refused.reply,
        weight=weigh(reason, is_permanent=refused.code >= 500),
        is_missing=reason in (Reason.NO_SUCH_USER, Reason.NO_SUCH_HOST),
    )
