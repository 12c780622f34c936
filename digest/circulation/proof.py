"""A proof: one issue as the three files that show what readers will get."""

from datetime import datetime
from pathlib import Path

from digest.core.edition import Edition
from digest.core.errors import Unavailable
from digest.core.issue import Issue
from digest.core.rendering import EVERYTHING
from digest.core.subscriber import Subscriber, SubscriberState
from digest.mail.message import Composer, Letterhead
from digest.render.press import Press

READER = Subscriber(0, "reader@example.org", "", SubscriberState.ACTIVE)
"""Whom a proof is addressed to; its unsubscribe link leads nowhere."""


def write_proof(
    folder: Path, press: Press, edition: Edition, issue: Issue, *, unsubscribe_url: str, now: datetime
) -> tuple[Path, ...]:
    """Write issue.html, issue.txt and issue.eml; Unavailable if the folder cannot be written."""
    html, text = press.preview(EVERYTHING)
    composer = Composer(press.render(EVERYTHING), Letterhead(edition, issue))
    message = b"".join(composer.compose(READER, unsubscribe_url=unsubscribe_url, at=now))
    files = {"issue.html": html.encode(), "issue.txt": text.encode(), "issue.eml": message}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise Unavailable(f"{error.filename} cannot be written: {error.strerror}.") from error
    return tuple(folder / name for name in files)
