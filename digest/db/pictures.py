"""Pictures: the copies that mails show, each kept once, and which of them an issue has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, Select, Text, delete, select
from sqlalchemy import insert as plain_insert
from sqlalchemy.orm import Session, aliased
from sqlmodel import Field

from digest.core.issue import Issue
from digest.core.picture import Copies, PictureFile, address_key
from digest.db.issues import IssueRow
from digest.db.row import Row
from digest.db.upsert import insert


class PictureRow(Row, table=True):
    """A file under the hash of what is in it."""

    __tablename__ = "picture"

    name: str = Field(primary_key=True)
    body: bytes = Field(sa_type=LargeBinary)
    width: int
    height: int
    made_at: datetime


class IssuePictureRow(Row, table=True):
    """The copies of one publisher's picture for one issue, or why there are none."""

    __tablename__ = "issue_picture"
    __table_args__ = (Index("ix_issue_picture_address", "address", "made_at"),)

    issue_id: int = Field(primary_key=True, foreign_key="issue.id", ondelete="CASCADE")
    address: str = Field(primary_key=True)
    hero: str | None = Field(default=None, foreign_key="picture.name")
    thumb: str | None = Field(default=None, foreign_key="picture.name")
    trouble: str | None = Field(default=None, sa_type=Text)
    made_at: datetime


_pictures = PictureRow.__table__
_of_issues = IssuePictureRow.__table__
_issues = IssueRow.__table__


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that is in the database."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class KeptCopies:
    """Both copies of a picture."""

    hero: Kept
    thumb: Kept
    made_at: datetime
    """When the publisher was asked for it."""


Outcome = Copies | KeptCopies | str
"""Of copying a picture: files, the names of files that are there already, or a sentence on why not."""


def keep(session: Session, issue: Issue, outcomes: Mapping[str, Outcome], *, now: datetime) -> bool:
    """Give `issue` these pictures, by their publishers' addresses, instead of those that it had.

    False, and nothing is changed, where the issue is no longer as it was: what was approved stays as it is.
    """
    found = select(_issues.c.id).where(_issues.c.id == issue.id, _issues.c.version == issue.version)
    if session.execute(found.with_for_update()).first() is None:
        return False
    rows = [
        {"issue_id": issue.id, "address": address_key(url), **_row(session, outcome, now=now)}
        for url, outcome in outcomes.items()
    ]
    session.execute(delete(_of_issues).where(_of_issues.c.issue_id == issue.id))
    if rows:
        session.execute(plain_insert(_of_issues), rows)
    return True


def of_issue(session: Session, issue_id: int) -> dict[str, KeptCopies | str]:
    """The copies that an issue has, or why there are none, by address_key; empty if nobody has tried."""
    query = _select().where(_of_issues.c.issue_id == issue_id)
    return {row.address: _outcome(row) for row in session.execute(query)}


def lately(session: Session, addresses: Collection[str], since: datetime) -> dict[str, KeptCopies]:
    """Copies of the pictures at `addresses` that any issue got after that moment, by address_key."""
    keys = [address_key(url) for url in addresses]
    query = _select().where(_of_issues.c.address.in_(keys), _of_issues.c.hero.is_not(None))
    query = query.where(_of_issues.c.made_at > since).order_by(_of_issues.c.made_at)
    found = ((row.address, _outcome(row)) for row in session.execute(query))
    return {address: outcome for address, outcome in found if isinstance(outcome, KeptCopies)}


def find(session: Session, name: str) -> bytes | None:
    """The file called `name`, if there is one."""
    return session.execute(select(_pictures.c.body).where(_pictures.c.name == name)).scalar_one_or_none()


_HERO, _THUMB = aliased(_pictures), aliased(_pictures)


def _select() -> Select[tuple[Any, ...]]:
    sizes = [
        column.label(f"{place}_{column.name}")
        for place, table in (("hero", _HERO), ("thumb", _THUMB))
        for column in (table.c.width, table.c.height)
    ]
    joined = _of_issues.outerjoin(_HERO, _HERO.c.name == _of_issues.c.hero)
    return select(_of_issues, *sizes).select_from(joined.outerjoin(_THUMB, _THUMB.c.name == _of_issues.c.thumb))


def _outcome(row: Any) -> KeptCopies | str:
    if row.hero is None:
        return str(row.trouble)
    hero = Kept(row.hero, row.hero_width, row.hero_height)
    return KeptCopies(hero, Kept(row.thumb, row.thumb_width, row.thumb_height), row.made_at)


def _row(session: Session, outcome: Outcome, *, now: datetime) -> dict[str, Any]:
    match outcome:
        case str():
            return {"hero": None, "thumb": None, "trouble": outcome, "made_at": now}
        case Copies():
            names = {
                "hero": _share(session, outcome.hero, now=now),
                "thumb": _share(session, outcome.thumb, now=now),
            }
            return {**names, "trouble": None, "made_at": now}
        case KeptCopies():
            names = {"hero": outcome.hero.name, "thumb": outcome.thumb.name}
            return {**names, "trouble": None, "made_at": outcome.made_at}


def _share(session: Session, file: PictureFile, *, now: datetime) -> str:
    row = {"name": file.name, "body": file.body, "width": file.width, "height": file.height, "made_at": now}
    session.execute(insert(session, _pictures).values(row).on_conflict_do_nothing(index_elements=["name"]))
    return file.name
