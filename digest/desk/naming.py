"""Naming: which categories there are beside ours, and what readers call each of them."""

from digest.core.naming import CategoryNames
from digest.core.own_category import OwnCategory
from digest.db import categories
from digest.db.store import Store


def add_category(store: Store, own: OwnCategory) -> CategoryNames:
    """Add a category of the newsroom's own; all categories after that.

    Raises InvalidInput for a key, a name or a topic that cannot be used, Conflict for one that is taken.
    """
    with store.writing() as session:
        names = categories.names(session).add(own)
        categories.save(session, own.key, names)
    return names


def rename_category(store: Store, category: str, *, fr: str | None, en: str | None) -> CategoryNames:
    """Give a category names of the newsroom's own, for issues that are built from now on; all names after that.

    None leaves the name in that language as it is. Raises InvalidInput where there is no such category or the name
    cannot be printed, Conflict for a name that another category has.
    """
    with store.writing() as session:
        names = categories.names(session).rename(category, fr=fr, en=en)
        categories.save(session, category, names)
    return names


def reset_category(store: Store, category: str) -> CategoryNames:
    """Give a category our names again; Conflict if another one took them in the meantime."""
    with store.writing() as session:
        names = categories.names(session).reset(category)
        categories.save(session, category, names)
    return names
