"""digest bounce: what comes back, and what follows from it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import AsJson, say, show_json, show_table
from digest.core.errors import InvalidInput

if TYPE_CHECKING:
    from digest.circulation.feedback import Inbound
    from digest.mail.bounce_boxes import Arrived
    from digest.settings import Settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Bounces and complaints: what comes back.")

_LISTED = 100


@app.command()
def process(
    maildir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Take in what is new there, and mark it as seen.")
    ] = None,
    mbox: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take in what is in the file, which is not changed.")
    ] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Take in the one mail on standard input.")] = False,
    imap: Annotated[
        str | None,
        typer.Option(metavar="URL", help="imaps://USER@HOST/FOLDER; what is taken in is marked as seen."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would follow, and change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take in bounces, complaints and answers; only those with a valid token change anything."""
    if sum((maildir is not None, mbox is not None, stdin, imap is not None)) != 1:
        raise typer.BadParameter("Name one place: --maildir, --mbox, --stdin or --imap.")
    from collections import Counter

    from digest.circulation.inbox import take_in_all
    from digest.settings import load_settings

    settings = load_settings()
    counts: Counter[tuple[str, str, str]] = Counter()
    with _open_inbound(settings) as inbound:
        for each in take_in_all(inbound, _mails(settings, maildir, mbox, imap), clock=clock, dry_run=dry_run):
            counts[each.kind.value, each.reason, each.followed.value] += 1
    rows = [(*what, count) for what, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    columns = ("kind", "reason", "followed", "mails")
    if as_json:
        show_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    show_table(columns, rows)
    total = counts.total()
    changed = " Nothing was changed." if dry_run else ""
    say(f"{total} {'mail' if total == 1 else 'mails'} {'looked at' if dry_run else 'taken in'}.{changed}")


@app.command("list")
def list_all(
    subscriber: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Only what is about them.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only what came since that day.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = _LISTED,
    as_json: AsJson = False,
) -> None:
    """List what came back, the newest first, and what followed from it."""
    from dataclasses import asdict

    from digest.circulation.subscribers import normalise_address
    from digest.db import bounces
    from digest.settings import load_settings
    from digest.wiring import open_store

    email = normalise_address(subscriber) if subscriber else None
    after = since.replace(tzinfo=UTC) if since else None
    with open_store(load_settings()) as store, store.reading() as session:
        every = bounces.every(session, email=email, since=after, limit=limit)
    if as_json:
        show_json([asdict(each) for each in every])
        return
    columns = ("received", "subscriber", "issue", "kind", "reason", "status", "followed", "words")
    show_table(
        columns,
        (
            (
                f"{each.received_at:%Y-%m-%d %H:%M}",
                each.email,
                each.issue,
                each.kind,
                each.reason,
                each.status or each.code,
                each.followed,
                each.words[:60],
            )
            for each in every
        ),
    )


@app.command()
def listen(
    lmtp: Annotated[int | None, typer.Option(metavar="PORT", min=0, help="Take mail by LMTP.")] = None,
    smtp: Annotated[int | None, typer.Option(metavar="PORT", min=0, help="Take mail by SMTP.")] = None,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
) -> None:
    """Take what comes back from the mail server beside us, until stopped; it keeps what is not written down."""
    port = lmtp if lmtp is not None else smtp
    if port is None or (lmtp is not None and smtp is not None):
        raise typer.BadParameter("Say either --lmtp PORT or --smtp PORT.")
    from digest.mail.bounce_listener import BounceListener
    from digest.settings import load_settings

    with _open_inbound(load_settings()) as inbound:
        listener = BounceListener(
            lambda raw, to: _take_in(inbound, raw, to), host=host, port=port, speaks_lmtp=lmtp is not None
        )
        say(f"Listening at {host}, port {listener.port}; stop with Ctrl-C.")
        listener.run()


def _take_in(inbound: "Inbound", raw: bytes, to: Sequence[str]) -> None:
    taken_in = inbound.take_in(raw, to, now=clock())
    say(" ".join(filter(None, (taken_in.kind, taken_in.reason and f"({taken_in.reason})", taken_in.followed))))


@contextmanager
def _open_inbound(settings: "Settings") -> "Iterator[Inbound]":
    from digest.circulation.evidence import Evidence
    from digest.circulation.feedback import Inbound
    from digest.core.links import Links
    from digest.core.return_path import ReturnPath
    from digest.wiring import open_store, secret_of

    secret = secret_of(settings)
    evidence = Evidence(Links(secret, settings.public_url), ReturnPath(secret, domain=""))  # only to read
    with open_store(settings) as store:
        yield Inbound(store, evidence)


def _mails(settings: "Settings", maildir: Path | None, mbox: Path | None, imap: str | None) -> "Iterator[Arrived]":
    from digest.mail.bounce_boxes import from_maildir, from_mbox, from_stdin
    from digest.mail.bounce_imap import from_imap

    if maildir:
        return from_maildir(maildir)
    if mbox:
        return from_mbox(mbox)
    if imap is None:
        return from_stdin()
    if settings.bounce_password is None:
        raise InvalidInput(
            "The mailbox needs a password: set DIGEST_BOUNCE_PASSWORD or DIGEST_BOUNCE_PASSWORD_FILE."
        )
    return from_imap(imap, settings.bounce_password.get_secret_value())
