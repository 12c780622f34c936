"""Marking: an editor says of an article how much it matters, for all issues that are built from then on."""

from digest.core.mark import UNMARKED, mark_named
from digest.db import marks
from digest.db.store import Store


def mark_article(store: Store, reference: str, name: str, *, by: str) -> str:
    """Give the article with the id or the web address `reference` the mark called `name`; its title.

    Raises InvalidInput for a mark that does not exist, NotFound for such an article.
    """
    mark = mark_named(name)
    with store.writing() as session:
        return marks.put(session, reference, mark, by=None if mark == UNMARKED else by)
