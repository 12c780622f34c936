"""Smtp: a transport to an SMTP server, over one connection that is kept from batch to batch."""

from collections.abc import Sequence

from digest.core.delivery import Receipt
from digest.mail.connection import SmtpServer, connect
from digest.mail.dialogue import Dialogue
from digest.mail.manner import Manner
from digest.mail.transport import Outgoing
from digest.settings import Authentication, Security


class Smtp:
    """Connects when there is something to send; belongs to one thread."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: Security = Security.NONE,
        username: str | None = None,
        password: str | None = None,
        timeout: float = 60,
        authentication: Authentication = Authentication.PASSWORD,
    ) -> None:
        """`timeout`: seconds that the server may take for one answer."""
        self._server = SmtpServer(host, port, security, username, password, timeout, authentication)
        self._dialogue: Dialogue | None = None
        self._manner = Manner.CHUNKED

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        """One receipt for each message, in order; Unavailable if no connection can be made to begin with."""
        if not batch:
            return []
        was_kept = self._dialogue is not None and self._dialogue.is_alive()
        dialogue = self._dialogue if self._dialogue and was_kept else self._begin()
        receipts = dialogue.deliver(batch)
        self._dialogue = dialogue
        if dialogue.is_over:
            self._dialogue, self._manner = None, min(self._manner, dialogue.manner)
        if was_kept and dialogue.was_stale:
            return self.send(batch)  # servers close a connection that was idle for long: once more, with a new one
        return receipts

    def close(self) -> None:
        """Take leave of the server, if there is a connection."""
        if self._dialogue:
            self._dialogue.end()
            self._dialogue = None

    def _begin(self) -> Dialogue:
        self._dialogue = None
        return Dialogue(connect(self._server), self._manner)
