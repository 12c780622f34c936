"""Articles by category: counted while a label waits, filed anew once it is decided, or once a category is gone."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Row as Found
from sqlalchemy import Select, bindparam, literal, or_, select, update
from sqlalchemy.orm import Session

from digest.core.article import Evidence
from digest.core.refile import refile
from digest.db.articles import ArticleCountryRow, ArticleRow
from digest.db.sources import SourceRow

CHUNK = 500
"""Articles of one transaction: others who write wait some hundredths of a second, not the whole time."""

_articles = ArticleRow.__table__
_links = ArticleCountryRow.__table__
_sources = SourceRow.__table__
_evidence = TypeAdapter(tuple[Evidence, ...])


@dataclass(frozen=True, slots=True)
class Decision:
    """What a label stands for, and which articles that concerns."""

    label: str
    """As `core.labels.plain` writes it."""
    category: str
    source_id: int | None
    """None for all sources."""
    since: datetime
    """Articles that were published earlier stay as they are."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one chunk of articles."""

    changed: int
    last_id: int | None
    """Where the next chunk begins; None where there is none."""


def count_waiting(session: Session, *, since: datetime) -> Counter[tuple[str, str]]:
    """How many articles published from `since` on carry each unknown label, by the source's key and the label."""
    query = (
        select(_sources.c.key, _articles.c.unknown_labels)
        .join(_sources, _sources.c.id == _articles.c.source_id)
        .where(_articles.c.published_at >= since, _articles.c.unknown_labels != "")
    )
    found = session.execute(query)
    return Counter((row.key, label) for row in found for label in row.unknown_labels.splitlines())


def file_anew(session: Session, decision: Decision, *, after: int) -> Filed:
    """File up to CHUNK articles with an id above `after` by `decision`, where nothing stronger spoke."""
    query = _concerned(decision).where(_articles.c.id > after).order_by(_articles.c.id).limit(CHUNK)
    # Whoever holds one of them is taking it in this moment; waiting for each other could have no end.
    rows = session.execute(query.with_for_update(skip_locked=True)).all()
    changes = [change for row in rows if (change := _change(row, decision))]
    if changes:
        this = update(_articles).where(_articles.c.id == bindparam("this"))
        session.execute(this.values(category=decision.category, evidence=bindparam("filed_by")), changes)
        ids = [change["this"] for change in changes]
        session.execute(update(_links).where(_links.c.article_id.in_(ids)).values(category=decision.category))
    return Filed(len(changes), rows[-1].id if rows else None)


def move(session: Session, category: str, *, into: str, after: int) -> Filed:
    """File up to CHUNK articles of a category with an id above `after` in another, for the same reasons."""
    query = select(_articles.c.id, _articles.c.evidence)
    query = query.where(_articles.c.category == category, _articles.c.id > after)
    rows = session.execute(query.order_by(_articles.c.id).limit(CHUNK).with_for_update(skip_locked=True)).all()
    if rows:
        this = update(_articles).where(_articles.c.id == bindparam("this"))
        changes = [{"this": row.id, "filed_by": _moved(row.evidence, category, into)} for row in rows]
        session.execute(this.values(category=into, evidence=bindparam("filed_by")), changes)
        ids = [row.id for row in rows]
        session.execute(update(_links).where(_links.c.article_id.in_(ids)).values(category=into))
    return Filed(len(rows), rows[-1].id if rows else None)


def _moved(stored: str, category: str, into: str) -> str:
    evidence = _evidence.validate_json(stored)
    moved = tuple(replace(each, value=into) if each.value == category else each for each in evidence)
    return _evidence.dump_json(moved).decode()


def _concerned(decision: Decision) -> Select[tuple[int, str, str, str]]:
    """Articles that may carry the label: it was unknown when they came in, or some label filed them."""
    labels = literal("\n") + _articles.c.unknown_labels + "\n"
    filed_by_label = literal('"value":"') + _articles.c.category + '","found_in":"label"'
    carries = or_(
        labels.contains(f"\n{decision.label}\n", autoescape=True), _articles.c.evidence.contains(filed_by_label)
    )
    query = select(_articles.c.id, _articles.c.category, _articles.c.evidence, _articles.c.unknown_labels)
    query = query.where(_articles.c.published_at >= decision.since, carries)
    return query if decision.source_id is None else query.where(_articles.c.source_id == decision.source_id)


def _change(row: "Found[tuple[int, str, str, str]]", decision: Decision) -> dict[str, int | str] | None:
    evidence = refile(
        _evidence.validate_json(row.evidence),
        row.category,
        carried=row.unknown_labels.splitlines(),
        label=decision.label,
        category=decision.category,
    )
    return {"this": row.id, "filed_by": _evidence.dump_json(evidence).decode()} if evidence else None
