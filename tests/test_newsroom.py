"""What a newsroom hands to the doors: editions, issues, and a press with the right address on it."""

import pytest

from digest.core.errors import NotFound
from digest.core.links import Links
from digest.core.rendering import EVERYTHING
from digest.db.store import Store
from digest.mail.outbox import Outbox
from digest.newsroom import Newsroom
from digest.render.renderer import open_renderer
from tests.builders import TODAY, an_edition
from tests.db.given import an_edition_in, an_issue_in

LINKS = Links(b"a secret of the tests, long enough to be one", "https://news.lalagune.example")


def a_newsroom(store: Store) -> Newsroom:
    return Newsroom(store=store, renderer=open_renderer(None), links=LINKS, connect=Outbox, connections=1)


def test_edition_and_issue_are_found_by_name(store: Store) -> None:
    issue = an_issue_in(store, an_edition_in(store))
    newsroom = a_newsroom(store)

    assert newsroom.edition("ouest") == an_edition()
    assert newsroom.issue("ouest", TODAY) == issue


def test_what_is_missing_is_named(store: Store) -> None:
    newsroom = a_newsroom(store)
    with pytest.raises(NotFound, match="There is no edition “ouest”"):
        newsroom.edition("ouest")

    an_edition_in(store)
    with pytest.raises(NotFound, match="make it with: digest build ouest --date 2026-03-06"):
        newsroom.issue("ouest", TODAY)


def test_mail_points_at_its_web_version(store: Store) -> None:
    issue = an_issue_in(store, an_edition_in(store))

    mail, _ = a_newsroom(store).press(issue, an_edition()).preview(EVERYTHING)

    assert 'href="https://news.lalagune.example/online/ouest/2026-03-06"' in mail
