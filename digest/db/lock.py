"""One sender for each issue: a lock across processes that dies with the process that holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from digest.core.errors import Busy, Unavailable

_SENDING = 0x64696765
"""First half of our keys among PostgreSQL's advisory locks; the second half is the issue's id."""


@contextmanager
def sending_lock(engine: Engine, issue_id: int) -> Iterator[None]:
    """Hold the lock of an issue; Busy if somebody holds it already."""
    if engine.dialect.name == "postgresql":
        lock = _advisory_lock(engine, issue_id)
    else:
        database = Path(str(engine.url.database)).resolve()  # one lock, by whatever path the file is reached
        lock = _file_lock(database.with_name(f"{database.name}.sending-{issue_id}"))
    with lock:
        yield


@contextmanager
def _advisory_lock(engine: Engine, issue_id: int) -> Iterator[None]:
    with engine.connect() as connection:
        connection.detach()  # leaves the pool, so closing it ends the server's session and with it the lock
        key = {"kind": _SENDING, "issue": issue_id}
        taken = connection.scalar(text("SELECT pg_try_advisory_lock(:kind, :issue)"), key)
        connection.commit()
        if not taken:
            raise _busy()
        try:
            yield
        finally:
            # The session ends some moments after we close it, which would keep out whoever comes next. One that
            # was lost has lost its lock.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock(:kind, :issue)"), key)


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    descriptor = _take(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _take(path: Path) -> int:
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Unavailable(f"{path} cannot be written: {error.strerror}; check the folder.") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise _busy() from error
        if _is_file(descriptor, path):
            return descriptor
        os.close(descriptor)  # the holder before us removed the file between our open and our lock


def _is_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _busy() -> Busy:
    return Busy("Another process is sending this issue; wait until it has finished.")
