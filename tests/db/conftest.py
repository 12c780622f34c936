"""Fixtures of tests that make the tables themselves."""

import os
from pathlib import Path

import pytest

from tests import databases


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, of either kind."""
    if request.param == "sqlite":
        return databases.sqlite_url(tmp_path)
    server = request.getfixturevalue("postgresql_server")
    return databases.make_postgres_database(server, f"digest_{os.getpid()}_empty")
