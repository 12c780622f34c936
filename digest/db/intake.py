"""Takes articles in: each once, under its address, with what it was before kept where its text changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, bindparam, delete, insert, or_, select, text, update
from sqlalchemy.orm import Session

from digest.core.article import Evidence, NewArticle, Picture
from digest.core.revision import Version, address, once_each, spellings, supersedes, version_at
from digest.db import versions
from digest.db.articles import ArticleCountryRow, ArticleRow
from digest.db.bulk import among, insert_many, words_in
from digest.db.sketches import ArticleSketchRow

_CHUNK = 1_000
"""Articles in one statement: well below what either database takes in parameters."""
_TAKING_IN = 0x64696761
"""Our key among PostgreSQL's advisory locks."""

_articles = ArticleRow.__table__
_links = ArticleCountryRow.__table__
_sketches = ArticleSketchRow.__table__
_evidence = TypeAdapter(tuple[Evidence, ...])

_NO_PICTURE = Picture("")

_Values = Mapping[str, Any]
"""The values of a row, by column."""
_Pair = tuple[_Values, _Values | None]
"""A row that is handed in, and the one that is stored of the same article."""

_TEXT = ("title", "lead", "body")
_CONTENT = (
    *_TEXT,
    *("countries", "category", "language", "picture_url", "picture_alt", "picture_width", "picture_height"),
    *("evidence", "unknown_labels"),
)
_KNOWN = tuple(column for column in _articles.c if column.name not in ("words", "copy_of"))


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of articles that were handed in."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def take_in(session: Session, source_id: int, articles: Sequence[NewArticle], *, now: datetime) -> Intake:
    """Store each article once, by its address without the scheme or by its identity; twice changes nothing.

    `now` is that of the whole import: of two with one address the later version counts, in whatever order they
    come. The source and the date stay those that an article had first: one that was touched up is not news again.
    """
    take_turns(session)
    latest = once_each(articles)
    new = changed = 0
    for start in range(0, len(latest), _CHUNK):
        rows = [_row(article, source_id, now) for article in latest[start : start + _CHUNK]]
        pairs = _pairs(rows, _known(session, source_id, rows))
        unknown = [row for row, was in pairs if was is None]
        newer = [(row, was) for row, was in pairs if was and _is_newer(row, was)]
        _insert(session, unknown)
        _update(session, newer)
        _learn_https(session, pairs)
        new, changed = new + len(unknown), changed + len(newer)
    return Intake(new, changed, len(articles) - new - changed)


def take_turns(session: Session) -> None:
    """Wait until nobody else takes articles in, as SQLite has it anyway; the turn ends with the transaction.

    Else two that take in the same article would both find it new. Who writes sources as well asks before that.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TAKING_IN})


def _row(article: NewArticle, source_id: int, now: datetime) -> dict[str, Any]:
    picture = article.picture or _NO_PICTURE
    return {
        "url": article.url,
        "source_id": source_id,
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "words": _count_words(article.body),
        "countries": " ".join(dict.fromkeys(article.countries)),
        "category": article.category,
        "language": article.language,
        "picture_url": picture.url or None,
        "picture_alt": picture.alt,
        "picture_width": picture.width,
        "picture_height": picture.height,
        "evidence": _evidence.dump_json(article.evidence).decode(),
        "unknown_labels": "\n".join(article.unknown_labels),
        "identity": article.identity,
        "copy_of": None,
        "published_at": article.published_at,
        "version_at": version_at(article),
        "revision": 1,
        "first_seen": now,
        "updated_at": now,
    }


def _count_words(body: str) -> int:
    """How many words there are in a clean text: between two of them is a blank, or an empty line."""
    return body.count(" ") + body.count("\n\n") + 1 if body else 0


def _known(session: Session, source_id: int, rows: Sequence[_Values]) -> dict[str, _Values]:
    """What is stored of these rows, by address and by identity; of two the one that came first."""
    urls = {spelling for row in rows for spelling in spellings(row["url"])}
    identities = [row["identity"] for row in rows if row["identity"]]
    is_known: ColumnElement[bool] = _articles.c.url.in_(among(session, urls))
    if identities:
        is_known = or_(
            is_known, (_articles.c.source_id == source_id) & _articles.c.identity.in_(among(session, identities))
        )
    query = select(*_KNOWN).where(is_known).order_by(_articles.c.id.desc())
    found = [dict(row) for row in session.execute(query).mappings()]
    by_identity = {row["identity"]: row for row in found if row["identity"] and row["source_id"] == source_id}
    return by_identity | {address(row["url"]): row for row in found}


def _pairs(rows: Iterable[_Values], known: Mapping[str, _Values]) -> list[_Pair]:
    """Each row with what is stored of it: by its address, or else by its identity; of two for one, the later."""
    unknown: list[_Pair] = []
    versions_of: dict[int, _Pair] = {}
    for row in rows:
        was = known.get(address(row["url"])) or known.get(row["identity"] or "")
        if was is None:
            unknown.append((row, None))
        elif was["id"] not in versions_of or _lateness(row) > _lateness(versions_of[was["id"]][0]):
            versions_of[was["id"]] = row, was
    return [*unknown, *versions_of.values()]


def _lateness(row: _Values) -> tuple[object, ...]:
    return row["version_at"], _content(row)


def _is_newer(row: _Values, was: _Values) -> bool:
    return supersedes(_version(row), _version(was))


def _version(row: _Values) -> Version:
    return Version(
        row["source_id"],
        row["version_at"],
        _content(row),
        seen_at=row["updated_at"],
        is_first=row["first_seen"] == row["updated_at"],
    )


def _content(row: _Values) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in _CONTENT)


def _change(row: _Values, was: _Values) -> dict[str, Any]:
    """The values of an article that becomes `row`, but for what stays as it was at first."""
    is_same_import = (was["first_seen"], was["source_id"]) == (row["first_seen"], row["source_id"])
    kept = {name: was[name] for name in ("id", "source_id", "first_seen")}
    if not is_same_import:
        kept["published_at"] = was["published_at"]
    has_new_text = any(row[name] != was[name] for name in _TEXT)
    is_revised = has_new_text and was["updated_at"] < row["updated_at"]
    url = max(row["url"], was["url"]) if address(row["url"]) == address(was["url"]) else row["url"]
    return {
        **row,
        **kept,
        "url": url,
        "identity": row["identity"] or was["identity"],
        "revision": was["revision"] + is_revised,
    }


def _insert(session: Session, rows: Sequence[_Values]) -> None:
    if not rows:
        return
    insert_many(session, _articles, rows)
    _link(session, _articles.c.url.in_(among(session, [row["url"] for row in rows])))


def _update(session: Session, pairs: Sequence[tuple[_Values, _Values]]) -> None:
    if not pairs:
        return
    changes = [_change(row, was) for row, was in pairs]
    ids = [change["id"] for change in changes]
    revisions = {was["id"]: was["revision"] for _, was in pairs}
    versions.keep(session, [change["id"] for change in changes if change["revision"] > revisions[change["id"]]])
    this = update(_articles).where(_articles.c.id == bindparam("this"))
    session.execute(this, [{**change, "this": change["id"]} for change in changes])
    session.execute(delete(_links).where(_links.c.article_id.in_(ids)))
    session.execute(delete(_sketches).where(_sketches.c.article_id.in_(ids)))
    _link(session, _articles.c.id.in_(ids))


def _link(session: Session, is_meant: ColumnElement[bool]) -> None:
    """Put the stored articles that are meant under each of their countries: the database knows all of it."""
    country = words_in(session, _articles.c.countries).c.value
    links = select(_articles.c.id, country, _articles.c.category, _articles.c.published_at).where(is_meant)
    session.execute(insert(_links).from_select(["article_id", "country", "category", "published_at"], links))


def _learn_https(session: Session, pairs: Iterable[_Pair]) -> None:
    """An article that was published under http and now is under https as well opens under https from now on."""
    for row, was in pairs:
        if was and row["url"].startswith("https:") and was["url"] in spellings(row["url"])[1:]:
            session.execute(update(_articles).where(_articles.c.id == was["id"]).values(url=row["url"]))
