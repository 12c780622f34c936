"""Mapping: an editor decides which category a source means by the name of a section, or takes that back."""

from digest.core.category import check_category
from digest.core.errors import NotFound
from digest.core.labels import plain
from digest.db import labels, sources
from digest.db.store import Store


def map_label(store: Store, label: str, category: str, *, source: str | None) -> int:
    """Let `label` stand for `category`, for one source or all that use it; for how many that was.

    It holds for articles that are taken in from now on, and for those that a source still shows at the next visit.
    """
    check_category(category)
    with store.writing() as session:
        source_id = sources.find(session, source).id if source else None
        count = labels.assign(session, plain(label), category, source_id=source_id)
    if not count:
        where = f"of “{source}” " if source else ""
        raise NotFound(f"No article {where}is labelled “{label}”; “digest category unmapped” lists what waits.")
    return count


def unmap_label(store: Store, label: str, *, source: str | None) -> int:
    """Let `label` wait for a category again, for one source or all that use it; for how many it was decided.

    Articles that were filed by it keep their category, but for those that a source still shows at the next visit.
    """
    with store.writing() as session:
        source_id = sources.find(session, source).id if source else None
        count = labels.withdraw(session, plain(label), source_id=source_id)
    if not count:
        where = f"for “{source}” " if source else ""
        raise NotFound(f"Nothing {where}was decided about “{label}”; “digest category unmapped” lists what waits.")
    return count
