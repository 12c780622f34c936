"""Snapshots: what issues were made from, kept to make them again; all issues of one window share its articles."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import LargeBinary, delete, exists, select
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.edition import Edition
from digest.core.errors import Conflict
from digest.core.inputs import METHOD, Inputs
from digest.core.issue import Content
from digest.core.material import Material
from digest.core.memory import Memory
from digest.core.naming import CategoryNames
from digest.db.row import Row
from digest.db.upsert import insert

_SHARED = 3
"""Compression of what a window shares: less than half the time of the usual 6, and a tenth more bytes."""
_OWN = 1
"""Compression of what each issue has of its own: there may be a hundred in a run."""


class SnapshotRow(Row, table=True):
    """The material of a window, under the hash of what it says: equal material is kept once."""

    __tablename__ = "snapshot"

    hash: str = Field(primary_key=True)
    payload: bytes = Field(sa_type=LargeBinary)
    made_at: datetime


class IssueInputRow(Row, table=True):
    """What one issue was made from, and what was made of it before anybody laid hand on it."""

    __tablename__ = "issue_input"

    issue_id: int = Field(primary_key=True, foreign_key="issue.id")
    snapshot: str = Field(foreign_key="snapshot.hash", index=True)
    payload: bytes = Field(sa_type=LargeBinary)
    method: int
    version: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Packed:
    """The material of a window, ready to be kept."""

    hash: str
    """SHA-256 of its JSON, in hexadecimal."""
    payload: bytes


@dataclass(frozen=True, slots=True)
class _Own:
    """What the inputs of an issue hold beside the material, and what was built."""

    edition: Edition
    memory: Memory
    names: CategoryNames
    built: Content


@dataclass(frozen=True, slots=True)
class Kept:
    """What an issue was made from, by which version, and what came of it."""

    inputs: Inputs
    built: Content
    method: int
    """As core/inputs.METHOD was then."""
    version: str
    """Of this product."""
    made_at: datetime


_snapshots = SnapshotRow.__table__
_inputs = IssueInputRow.__table__
_material = TypeAdapter(Material)
_own = TypeAdapter(_Own)


def pack(material: Material) -> Packed:
    """`material` as it is kept: some hundredths of a second for ten thousand articles."""
    raw = _material.dump_json(material)
    return Packed(hashlib.sha256(raw).hexdigest(), zlib.compress(raw, _SHARED))


def keep(
    session: Session, issue_id: int, packed: Packed, inputs: Inputs, built: Content, *, version: str, now: datetime
) -> None:
    """Keep what an issue was made from instead of what it was made from before; `packed` is its material."""
    _share(session, packed, now=now)
    own = _own.dump_json(_Own(inputs.edition, inputs.memory, inputs.names, built))
    row = {
        "snapshot": packed.hash,
        "payload": zlib.compress(own, _OWN),
        "method": METHOD,
        "version": version,
        "made_at": now,
    }
    statement = insert(session, _inputs).values(issue_id=issue_id, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["issue_id"], set_=row))
    sweep(session)


def of_issue(session: Session, issue_id: int) -> Kept | None:
    """What the issue with that id was made from, as far as it is kept; Conflict if this version cannot read it."""
    query = select(_inputs, _snapshots.c.payload.label("material")).join(_snapshots)
    row = session.execute(query.where(_inputs.c.issue_id == issue_id)).mappings().one_or_none()
    if row is None:
        return None
    try:
        own = _own.validate_json(zlib.decompress(row["payload"]))
        material = _material.validate_json(zlib.decompress(row["material"]))
    except (zlib.error, ValidationError) as error:
        raise Conflict(
            f"What the issue was made from was written by version {row['version']} and cannot be read by this "
            "one; replay it with that version."
        ) from error
    inputs = Inputs(material, own.edition, own.memory, own.names)
    return Kept(inputs, own.built, row["method"], row["version"], row["made_at"])


def forget(session: Session, before: datetime) -> int:
    """Delete what issues were made from before that moment; how many issues they were."""
    count = session.connection().execute(delete(_inputs).where(_inputs.c.made_at < before)).rowcount
    sweep(session)
    return count


def sweep(session: Session) -> None:
    """Delete the snapshots that no issue refers to any more."""
    is_used = exists().where(_inputs.c.snapshot == _snapshots.c.hash)
    # Locked first and asked again: another process may be about to refer to one that nobody refers to yet.
    locked = select(_snapshots.c.hash).where(~is_used).with_for_update(skip_locked=True)
    hashes = session.execute(locked).scalars().all()
    session.execute(delete(_snapshots).where(_snapshots.c.hash.in_(hashes), ~is_used))


def _share(session: Session, packed: Packed, *, now: datetime) -> None:
    # The bytes travel to the database only if they are not there; a row that is, is held until we refer to it.
    found = select(_snapshots.c.hash).where(_snapshots.c.hash == packed.hash)
    if session.execute(found.with_for_update(read=True, key_share=True)).first() is None:
        statement = insert(session, _snapshots).values(hash=packed.hash, payload=packed.payload, made_at=now)
        session.execute(statement.on_conflict_do_nothing(index_elements=["hash"]))
