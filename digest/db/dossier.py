"""All that is known about one article: why it is what it is, what it was, and who carried the same text."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from digest.core.article import Article, Evidence
from digest.core.canonical import canonical
from digest.core.errors import NotFound
from digest.core.revision import spellings
from digest.db import versions
from digest.db.articles import ArticleRow, to_article
from digest.db.sources import SourceRow, to_source
from digest.db.versions import EarlierVersion

_articles = ArticleRow.__table__
_sources = SourceRow.__table__
_evidence = TypeAdapter(tuple[Evidence, ...])
_LARGEST_ID = 2**31 - 1
_NEAR = timedelta(days=7)
"""More than lies between a text and its copies, and few enough articles to look through."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An article with its history."""

    article: Article
    body: str
    evidence: tuple[Evidence, ...]
    """Why it carries its countries and its category."""
    first_seen: datetime
    revision: int
    """How many versions of its text there were, this one included."""
    earlier: tuple[EarlierVersion, ...]
    """Oldest first."""
    copies: tuple[int, ...]
    """Ids of articles that carry the same text."""
    marked_by: str | None = None
    """Who gave it its mark."""


def dossier(session: Session, reference: str) -> Dossier:
    """What is known about the article with the id or the web address `reference`; NotFound if there is none."""
    row = find_row(session, reference)
    source = session.execute(select(_sources).where(_sources.c.id == row["source_id"])).mappings().one()
    near = _articles.c.published_at.between(row["published_at"] - _NEAR, row["published_at"] + _NEAR)
    copies = select(_articles.c.id).where(near, _articles.c.copy_of == row["id"]).order_by(_articles.c.id)
    return Dossier(
        article=to_article(row, {row["source_id"]: to_source(source)}),
        body=row["body"],
        evidence=_evidence.validate_json(row["evidence"]),
        first_seen=row["first_seen"],
        revision=row["revision"],
        earlier=tuple(versions.of_article(session, row["id"])),
        copies=tuple(session.execute(copies).scalars()),
        marked_by=row["marked_by"],
    )


def find_row(session: Session, reference: str) -> RowMapping:
    """The row of the article with the id or the web address `reference`; NotFound if there is none."""
    is_id = re.fullmatch(r"[0-9]{1,10}", reference) and int(reference) <= _LARGEST_ID
    urls = spellings(canonical(reference) or reference)
    is_it = _articles.c.id == int(reference) if is_id else _articles.c.url.in_(urls)
    row = session.execute(select(_articles).where(is_it)).mappings().first()
    if row is None:
        raise NotFound(f"There is no article “{reference}”; “digest article list” shows ids and addresses.")
    return row
