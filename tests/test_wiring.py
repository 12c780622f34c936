"""The one place that chooses: what it opens, what it refuses, and what it closes."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from digest.core.errors import Conflict, InvalidInput
from digest.core.links import Links
from digest.db import editions, migrate
from digest.mail.outbox import Outbox
from digest.mail.relays import Relayed
from digest.settings import RelaySettings, Settings, SmtpSettings
from digest.wiring import open_newsroom, open_relays, open_store

SECRET = "a secret of the tests, long enough to be one"


def test_sqlite_is_brought_up_to_date_when_it_is_opened(tmp_path: Path) -> None:
    with open_store(Settings(database_url=f"sqlite:///{tmp_path}/new.db")) as store, store.reading() as session:
        assert editions.every(session) == []


def test_postgresql_has_to_be_upgraded_by_hand(empty_postgresql_url: str) -> None:
    settings = Settings(database_url=empty_postgresql_url)

    with pytest.raises(Conflict, match="run: digest db upgrade"), open_store(settings):
        pass
    with open_store(settings, ready=False) as store:
        migrate.upgrade(store)
    with open_store(settings) as store, store.reading() as session:
        assert editions.every(session) == []


def test_newsroom_has_what_the_settings_say(sqlite_url: str) -> None:
    settings = Settings(
        database_url=sqlite_url, secret=SecretStr(SECRET), public_url="https://news.example/", allow_private=True
    )

    with open_newsroom(settings) as newsroom:
        assert newsroom.links == Links(SECRET.encode(), "https://news.example")
        assert isinstance(newsroom.connect(), Relayed)
        assert (newsroom.connections, newsroom.allow_private) == (settings.smtp.connections, True)


def test_another_way_to_send_can_be_given(sqlite_url: str) -> None:
    outbox = Outbox()

    with open_newsroom(
        Settings(database_url=sqlite_url, secret=SecretStr(SECRET)), connect=lambda: outbox
    ) as room:
        assert room.connect() is outbox


@pytest.mark.parametrize("secret", [None, "", "too short"])
def test_secret_that_signs_nothing_safely_is_refused(sqlite_url: str, secret: str | None) -> None:
    settings = Settings(database_url=sqlite_url, secret=SecretStr(secret) if secret is not None else None)

    told = pytest.raises(InvalidInput, match=r"DIGEST_SECRET needs at least 32 characters.*token_urlsafe")
    with told, open_newsroom(settings):
        pass


def test_relays_are_those_of_the_settings(tmp_path: Path) -> None:
    password = tmp_path / "password"
    further = RelaySettings(name="second", connections=3, password_file=password)
    spare = RelaySettings(name="spare", connections=9, backup=True)

    with pytest.raises(InvalidInput, match="The password of the relay second cannot be read"):
        open_relays(Settings(relays=(further,)))
    password.write_text("palmier\n")

    assert open_relays(Settings()).connections == SmtpSettings().connections
    assert open_relays(Settings(relays=(further, spare))).connections == 3
    assert open_relays(Settings(relays=(further,), smtp=SmtpSettings(connections=2, port=587))).connections == 5
