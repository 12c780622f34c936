"""What a database's own errors mean, in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from digest.core.errors import Busy, Conflict, DigestError, InvalidInput, Unavailable

_Meaning = tuple[type[DigestError], str]

_BEHIND = "its tables are not those of this version; run “digest db upgrade”"

# By result code; the extended codes begin with the plain ones: https://www.sqlite.org/rescode.html
_SQLITE: dict[str, _Meaning] = {
    "SQLITE_BUSY": (Busy, "another process has kept it locked for too long; try again"),
    "SQLITE_CANTOPEN": (Unavailable, "the file cannot be opened; check that its folder exists and is writable"),
    "SQLITE_READONLY": (Unavailable, "it cannot be written to; check who owns the file and its folder"),
    "SQLITE_FULL": (Unavailable, "the disk is full; make room and try again"),
    "SQLITE_IOERR": (Unavailable, "the disk reports an error; check it before you try again"),
    "SQLITE_NOTADB": (InvalidInput, "the file is not a SQLite database; name another one"),
    "SQLITE_CORRUPT": (Unavailable, "the file is damaged; restore it from a backup"),
}

# By SQLSTATE, class or whole code: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: dict[str, _Meaning] = {
    "40": (Busy, "another process changed the same rows; try again"),
    "55P03": (Busy, "another process has kept it locked for too long; try again"),
    "53": (Unavailable, "the server is out of disk, memory or connections; make room and try again"),
    "25006": (Unavailable, "it cannot be written to; connect to the primary server"),
    "42P01": (Conflict, _BEHIND),
    "42703": (Conflict, _BEHIND),
}


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Raise what the database at `url` complains about as an error of ours; other mistakes pass unchanged."""
    try:
        yield
    except SQLAlchemyError as error:
        if meaning := _meaning(error):
            kind, reason = meaning
            address = url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)
            raise kind(f"The database {address} cannot be used: {reason}.") from error
        raise


def _meaning(error: SQLAlchemyError) -> _Meaning | None:
    if isinstance(error, PoolTimeout):
        return Unavailable, "all connections are taken; try again"
    if not isinstance(error, DBAPIError) or error.orig is None:
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite(error.orig)
    return _postgresql(error.orig, lost=error.connection_invalidated)


def _sqlite(error: sqlite3.Error) -> _Meaning | None:
    name = error.sqlite_errorname
    if name == "SQLITE_ERROR" and str(error).startswith(("no such table", "no such column")):
        return Conflict, _BEHIND
    return next((meaning for code, meaning in _SQLITE.items() if name.startswith(code)), None)


def _postgresql(error: BaseException, *, lost: bool) -> _Meaning | None:
    state = getattr(error, "sqlstate", None) or ""
    if meaning := _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2]):
        return meaning
    if lost or type(error).__name__ == "OperationalError":  # by name: psycopg is an extra, it may be missing
        first_line = str(error).strip().partition("\n")[0]
        return Unavailable, f"{first_line}; check the address and that the server runs"
    return None
