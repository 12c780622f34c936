"""Fixtures of the web door."""

from collections.abc import Iterator

import pytest

from digest.db.store import Store
from tests.web.site import Site, a_newsroom, an_empty_newsroom, build_today, served


@pytest.fixture
def site(sqlite_store: Store) -> Iterator[Site]:
    """A site whose issue of the day is built and not yet approved."""
    newsroom = a_newsroom(sqlite_store)
    build_today(newsroom)
    with served(newsroom) as site:
        yield site


@pytest.fixture
def empty_site(sqlite_store: Store) -> Iterator[Site]:
    """A site with an edition, articles and readers, of which nothing is built."""
    with served(a_newsroom(sqlite_store)) as site:
        yield site


@pytest.fixture
def new_site(sqlite_store: Store) -> Iterator[Site]:
    """A site of which only the first editor is there."""
    with served(an_empty_newsroom(sqlite_store)) as site:
        yield site
