"""Newsroom: everything that a use case may reach, in one bag that doors hold and unpack."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.links import Links
from digest.db import editions, issues
from digest.db.store import Store
from digest.mail.transport import Transport
from digest.render.press import Press
from digest.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The database, the renderer, the links and the way to the mail server."""

    store: Store
    renderer: Renderer
    links: Links
    connect: Callable[[], Transport]
    """Makes one more connection to the mail server; each belongs to one thread."""
    connections: int
    """How many connections may be open at the same time."""
    allow_private: bool = False
    """Whether sources may lie on private and loopback addresses."""

    def press(self, issue: Issue, edition: Edition) -> Press:
        """The press for one issue, with the address of its web version on it."""
        online = self.links.online(edition.key, issue.date.isoformat())
        return self.renderer.press(issue, edition, online_url=online)

    def edition(self, key: str) -> Edition:
        """The edition called `key`; NotFound if there is none."""
        with self.store.reading() as session:
            return editions.find(session, key).edition

    def issue(self, key: str, day: date) -> Issue:
        """The issue of `day`; NotFound tells how to build it."""
        with self.store.reading() as session:
            return issues.find(session, key, day)
