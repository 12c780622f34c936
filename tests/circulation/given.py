"""What tests of circulation begin with: an approved issue, its readers, and a way to send it."""

from collections.abc import Callable
from datetime import datetime

from digest.circulation.send import Sent, send
from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.links import Links
from digest.core.subscriber import Choice
from digest.db import issues
from digest.db.store import Store
from digest.desk.approval import approve
from digest.mail.transport import Transport
from digest.render.press import Press
from digest.render.renderer import open_renderer
from tests.builders import NOON, TODAY, a_cadence, a_content
from tests.db.given import an_edition_in, an_issue_in, readers_in

LINKS = Links(b"a secret of the tests, long enough to be one", "https://news.lalagune.example")
SENT_AT = a_cadence().due_at(TODAY)
_renderer = open_renderer(None)


def make_press(issue: Issue, edition: Edition) -> Press:
    return _renderer.press(issue, edition, online_url=LINKS.online(edition.key, issue.date.isoformat()))


def an_approved_issue_in(store: Store, *, readers: int = 0, choice: Choice | None = None) -> Issue:
    """The issue of TODAY of the edition “ouest”, for so many readers with that choice."""
    edition = an_edition_in(store)
    readers_in(store, edition, readers, choice=choice)
    draft = an_issue_in(store, edition)
    with store.writing() as session:
        issues.save(session, draft.rebuild(a_content(), at=NOON, minimum=1))
    return approve(store, make_press, "ouest", TODAY, by="Awa", now=NOON)


def send_today(
    store: Store, connect: Callable[[], Transport], *, connections: int = 1, now: datetime = SENT_AT
) -> Sent:
    return send(store, make_press, LINKS, connect, "ouest", TODAY, connections=connections, clock=lambda: now)
