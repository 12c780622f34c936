"""Articles: each taken in once, found again by window, country and category."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Index, RowMapping, Select, Text, delete, func, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.article import Article, Evidence, NewArticle, Picture, Source
from digest.core.cadence import Window
from digest.core.category import CATEGORIES
from digest.core.issue import fingerprint
from digest.db.row import Row
from digest.db.sources import SourceRow, to_source
from digest.db.upsert import insert

_CHUNK = 500
"""Articles in one statement: well below what either database takes in parameters."""


class ArticleRow(Row, table=True):
    __tablename__ = "article"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    url: str = Field(unique=True)
    title: str
    lead: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    words: int
    published_at: datetime = Field(index=True)
    countries: str
    """Codes with a blank between them, the primary one first."""
    category: str
    language: str
    picture_url: str | None
    picture_alt: str | None
    picture_width: int | None
    picture_height: int | None
    evidence: str = Field(sa_type=Text)
    content_hash: str
    revision: int
    """1 for an article as it was taken in first; grows with each change."""
    first_seen: datetime
    updated_at: datetime


class ArticleCountryRow(Row, table=True):
    """The index of an issue: an article under each of its countries, with all that a window asks for."""

    __tablename__ = "article_country"
    __table_args__ = (Index("ix_article_country_window", "country", "category", "published_at", "article_id"),)

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    country: str = Field(primary_key=True)
    category: str
    published_at: datetime


_articles = ArticleRow.__table__
_links = ArticleCountryRow.__table__
_evidence = TypeAdapter(tuple[Evidence, ...])
_KEPT = ("url", "source_id", "published_at", "first_seen", "revision")
"""What a later version of an article leaves as it is. The date is among them: an article that was touched up
is not news again, and one without a date of its own keeps the one that it was given at first."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of articles that were handed in."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def take_in(session: Session, source_id: int, articles: Sequence[NewArticle], *, now: datetime) -> Intake:
    """Store each article once, by its address without the scheme; twice changes nothing.

    Of two with one address the one that was published later counts, in whatever order they come.
    """
    latest = _once_each(articles)
    new = changed = 0
    for start in range(0, len(latest), _CHUNK):
        chunk = _as_known(session, latest[start : start + _CHUNK])
        written = _upsert(session, [_values(article, source_id, now) for article in chunk.values()])
        again = [row["id"] for row in written if row["revision"] > 1]
        session.execute(delete(_links).where(_links.c.article_id.in_(again)))
        _link(session, written, chunk)
        new, changed = new + len(written) - len(again), changed + len(again)
    return Intake(new, changed, len(articles) - new - changed)


def in_window(
    session: Session,
    window: Window,
    countries: Sequence[str] | None = None,
    categories: Sequence[str] | None = None,
) -> list[Article]:
    """The articles published in `window`, oldest first. No countries, or no categories: all of them."""
    query = _under(window, countries, categories) if countries else _published(window, categories)
    rows = session.execute(query.order_by(_articles.c.published_at, _articles.c.id)).mappings()
    sources = {row["id"]: to_source(row) for row in session.execute(select(SourceRow.__table__)).mappings()}
    return [_to_article(row, sources) for row in rows]


def evidence(session: Session, article_id: int) -> tuple[Evidence, ...]:
    """Why an article carries its countries and its category."""
    found = session.execute(select(_articles.c.evidence).where(_articles.c.id == article_id)).scalar_one()
    return _evidence.validate_json(found)


def count_before(session: Session, before: datetime) -> int:
    """How many articles were published before that moment."""
    query = select(func.count()).select_from(_articles).where(_articles.c.published_at < before)
    return int(session.execute(query).scalar_one())


def forget(session: Session, before: datetime, *, limit: int) -> int:
    """Delete up to `limit` articles that were published before that moment; how many they were."""
    old = select(_articles.c.id).where(_articles.c.published_at < before).limit(limit)
    ids = session.execute(old).scalars().all()
    session.execute(delete(_links).where(_links.c.article_id.in_(ids)))
    session.execute(delete(_articles).where(_articles.c.id.in_(ids)))
    return len(ids)


def _once_each(articles: Iterable[NewArticle]) -> list[NewArticle]:
    """One article for each address, in the order of addresses: two processes that take in the same ones, in the
    same order, do not block each other."""
    versions: dict[str, list[NewArticle]] = {}
    for article in articles:
        versions.setdefault(_address(article.url), []).append(article)
    return [
        each[0] if len(each) == 1 else replace(max(each, key=_lateness), url=max(article.url for article in each))
        for _, each in sorted(versions.items())
    ]


def _lateness(article: NewArticle) -> tuple[object, ...]:
    """Orders versions of one article. The texts come in so that no two different ones are equal."""
    return (article.published_at, article.title, article.lead, article.body, repr(article))


def _as_known(session: Session, articles: Sequence[NewArticle]) -> dict[str, NewArticle]:
    """The articles by the URL that each is, or will be, stored under: of http and https it is https."""
    twins = {article.url: twin for article in articles if (twin := _twin(article.url))}
    asked = select(_articles.c.url).where(_articles.c.url.in_([*twins, *twins.values()]))
    known = set(session.execute(asked).scalars())
    stored_as = {url: twin for url, twin in twins.items() if twin in known and url not in known}
    for url, twin in stored_as.items():
        if url.startswith("https:"):
            session.execute(update(_articles).where(_articles.c.url == twin).values(url=url))
            stored_as[url] = url
    return {
        url: replace(article, url=url) for article in articles if (url := stored_as.get(article.url, article.url))
    }


def _address(url: str) -> str:
    """What http and https have in common."""
    return url.removeprefix("https:").removeprefix("http:")


def _twin(url: str) -> str | None:
    """The same page under the other scheme; None for what is no web address."""
    rest = _address(url)
    return None if rest == url else f"{'http' if url.startswith('https:') else 'https'}:{rest}"


def _upsert(session: Session, values: list[dict[str, Any]]) -> Sequence[RowMapping]:
    """Write what is new or changed; the id, URL and revision of each article that was written."""
    statement = insert(session, _articles)
    given = statement.excluded
    changes = {name: given[name] for name in values[0] if name not in _KEPT}
    upsert = statement.on_conflict_do_update(
        index_elements=["url"],
        set_={**changes, "revision": _articles.c.revision + 1},
        where=_articles.c.content_hash != given.content_hash,
    ).returning(_articles.c.id, _articles.c.url, _articles.c.revision, _articles.c.published_at)
    return session.execute(upsert, values).mappings().all()


def _link(session: Session, written: Iterable[RowMapping], articles: Mapping[str, NewArticle]) -> None:
    links = [
        {
            "article_id": row["id"],
            "country": country,
            "category": articles[row["url"]].category,
            "published_at": row["published_at"],
        }
        for row in written
        for country in dict.fromkeys(articles[row["url"]].countries)
    ]
    if links:
        session.execute(plain_insert(_links), links)


def _values(article: NewArticle, source_id: int, now: datetime) -> dict[str, Any]:
    picture = article.picture or Picture("")
    content = {
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "countries": " ".join(article.countries),
        "category": article.category,
        "language": article.language,
        "picture_url": picture.url or None,
        "picture_alt": picture.alt,
        "picture_width": picture.width,
        "picture_height": picture.height,
        "evidence": _evidence.dump_json(article.evidence).decode(),
    }
    return content | {
        "url": article.url,
        "source_id": source_id,
        "published_at": article.published_at,
        "words": len(article.body.split()),
        "content_hash": fingerprint(*map(str, content.values())),
        "revision": 1,
        "first_seen": now,
        "updated_at": now,
    }


def _under(window: Window, countries: Sequence[str], categories: Sequence[str] | None) -> Select[tuple[Any, ...]]:
    # Every category is named even where all are wanted, so that the whole of the index can serve.
    found = select(_links.c.article_id).where(
        _links.c.country.in_(countries),
        _links.c.category.in_(categories or CATEGORIES),
        _links.c.published_at >= window.start,
        _links.c.published_at < window.end,
    )
    return select(*_SHOWN).where(_articles.c.id.in_(found))


def _published(window: Window, categories: Sequence[str] | None) -> Select[tuple[Any, ...]]:
    published = _articles.c.published_at
    query = select(*_SHOWN).where(published >= window.start, published < window.end)
    return query.where(_articles.c.category.in_(categories)) if categories else query


_SHOWN = tuple(column for column in _articles.c if column.name not in ("body", "evidence", "content_hash"))


def _to_article(row: RowMapping, sources: Mapping[int, Source]) -> Article:
    picture_url = row["picture_url"]
    return Article(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        lead=row["lead"],
        published_at=row["published_at"],
        countries=tuple(row["countries"].split()),
        category=row["category"],
        language=row["language"],
        source=sources[row["source_id"]],
        words=row["words"],
        picture=Picture(picture_url, row["picture_alt"], row["picture_width"], row["picture_height"])
        if picture_url
        else None,
    )
