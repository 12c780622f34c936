"""Identity: how mails prove whose they are, and where they come back to."""

from dataclasses import dataclass

from digest.core.edition import Edition
from digest.core.return_path import ReturnPath
from digest.mail.dkim import Signer


@dataclass(frozen=True, slots=True)
class Identity:
    """What the operator has set up for all mails."""

    signer: Signer | None = None
    return_path: ReturnPath | None = None
    """Without it, what comes back goes to the edition's sender."""
    is_signed_later: bool = False
    """Whether the SMTP server signs."""

    def envelope_sender(self, edition: Edition, issue_id: int, subscriber_id: int) -> str:
        """Where a bounce of one message goes; the same for every attempt."""
        if self.return_path:
            return self.return_path.address(issue_id, subscriber_id)
        return edition.sender.address

    def unsubscribe_address(self, issue_id: int, subscriber_id: int) -> str:
        """Where a reader without a browser writes to; "" without a return path, where nobody would read it."""
        return self.return_path.address(issue_id, subscriber_id) if self.return_path else ""


NOTHING_SET = Identity()
