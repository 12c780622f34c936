"""Categories: those that a newsroom has added, and the names of its own that it gave to ours."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.category import CATEGORIES
from digest.core.naming import CategoryNames, Renamed
from digest.core.own_category import OwnCategory
from digest.db.row import Row
from digest.db.upsert import insert


class CategoryRow(Row, table=True):
    """A category that was added or renamed; the others have no row."""

    __tablename__ = "category"

    slug: str = Field(primary_key=True)
    fr: str
    en: str
    under: str | None = None
    """The topic that an added one is under."""


_categories = CategoryRow.__table__


def names(session: Session) -> CategoryNames:
    """All categories, and what they are called now."""
    rows = session.execute(select(_categories)).all()
    # Sorted here: the order of a database is that of its collation.
    rows = sorted(rows, key=lambda row: row.slug)
    return CategoryNames(
        tuple(Renamed(row.slug, row.fr, row.en) for row in rows if row.slug in CATEGORIES),
        tuple(OwnCategory(row.slug, row.fr, row.en, row.under) for row in rows if row.slug not in CATEGORIES),
    )


def save(session: Session, category: str, names: CategoryNames) -> None:
    """Write what `names` say of one category."""
    renamed = next((each for each in names.renamed if each.category == category), None)
    given = names.find_own(category) or renamed
    if given is None:
        session.execute(delete(_categories).where(_categories.c.slug == category))
        return
    under = given.under if isinstance(given, OwnCategory) else None
    statement = insert(session, _categories).values(slug=category, fr=given.fr, en=given.en, under=under)
    changes = {name: statement.excluded[name] for name in ("fr", "en", "under")}
    session.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=changes))
