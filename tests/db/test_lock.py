"""The sending lock: one holder for each issue, across threads and processes, gone with a killed one."""

import subprocess
import sys
from pathlib import Path

import pytest

from digest.core.errors import Busy, Unavailable
from digest.db.store import Store
from tests import databases

HOLD = """
import sys
from digest.db.store import open_store

with open_store(sys.argv[1]).sending_lock(7):
    print("held", flush=True)
    sys.stdin.read()
"""


def take(store: Store) -> None:
    with store.sending_lock(7):
        pass


def becomes_free(store: Store) -> bool:
    """Whether the lock can be taken, sooner or later: a server sees only after a moment that a client is gone."""
    for _ in range(10_000):
        try:
            take(store)
        except Busy:
            continue
        return True
    return False


def test_lock_is_refused_while_it_is_held(store: Store) -> None:
    with store.sending_lock(7), pytest.raises(Busy, match="Another process is sending this issue"):
        take(store)


def test_lock_of_another_issue_is_free(store: Store) -> None:
    with store.sending_lock(7), store.sending_lock(8):
        pass


def test_lock_is_free_after_it_was_held_even_by_one_that_failed(store: Store) -> None:
    with pytest.raises(RuntimeError), store.sending_lock(7):
        raise RuntimeError("no mail server")

    take(store)


def test_lock_that_was_given_back_is_free_for_everybody(store: Store, database_url: str) -> None:
    take(store)

    with databases.opened(database_url) as other:
        assert becomes_free(other)


def test_lock_of_another_process_is_refused_until_that_is_killed(store: Store, database_url: str) -> None:
    command = [sys.executable, "-c", HOLD, database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Busy):
            take(store)

        holder.kill()
        holder.wait()

    assert becomes_free(store)


def test_lock_leaves_no_file_behind(sqlite_store: Store, sqlite_url: str) -> None:
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    with sqlite_store.sending_lock(7):
        assert [path.name for path in folder.glob("*sending*")] == ["digest.db.sending-7"]

    assert list(folder.glob("*sending*")) == []


def test_lock_is_one_by_whatever_path_the_file_is_reached(sqlite_store: Store, sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    link = file.with_name("link.db")
    link.symlink_to(file)

    with databases.opened(f"sqlite:///{link}") as other, other.sending_lock(7), pytest.raises(Busy):
        take(sqlite_store)


def test_lock_in_a_folder_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    folder = tmp_path / "short-lived"
    folder.mkdir()
    with databases.opened(databases.sqlite_url(folder)) as store:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

        with pytest.raises(Unavailable, match="cannot be written: No such file"):
            take(store)
