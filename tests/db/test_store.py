"""The door to the database: what opens, what waits its turn, and what is said when it does not answer."""

import socket
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from digest.core.errors import Busy, Conflict, InvalidInput, Unavailable
from digest.db import sources
from digest.db.store import Store, open_store
from tests import databases
from tests.builders import a_source

ADD_ONE = """
import sys
from sqlalchemy import text
from digest.db.store import open_store

store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(100):
    with store.writing() as session:
        weight = session.execute(text("SELECT weight FROM source" + sys.argv[2])).scalar_one()
        session.execute(text("UPDATE source SET weight = :weight"), {"weight": weight + 1})
store.close()
"""


def keys(store: Store) -> list[str]:
    with store.reading() as session:
        return [stored.source.key for stored in sources.every(session)]


def pragma(session: Session, name: str) -> object:
    return session.execute(text(f"PRAGMA {name}")).scalar_one()


def test_writing_is_kept_when_it_ends_well(store: Store) -> None:
    with store.writing() as session:
        sources.save(session, a_source())

    assert keys(store) == ["echo"]


def test_writing_is_undone_by_an_error(store: Store) -> None:
    def fail_half_way() -> None:
        with store.writing() as session:
            sources.save(session, a_source())
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()

    assert keys(store) == []


def test_reading_cannot_change_anything(store: Store) -> None:
    with pytest.raises(Unavailable, match="cannot be written to"), store.reading() as session:
        sources.save(session, a_source())

    assert keys(store) == []


def test_reading_sees_one_state_to_its_end(store: Store) -> None:
    with store.reading() as session:
        before = sources.every(session)
        with store.writing() as other:
            sources.save(other, a_source())
        after = sources.every(session)

    assert (before, after) == ([], [])


def test_sqlite_is_set_up_for_several_processes(sqlite_store: Store) -> None:
    with sqlite_store.reading() as session:
        names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        found = {name: pragma(session, name) for name in names}

    assert found == {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 10_000, "foreign_keys": 1}


def test_writing_by_four_processes_loses_no_update(store: Store, database_url: str) -> None:
    with store.writing() as session:
        sources.save(session, a_source(weight=0.0))
    lock = " FOR UPDATE" if store.is_shared else ""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ADD_ONE, database_url, lock],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    assert [writer.stdout.readline() for writer in writers if writer.stdout] == ["ready\n"] * 4

    errors = [error for _, error in _go(writers)]

    assert errors == [""] * 4
    with store.reading() as session:
        assert sources.find(session, "echo").source.weight == 400


def test_writing_by_many_threads_loses_no_update(sqlite_store: Store) -> None:
    with sqlite_store.writing() as session:
        sources.save(session, a_source(weight=0.0))

    def add_one(_: int) -> None:
        with sqlite_store.writing() as session:
            weight = sources.find(session, "echo").source.weight
            sources.save(session, a_source(weight=weight + 1))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(200)))

    with sqlite_store.reading() as session:
        assert sources.find(session, "echo").source.weight == 200


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("digest.db", "not an address of a database; write sqlite:///FILE or postgresql://"),
        ("postgresql://localhost:port/digest", "not an address of a database"),
        ("mysql://localhost/digest", "Databases of the kind “mysql” cannot be used"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_open_store_refuses_an_address_that_it_cannot_use(url: str, says: str) -> None:
    with pytest.raises(InvalidInput) as error:
        open_store(url)

    assert says in str(error.value)


def test_open_store_in_a_missing_folder_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as error:
        open_store(f"sqlite:///{tmp_path}/nowhere/digest.db")

    assert str(error.value) == (
        f"The database sqlite:///{tmp_path}/nowhere/digest.db cannot be used: the file cannot be opened; "
        "check that its folder exists and is writable."
    )


def test_open_store_refuses_a_file_that_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "digest.db").write_text("# Notes\n" * 200)

    with pytest.raises(InvalidInput, match="the file is not a SQLite database"):
        open_store(databases.sqlite_url(tmp_path))


def test_open_store_says_that_no_server_answers_and_keeps_the_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    with pytest.raises(Unavailable) as error:
        open_store(f"postgresql://digest:s3cret@127.0.0.1:{port}/digest")

    message = str(error.value)
    assert message.startswith(f"The database postgresql://digest:***@127.0.0.1:{port}/digest cannot be used: conn")
    assert message.endswith("check the address and that the server runs.")
    assert "s3cret" not in message
    assert "\n" not in message


def test_open_store_without_psycopg_names_the_extra() -> None:
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from digest.db.store import open_store\n"
        "try: open_store('postgresql://localhost/digest')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )

    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout == "InvalidInput PostgreSQL needs one more package: pip install 'news-digest[cluster]'.\n"


def test_database_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    with databases.opened(databases.sqlite_url(tmp_path)) as store, pytest.raises(Conflict, match="db upgrade"):
        keys(store)


def test_full_disk_is_said_in_a_sentence_and_leaves_nothing_half_written(sqlite_store: Store) -> None:
    def fill_the_disk() -> None:
        with sqlite_store.writing() as session:
            session.execute(text(f"PRAGMA max_page_count = {pragma(session, 'page_count')}"))
            for n in range(1_000):
                sources.save(session, a_source(f"source-{n}", name="x" * 500))

    with pytest.raises(Unavailable, match="the disk is full"):
        fill_the_disk()

    assert keys(sqlite_store) == []


def test_database_that_stays_locked_is_busy(sqlite_store: Store, sqlite_url: str) -> None:
    with sqlite_store.reading() as session:
        session.execute(text("PRAGMA busy_timeout = 1"))  # of the pooled connection, which the next session takes
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Busy, match="locked for too long"), sqlite_store.writing() as session:
        sources.save(session, a_source())

    other.close()


def test_server_that_goes_away_is_unavailable(postgresql_url: str) -> None:
    def read_while_another_ends_the_connection() -> None:
        with store.reading() as session, store.writing() as other:
            pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
            sources.every(session)

    with databases.opened(postgresql_url) as store:
        with pytest.raises(Unavailable, match="terminating connection"):
            read_while_another_ends_the_connection()

        assert keys(store) == []


def _go(processes: list[subprocess.Popen[str]]) -> list[tuple[str, str]]:
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate() for process in processes]
