"""Categories: the names of their own that a newsroom gave them."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.naming import CategoryNames, Renamed
from digest.db.row import Row
from digest.db.upsert import insert


class CategoryRow(Row, table=True):
    """A category that was renamed; the others have no row."""

    __tablename__ = "category"

    slug: str = Field(primary_key=True)
    fr: str
    en: str


_categories = CategoryRow.__table__


def names(session: Session) -> CategoryNames:
    """What all categories are called now."""
    rows = session.execute(select(_categories).order_by(_categories.c.slug))
    return CategoryNames(tuple(Renamed(row.slug, row.fr, row.en) for row in rows))


def save(session: Session, category: str, names: CategoryNames) -> None:
    """Write what `names` say of one category."""
    renamed = next((each for each in names.renamed if each.category == category), None)
    if renamed is None:
        session.execute(delete(_categories).where(_categories.c.slug == category))
        return
    given = insert(session, _categories).values(slug=category, fr=renamed.fr, en=renamed.en)
    changes = {"fr": given.excluded.fr, "en": given.excluded.en}
    session.execute(given.on_conflict_do_update(index_elements=["slug"], set_=changes))
