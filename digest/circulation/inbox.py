"""Inbox: takes in one mail after the other, and marks each only when what followed is committed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from digest.circulation.feedback import Inbound, TakenIn
from digest.mail.bounce_boxes import Arrived


def take_in_all(
    inbound: Inbound, mails: Iterable[Arrived], *, clock: Callable[[], datetime], dry_run: bool = False
) -> Iterator[TakenIn]:
    """What each mail was and what came of it. A mail that fails, or a process that dies, leaves it unmarked."""
    for mail in mails:
        taken_in = inbound.take_in(mail.raw, now=clock(), dry_run=dry_run)
        if not dry_run:
            mail.done()
        yield taken_in
