"""Evidence: whose message a mail that came back is about, and whether it can show that it had it.

The token of the return path comes first; then the signed unsubscribe link in the headers of what was returned.
Both are keyed, so nobody can make them up for an address that they know.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from digest.core.links import Links, Purpose
from digest.core.return_path import ReturnPath
from digest.db import bounces
from digest.db.store import Session

_LINK = re.compile(r"/u/([\w-]{20,200})")


@dataclass(frozen=True, slots=True)
class About:
    """The message that a token stands for."""

    subscriber_id: int
    email: str
    issue_id: int | None
    """None where only the link was there, or the issue is gone."""
    edition_id: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Reads the tokens of this newsroom."""

    links: Links
    return_path: ReturnPath

    def about(self, session: Session, traces: Iterable[str]) -> About | None:
        """The first message of ours that the traces prove; None if they prove nothing."""
        return next((found for trace in traces if (found := self._read(session, trace))), None)

    def _read(self, session: Session, trace: str) -> About | None:
        if bounced := self.return_path.read(trace):
            edition_id = bounces.edition_of(session, bounced.issue_id)
            issue_id = None if edition_id is None else bounced.issue_id
            return _about(session, bounced.subscriber_id, issue_id, edition_id)
        for token in _LINK.findall(trace):
            if grant := self.links.read(token, Purpose.UNSUBSCRIBE):
                return _about(session, grant.subscriber_id, None, grant.edition_id)
        return None


def _about(session: Session, subscriber_id: int, issue_id: int | None, edition_id: int | None) -> About | None:
    email = bounces.address_of(session, subscriber_id)
    return About(subscriber_id, email, issue_id, edition_id or 0) if email else None
