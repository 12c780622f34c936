"""Migrations: from nothing to the newest, by one process or by eight at once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from digest.core.errors import Conflict
from digest.db import migrate
from digest.db.store import Store
from tests import databases

UPGRADE = """
import sys
from digest.db import migrate
from digest.db.store import open_store

print("ready", flush=True)
sys.stdin.readline()
store = open_store(sys.argv[1])
migrate.upgrade(store)
store.close()
"""


@pytest.fixture
def empty_store(empty_url: str) -> Iterator[Store]:
    with databases.opened(empty_url) as store:
        yield store


def test_upgrade_leads_from_nothing_to_the_newest(empty_store: Store) -> None:
    assert migrate.current(empty_store) is None

    migrate.upgrade(empty_store)

    assert migrate.current(empty_store) == migrate.HEAD
    migrate.check(empty_store)


def test_upgrade_twice_changes_nothing(store: Store) -> None:
    migrate.upgrade(store)

    migrate.check(store)


def test_upgrade_by_eight_processes_at_once_is_done_once(empty_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, empty_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 8

    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate()[1] for process in processes]

    assert errors == [""] * 8
    with databases.opened(empty_url) as store:
        migrate.check(store)


def test_upgrade_of_a_newer_database_is_refused(store: Store) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Conflict, match="newer version of digest"):
        migrate.upgrade(store)

    with store.writing() as session:  # the PostgreSQL database is shared by the tests of this process
        session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": migrate.HEAD})


def test_check_refuses_a_database_that_is_behind(empty_store: Store) -> None:
    with pytest.raises(Conflict, match=f"at migration none, not at {migrate.HEAD}; run: digest db upgrade"):
        migrate.check(empty_store)


def test_check_names_what_differs(empty_store: Store) -> None:
    migrate.upgrade(empty_store)
    with empty_store.writing() as session:
        session.execute(text("ALTER TABLE editor ADD COLUMN shoe_size INTEGER"))

    with pytest.raises(Conflict, match="shoe_size"):
        migrate.check(empty_store)


def test_check_minds_no_table_of_somebody_else(empty_store: Store) -> None:
    migrate.upgrade(empty_store)
    with empty_store.writing() as session:
        session.execute(text("CREATE TABLE recipe (id INTEGER PRIMARY KEY)"))

    migrate.check(empty_store)


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_ensure_ready_upgrades_sqlite(empty_store: Store) -> None:
    migrate.ensure_ready(empty_store)

    migrate.check(empty_store)


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_ensure_ready_leaves_postgresql_to_the_operator(empty_store: Store) -> None:
    with pytest.raises(Conflict, match="run: digest db upgrade"):
        migrate.ensure_ready(empty_store)

    assert migrate.current(empty_store) is None


def test_ensure_ready_is_content_with_the_newest(store: Store) -> None:
    migrate.ensure_ready(store)

    assert migrate.current(store) == migrate.HEAD


def test_head_names_the_newest_migration() -> None:
    migrations = ScriptDirectory(Path(migrate.__file__).parent / "migrations")

    assert migrations.get_heads() == [migrate.HEAD]
