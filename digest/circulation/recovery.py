"""Recovery: what becomes of the deliveries that a process left in mid-air when it died."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from digest.circulation import journal
from digest.circulation.journal import Noted
from digest.core.delivery import Outcome, Receipt, next_step
from digest.core.refusal_reason import classify
from digest.db import deliveries, issues
from digest.db.deliveries import Left, Result
from digest.db.store import Store


def begin_run(store: Store, issue_id: int, *, until: datetime, now: datetime) -> tuple[int, Path | None]:
    """Settle what the last run left, and begin the next: how many are *unknown* now, and where its journal is.

    Only for whoever holds the sending lock: whatever is still being sent was left by a process that died. From
    `until` on the issue is too late.
    """
    with store.writing() as session:
        run = issues.begin_run(session, issue_id)
        last, folder = (_folder(store, issue_id, number) for number in (run - 1, run))
        noted = journal.read(last) if last else None
        if noted is not None:
            left = deliveries.in_mid_air(session, issue_id)
            deliveries.record(session, list(_results(left, noted, until=until, now=now)), now=now)
        orphans = deliveries.orphans(session, issue_id, now=now)
    if last:
        journal.forget(last)
    return orphans, folder if folder and journal.begin(folder) else None


def _folder(store: Store, issue_id: int, run: int) -> Path | None:
    return store.notes / f"{issue_id}-{run}" if store.notes else None


def _results(left: list[Left], noted: Mapping[int, Noted], *, until: datetime, now: datetime) -> Iterator[Result]:
    """What is known of them; whatever had begun, and was not answered, is left out."""
    for each in left:
        receipt, selection_id = noted.get(each.delivery_id, _NOT_BEGUN)
        if receipt:
            judged = _judged(receipt)
            step = next_step(judged, attempt=each.attempt, now=now, until=until, salt=each.delivery_id)
            yield Result(each.delivery_id, judged, step, selection_id)


def _judged(receipt: Receipt) -> Receipt:
    """A refusal of us, not of the person, only puts a message off."""
    is_of_us = (
        receipt.outcome is Outcome.REJECTED and classify(receipt.code, receipt.enhanced, receipt.text).concerns_all
    )
    return replace(receipt, outcome=Outcome.DEFERRED) if is_of_us else receipt


_NOT_BEGUN = Noted(Receipt(Outcome.UNTRIED), None)
