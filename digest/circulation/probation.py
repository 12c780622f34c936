"""The first answers to an issue: where too many of them are refusals, it is to be stopped."""

from collections.abc import Sequence
from threading import Lock

from digest.core.brake import is_alarming, reason_to_stop
from digest.core.delivery import DeliveryState
from digest.core.issue import Issue
from digest.db import tallies
from digest.db.deliveries import Result
from digest.db.store import Store

_ANSWERS = frozenset({DeliveryState.ACCEPTED, DeliveryState.REJECTED})


class Probation:
    """Counts what this process hears; its threads share it."""

    def __init__(self, store: Store, issue: Issue) -> None:
        """What was stopped before and goes on has been looked at by a person: it does not stop itself again."""
        with store.reading() as session:
            tally = tallies.tally(session, issue.id)
        self._targeted, self._answered, self._alarming = tally.targeted, tally.accepted + tally.rejected, 0
        self._is_over = issue.stopped_because is not None
        self._lock = Lock()

    def judge(self, results: Sequence[Result]) -> str | None:
        """Why to stop the issue now, once; None: go on."""
        with self._lock:
            if self._is_over:
                return None
            self._answered += sum(result.step.state in _ANSWERS for result in results)
            self._alarming += sum(is_alarming(result.step.state, result.receipt) for result in results)
            because = reason_to_stop(answered=self._answered, alarming=self._alarming, targeted=self._targeted)
            self._is_over = because is not None
            return because
