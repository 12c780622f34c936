"""The one place that chooses: settings become a database, a renderer and a way to the mail server."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from digest.core.errors import InvalidInput
from digest.core.links import Links
from digest.core.return_path import ReturnPath
from digest.core.warm_up import WarmUp
from digest.db import migrate
from digest.db import store as database
from digest.db.store import Store
from digest.desk.pictures import copy_pictures
from digest.mail.dkim import Signer
from digest.mail.dkim_key import Key, load_key
from digest.mail.identity import Identity
from digest.mail.relay import Relay
from digest.mail.relays import Relays
from digest.mail.smtp import Smtp
from digest.mail.transport import Transport
from digest.newsroom import Newsroom
from digest.render.renderer import open_renderer
from digest.settings import MAIN_RELAY, DkimSettings, RelaySettings, Settings, SmtpSettings
from digest.sources.copying import fetch_picture

SHORTEST_SECRET = 32


@contextmanager
def open_store(settings: Settings, *, ready: bool = True) -> Iterator[Store]:
    """The database; with `ready`, SQLite is brought up to date, and PostgreSQL has to be."""
    store = database.open_store(settings.database_url, notes=_notes(settings))
    try:
        if ready:
            migrate.ensure_ready(store)
        yield store
    finally:
        store.close()


def _notes(settings: Settings) -> Path | None:
    """Where journals are kept; None: beside the file of SQLite."""
    if settings.state or not settings.database_url.startswith("postgresql"):
        return settings.state
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "digest"


@contextmanager
def open_newsroom(settings: Settings, *, connect: Callable[[], Transport] | None = None) -> Iterator[Newsroom]:
    """Everything that the use cases reach; `connect` stands in for the SMTP server of the settings."""
    links = Links(secret_of(settings), settings.public_url.rstrip("/"))
    with open_store(settings) as store:
        relays = open_relays(settings)
        get = partial(fetch_picture, allow_private=settings.allow_private)
        yield Newsroom(
            store=store,
            renderer=open_renderer(settings.templates),
            links=links,
            connect=connect or relays.connect,
            connections=relays.connections,
            identity=identity_of(settings),
            allow_private=settings.allow_private,
            copy_pictures=partial(copy_pictures, store, get),
        )


def secret_of(settings: Settings) -> bytes:
    """The key that signs links and sessions; InvalidInput tells how to make one."""
    secret = settings.secret.get_secret_value() if settings.secret else ""
    if len(secret) < SHORTEST_SECRET:
        raise InvalidInput(
            f"DIGEST_SECRET needs at least {SHORTEST_SECRET} characters, and has to stay the same: it signs the "
            "unsubscribe links. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return secret.encode()


def identity_of(settings: Settings) -> Identity:
    """What signs mails, and where they come back to; InvalidInput if a key cannot be read."""
    keys = dkim_keys(settings.dkim)
    return Identity(
        signer=Signer(keys) if keys else None,
        return_path=ReturnPath(secret_of(settings), settings.bounce_domain) if settings.bounce_domain else None,
        is_signed_later=settings.dkim.relay_signs,
    )


def dkim_keys(settings: DkimSettings) -> tuple[Key, ...]:
    """The keys that sign mails; InvalidInput if one cannot be read."""
    return tuple(load_key(path, domain=settings.domain or "", selector=each) for each, path in settings.keys)


def open_relays(settings: Settings) -> Relays:
    """The relays of the settings: that of `[smtp]`, unless nothing is said of it and there are others."""
    relays = [_relay(each) for each in settings.relays]
    if not relays or settings.smtp != SmtpSettings():
        main = Relay(MAIN_RELAY, partial(smtp, settings.smtp), settings.smtp.connections)
        relays.insert(0, main)
    rates = {domain.lower(): each.rate for domain, each in settings.domains.items()}
    return Relays(relays, clock=lambda: datetime.now(UTC), domains=rates)


def _relay(settings: RelaySettings) -> Relay:
    if settings.password_file:
        try:
            password = SecretStr(settings.password_file.read_text(encoding="utf-8").strip())
        except OSError as error:
            raise InvalidInput(
                f"The password of the relay {settings.name} cannot be read: {error.filename}: {error.strerror}."
            ) from error
        settings = settings.model_copy(update={"password": password})
    warm_up = settings.warm_up
    return Relay(
        settings.name,
        partial(smtp, settings),
        connections=settings.connections,
        weight=settings.weight,
        interval=settings.rate,
        warm_up=WarmUp(warm_up.since, warm_up.first, warm_up.days) if warm_up else None,
        is_backup=settings.backup,
    )


def smtp(settings: SmtpSettings) -> Transport:
    """One connection to the SMTP server, made when the first message is sent."""
    password = settings.password.get_secret_value() if settings.password else None
    return Smtp(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        username=settings.username,
        password=password,
        timeout=settings.timeout,
        authentication=settings.authentication,
    )
