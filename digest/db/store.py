"""The door to the database: SQLite in a file, or PostgreSQL; the same rows and queries in both."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from digest.core.errors import InvalidInput
from digest.db import lock
from digest.db.failure import translated

__all__ = ("Session", "Store", "open_store")  # Session, because use cases that share a transaction name its type

_BUSY_MS = 10_000
_READING: dict[str, dict[str, Any]] = {
    "sqlite": {"read_only": True},
    "postgresql": {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"},
}
_WRITE_A_URL = "write sqlite:///FILE or postgresql://USER@HOST/DATABASE"


class Store:
    """An open database. Threads may share it; each takes its own session."""

    def __init__(self, engine: Engine, notes: Path | None = None) -> None:
        self._writer = engine
        self.notes = notes
        """Folder on this machine for what a run of sending has to remember; None: it remembers nothing."""
        self.is_shared = engine.dialect.name == "postgresql"
        """Whether programs on other machines may be using the same database."""
        self._reader = engine.execution_options(**_READING[engine.dialect.name])

    @property
    def address(self) -> str:
        """What `open_store` takes, for another process of ours: with the password, so never to be shown."""
        return self._writer.url.render_as_string(hide_password=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and cannot change it."""
        with translated(self._writer.url), Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end, or rolled back on any error."""
        with translated(self._writer.url), Session(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def sending_lock(self, issue_id: int) -> Iterator[None]:
        """Hold the right to send an issue; Busy if somebody else holds it. A killed process lets go of it."""
        with translated(self._writer.url), lock.sending_lock(self._writer, issue_id):
            yield

    def close(self) -> None:
        """Close every connection."""
        self._writer.dispose()


def open_store(url: str, *, notes: Path | None = None) -> Store:
    """Open the database at `url`; a SQLite file is made if it is missing, but not its folder.

    `notes`: folder in which each database gets one of its own; beside the file of SQLite if none is given.
    Raises InvalidInput for an address that cannot be used, Unavailable if nothing answers there.
    """
    parsed = _parsed(url)
    engine = _engine(parsed)
    store = Store(engine, _own_notes(parsed, notes))
    try:
        with translated(engine.url), engine.connect():
            return store
    except BaseException:
        store.close()
        raise


def _own_notes(url: URL, notes: Path | None) -> Path | None:
    if notes:
        name = hashlib.blake2s(f"{url.host} {url.port} {url.database}".encode(), digest_size=8).hexdigest()
        return notes / name
    if url.get_backend_name() == "sqlite":
        database = Path(str(url.database)).resolve()
        return database.with_name(f"{database.name}.notes")
    return None


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise InvalidInput(f"DIGEST_DATABASE_URL is not an address of a database; {_WRITE_A_URL}.") from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database in (None, "", ":memory:"):
            raise InvalidInput(f"DIGEST_DATABASE_URL names no file; {_WRITE_A_URL}.")
        case "sqlite":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise InvalidInput(f"Databases of the kind “{other}” cannot be used; {_WRITE_A_URL}.")


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() == "postgresql")
    except ModuleNotFoundError as error:
        raise InvalidInput("PostgreSQL needs one more package: pip install 'news-digest[cluster]'.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",  # first, because the next one may have to wait
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "cache_size = -16000",  # kB, taken as needed; with 2,000 an import reads its indexes again and again
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails or loses updates when another one writes in between,
    # so whoever may write says so at the start.
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {int(read_only)}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
