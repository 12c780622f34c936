"""Newsroom: everything that a use case may reach, in one bag that doors hold and unpack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.links import Links
from digest.core.picture import Pictures, Served, Shown
from digest.db import editions, issues, pictures
from digest.db.pictures import Kept, KeptCopies
from digest.db.store import Store
from digest.mail.identity import NOTHING_SET, Identity
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
    identity: Identity = NOTHING_SET
    """How mails prove whose they are."""
    allow_private: bool = False
    """Whether sources may lie on private and loopback addresses."""
    copy_pictures: Callable[[Issue, Edition, datetime], tuple[str, ...]] | None = None
    """Gives an issue copies of its pictures, with a sentence on each that there is none of; None: makes none."""

    def press(self, issue: Issue, edition: Edition) -> Press:
        """The press for one issue, with the address of its web version on it."""
        online = self.links.online(edition.key, issue.date.isoformat())
        return self.renderer.press(issue, edition, online_url=online, pictures=self._pictures(issue, edition))

    def edition(self, key: str) -> Edition:
        """The edition called `key`; NotFound if there is none."""
        with self.store.reading() as session:
            return editions.find(session, key).edition

    def issue(self, key: str, day: date) -> Issue:
        """The issue of `day`; NotFound tells how to build it."""
        with self.store.reading() as session:
            return issues.find(session, key, day)

    def _pictures(self, issue: Issue, edition: Edition) -> Mapping[str, Served] | None:
        """What stands for publishers' pictures; None: they themselves, as where no copies were made."""
        match edition.pictures:
            case Pictures.LINK:
                return None
            case Pictures.NONE:
                return {}
        with self.store.reading() as session:
            found = pictures.of_issue(session, issue.id)
        if not found:
            return None
        copies = {key: copy for key, copy in found.items() if isinstance(copy, KeptCopies)}
        return {key: Served(self._shown(copy.hero), self._shown(copy.thumb)) for key, copy in copies.items()}

    def _shown(self, kept: Kept) -> Shown:
        return Shown(self.links.picture(kept.name), kept.width, kept.height)
