"""Migrations: which one the tables are at, and how they get to the newest."""

# ruff: noqa: PLC0415 — Alembic takes 100 ms to import, which a command should not pay when all is well.
from typing import TYPE_CHECKING

from sqlalchemy import column, inspect, select, table, text
from sqlalchemy.orm import Session

from digest.core.errors import Conflict
from digest.db import (
    approvals,
    articles,
    bounces,
    categories,
    consents,
    deliveries,
    editions,
    editors,
    edits,
    engagement,
    feedback,
    history,
    issues,
    labels,
    letters,
    notices,
    pictures,
    selections,
    sessions,
    sketches,
    snapshots,
    sources,
    stories,
    subscribers,
    suppressions,
    ties,
    tokens,
    versions,
)
from digest.db.row import Row
from digest.db.store import Store

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0023"
"""The newest migration; written down, so that seeing that all is well takes one query."""

FAMILIES = (
    sources,
    labels,
    categories,
    tokens,
    articles,
    versions,
    sketches,
    stories,
    editions,
    issues,
    approvals,
    notices,
    edits,
    pictures,
    snapshots,
    selections,
    subscribers,
    deliveries,
    bounces,
    suppressions,
    editors,
    sessions,
    engagement,
    history,
    ties,
    consents,
    letters,
    feedback,
)
"""All that hold rows: imported here, so that the catalogue of tables is complete."""

_UPGRADING = 0x64696766
"""Our key among PostgreSQL's advisory locks."""


def current(store: Store) -> str | None:
    """The migration that the database is at; None for one without our tables."""
    with store.reading() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        return session.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()


def ensure_ready(store: Store) -> None:
    """Bring a SQLite file up to date; PostgreSQL, which other hosts may be using, must be: else Conflict."""
    if (found := current(store)) == HEAD:
        return
    if store.is_shared:
        raise _behind(found)
    upgrade(store)


def upgrade(store: Store) -> None:
    """Run what is missing of the migrations, all or nothing; of several processes the first does the work."""
    from alembic import command
    from alembic.util import CommandError

    with store.writing() as session:
        if store.is_shared:
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADING})
        try:
            command.upgrade(_config(session), "head")
        except CommandError as error:
            raise Conflict(
                f"The database was made by a newer version of digest ({error}); install that."
            ) from error


def check(store: Store) -> None:
    """Conflict unless the tables are at the newest migration and are what this version expects."""
    if (found := current(store)) != HEAD:
        raise _behind(found)
    if differences := _differences(store):
        raise Conflict(f"The tables are not what this version expects: {'; '.join(differences)}.")


def _differences(store: Store) -> list[str]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    # Somebody may keep tables of their own beside ours; they are none of our business.
    options = {"include_name": lambda name, kind, _parents: kind != "table" or name in Row.metadata.tables}
    with store.reading() as session:
        context = MigrationContext.configure(session.connection(), opts=options)
        return [str(difference) for difference in compare_metadata(context, Row.metadata)]


def _behind(found: str | None) -> Conflict:
    return Conflict(f"The database is at migration {found or 'none'}, not at {HEAD}; run: digest db upgrade")


def _config(session: Session) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "digest.db:migrations")
    config.attributes["connection"] = session.connection()
    return config
