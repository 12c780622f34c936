"""Settle what is unknown: a person found out whether those messages arrived."""

from datetime import date, datetime

from digest.core.issue import IssueState
from digest.db import deliveries, issues
from digest.db.store import Store


def settle(store: Store, key: str, day: date, *, arrived: bool, now: datetime) -> int:
    """Count the unknown deliveries of an issue as accepted, or queue them again; how many they were."""
    with store.writing() as session:
        issue = issues.find(session, key, day)
        count = deliveries.resolve_unknown(session, issue.id, arrived=arrived, now=now)
        if count and not arrived and issue.state is IssueState.SENT:
            issues.save(session, issue.reopen())
    return count
