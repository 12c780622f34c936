"""digest db: upgrade, current and check, as an operator types them."""

import sqlite3
from pathlib import Path

import pytest

from digest.cli.db import app
from digest.cli.exits import Exit
from digest.db.migrate import HEAD
from tests.cli.command import run


@pytest.fixture
def new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SQLite file that is not there yet, named by the environment."""
    file = tmp_path / "digest.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGEST_DATABASE_URL", f"sqlite:///{file}")
    return file


@pytest.mark.usefixtures("new_file")
def test_upgrade_makes_the_tables_and_says_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [run(app, "upgrade"), run(app, "upgrade")]

    assert codes == [Exit.OK, Exit.OK]
    assert capsys.readouterr().err == f"Upgraded from nothing to {HEAD}.\nNothing to do.\n"


@pytest.mark.usefixtures("new_file")
def test_current_prints_the_migration_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "current")
    run(app, "upgrade")
    run(app, "current")

    assert capsys.readouterr().out == f"none\n{HEAD}\n"


@pytest.mark.usefixtures("new_file")
def test_check_is_content_with_the_newest(capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "upgrade")
    capsys.readouterr()

    assert run(app, "check") == Exit.OK
    assert capsys.readouterr().err == f"The tables are at migration {HEAD}, as they should be.\n"


def test_check_exits_with_7_when_the_tables_are_behind(new_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(app, "check") == 7
    assert capsys.readouterr().err == (
        f"digest: The database is at migration none, not at {HEAD}; run: digest db upgrade\n"
    )


def test_upgrade_of_a_newer_database_exits_with_7(new_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "upgrade")
    connection = sqlite3.connect(new_file)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    assert run(app, "upgrade") == 7
    assert "newer version of digest" in capsys.readouterr().err


def test_upgrade_without_a_folder_exits_with_69(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIGEST_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/digest.db")

    assert run(app, "upgrade") == 69
    assert capsys.readouterr().err.count("\n") == 1
