"""digest dkim: the keys that sign mails, and the DNS records that they are verified by."""

import os
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.exits import Exit
from digest.cli.terminal import say, show

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="DKIM: the keys that sign mails.")


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="Where the private key goes; it must not exist.")],
    domain: Annotated[str, typer.Option(help="The domain that signs: that of your senders.")],
    selector: Annotated[str, typer.Option(help="A name for this key, free to choose.")],
    ed25519: Annotated[
        bool, typer.Option("--ed25519", help="Ed25519 instead of RSA; to be used beside RSA.")
    ] = False,
) -> None:
    """Make a key, and print the DNS record that belongs to it."""
    from digest.core.errors import InvalidInput
    from digest.mail.dkim_key import Key, make_private, pem
    from digest.settings import DkimSettings

    try:
        DkimSettings(domain=domain, selector=selector, key=file)
    except ValueError as error:
        raise InvalidInput(f"{selector}._domainkey.{domain} is no name in the DNS; write it in ASCII.") from error
    key = Key(domain, selector, make_private(ed25519=ed25519))
    _write(file, pem(key.private))
    say(f"{file} holds the key; put this record into the zone of {domain}:")
    show(key.zone_line)
    say("Then name them in the settings: DIGEST_DKIM__DOMAIN, DIGEST_DKIM__SELECTOR, DIGEST_DKIM__KEY.")


@app.command()
def check(
    record: Annotated[
        list[Path],
        typer.Option("--record", metavar="FILE", help="A published record, as dig shows it; repeatable."),
    ],
) -> int:
    """Prove that what the keys of the settings sign verifies with the records in files."""
    from digest.core.errors import InvalidInput
    from digest.mail.dkim_record import is_of, read_record
    from digest.settings import load_settings
    from digest.wiring import dkim_keys

    keys = dkim_keys(load_settings().dkim)
    if not keys:
        raise InvalidInput("No key signs mails: set DIGEST_DKIM__KEY, or make one with digest dkim new.")
    publics = [read_record(_read(path)) for path in record]
    found = [any(is_of(public, key) for public in publics) for key in keys]
    for key, is_proved in zip(keys, found, strict=True):
        if is_proved:
            show(f"{key.name}: verified ({key.algorithm})")
        else:
            show(f"{key.name}: no record verifies it; publish this one:")
            show(key.zone_line)
    return Exit.OK if all(found) else Exit.FINDINGS


def _write(path: Path, content: bytes) -> None:
    from digest.core.errors import Conflict, Unavailable

    try:
        # Nobody else may read it, from the first moment on.
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError as error:
        raise Conflict(f"{path} exists, and a key that is in use is not replaced; choose another name.") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be written: {error.strerror}.") from error


def _read(path: Path) -> str:
    from digest.core.errors import InvalidInput

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read as a record: {error}.") from error
