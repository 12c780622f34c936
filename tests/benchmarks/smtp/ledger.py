"""Sending as an issue goes out: from the ledger's queued row to its recorded outcome, on SQLite."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import cast

from sqlalchemy import text

from digest.circulation.deliver import Delivering, deliver
from digest.circulation.recovery import begin_run
from digest.circulation.repeats import Repeats
from digest.core.quoted_printable import encode
from digest.core.rendering import Piece, Rendering, Slot, Variant
from digest.db import editions
from digest.mail.dkim import Signer
from digest.mail.dkim_key import Key, make_private
from digest.mail.identity import Identity
from digest.mail.smtp import Smtp
from digest.render.press import Press
from tests import databases
from tests.circulation.given import LINKS, SENT_AT
from tests.db.given import a_planned_issue_in

_SHARED = encode("Bonjour, voici les nouvelles du matin.\n" * 1_470)


class _OneMail:
    """A press that has one mail of about 60 kB, with a link for each reader in both of its parts."""

    def render(self, variant: Variant) -> Rendering:
        pieces: Sequence[Piece] = (encode("Se désabonner : "), Slot.UNSUBSCRIBE_URL, encode("\n"))
        return Rendering("Matin", "", (_SHARED, *pieces), tuple(pieces), (1,))


class Ledger:
    """An issue with its queued rows, which can be sent again and again."""

    def __init__(self, folder: Path, readers: int, *, is_signed: bool = False) -> None:
        place = folder / ("signed" if is_signed else "plain")
        place.mkdir()
        databases.migrated_sqlite(place)
        self._opened = databases.opened(databases.sqlite_url(place))
        self._store = self._opened.__enter__()
        issue = a_planned_issue_in(self._store, readers=readers)
        with self._store.writing() as session:
            stored = editions.find(session, issue.edition)
        key = Key("lalagune.example", "a", make_private()) if is_signed else None
        self._delivering = Delivering(
            self._store,
            cast(Press, _OneMail()),
            LINKS,
            stored,
            issue,
            Repeats(self._store, stored, issue, None),
            Identity(Signer([key]) if key else None),
            begin_run(self._store, issue.id, until=SENT_AT, now=SENT_AT)[1],
        )

    def send(self, port: int, connections: int, count: int) -> float:
        """Seconds that it took; all of the issue, so `count` has to be all of its readers."""
        with self._store.writing() as session:
            session.execute(text("UPDATE delivery SET state = 'queued', attempt = 0, due_at = '2026-03-05 00:00'"))
        started = perf_counter()
        deliver(
            self._delivering,
            lambda: Smtp(host="127.0.0.1", port=port),
            connections=connections,
            clock=_at_the_hour,
        )
        taken = perf_counter() - started
        with self._store.writing() as session:
            accepted = session.execute(text("SELECT count(*) FROM delivery WHERE state = 'accepted'")).scalar()
        assert accepted == count
        return taken

    def close(self) -> None:
        self._opened.__exit__(None, None, None)


def _at_the_hour() -> datetime:
    return SENT_AT
