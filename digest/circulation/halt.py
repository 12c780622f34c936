"""Stop an issue on its way, and let it go on."""

from datetime import date

from digest.core.issue import Issue
from digest.db import issues
from digest.db.store import Store


def stop(store: Store, key: str, day: date, *, because: str) -> Issue:
    """Halt the issue that is being sent: whoever sends it sees that before the next window of readers.

    Conflict if it is not being sent.
    """
    with store.writing() as session:
        return issues.save(session, issues.find(session, key, day).stop(because=because))


def resume(store: Store, key: str, day: date) -> Issue:
    """Let a stopped issue go on when it is next sent; it does not stop by itself again. Conflict if it was not."""
    with store.writing() as session:
        return issues.save(session, issues.find(session, key, day).resume())
