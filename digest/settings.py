"""Settings: what differs between machines. What differs between readers is data on the edition.

Read, the first that answers wins: environment (`DIGEST_SMTP__HOST`), a file named by the environment
(`DIGEST_SECRET_FILE`, for secrets), `digest.toml` (or the file that `DIGEST_CONFIG` names), defaults.
"""

import os
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeGuard

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from digest.core.errors import InvalidInput
from digest.core.pace import read_rate

DEFAULT_FILE = "digest.toml"
MAIN_RELAY = "main"
"""Name of the relay that `[smtp]` describes."""
_PREFIX = "DIGEST_"
_SECRETS = ("digest_secret", "digest_smtp__password", "digest_bounce_password")
_DOMAIN = r"^(?i:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63})$"
_SELECTOR = r"^(?i:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)$"
_TABLES = ("relays", "domains")
"""Written in the file only: they have names of the operator's."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _read_rate(text: object) -> timedelta:
    try:
        return read_rate(str(text))
    except InvalidInput as error:
        raise ValueError(str(error)) from error


Rate = Annotated[timedelta, BeforeValidator(_read_rate)]
"""Written like 20/second; the time from one message to the next."""


class Security(StrEnum):
    """How the connection to the SMTP server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class Authentication(StrEnum):
    """How we prove to the SMTP server who we are."""

    PASSWORD = "password"
    """By CRAM-MD5, PLAIN or LOGIN, whichever the server offers."""
    XOAUTH2 = "xoauth2"
    """By a token, which stands where the password would."""


class SmtpSettings(BaseModel):
    """The SMTP server that takes our mail."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=25, ge=1, le=65535)
    security: Security = Security.NONE
    username: str | None = None
    password: SecretStr | None = None
    authentication: Authentication = Field(
        default=Authentication.PASSWORD, description="xoauth2: the password is a token."
    )
    connections: int = Field(default=4, ge=1, le=64, description="Connections kept at the same time.")
    timeout: float = Field(default=60, gt=0, description="Seconds that the server may take for one answer.")

    @model_validator(mode="after")
    def _keep_the_password_off_the_wire(self) -> "SmtpSettings":
        if self.username and self.security is Security.NONE and self.host not in _LOOPBACK:
            raise ValueError("a password would cross the network unprotected; set security to starttls or tls")
        return self


class WarmUpSettings(BaseModel):
    """How a new relay begins: with few messages a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: date
    first: int = Field(default=0, ge=0, description="Ceiling of the first day; it doubles for a month.")
    days: tuple[int, ...] = Field(default=(), description="Instead: the ceiling of each day, then none.")

    @model_validator(mode="after")
    def _need_one_way(self) -> "WarmUpSettings":
        if bool(self.first) == bool(self.days):
            raise ValueError("give either first, which doubles each day, or days")
        return self


class RelaySettings(SmtpSettings):
    """A further server that takes our mail."""

    name: str = Field(pattern=r"^[\w-]+$")
    password_file: Path | None = None
    weight: int = Field(default=1, ge=1, le=1_000)
    rate: Rate | None = None
    warm_up: WarmUpSettings | None = None
    backup: bool = False


class DomainSettings(BaseModel):
    """How much mail one domain of recipients takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: Rate


class DkimSettings(BaseModel):
    """The keys that sign our mail; two, so that those who know Ed25519 have it beside RSA."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    domain: str | None = Field(
        default=None, pattern=_DOMAIN, description="The domain that signs: that of the senders, or above it."
    )
    selector: str | None = Field(default=None, pattern=_SELECTOR, description="Under what name the record lies.")
    key: Path | None = Field(
        default=None, description="PEM file with the private key; “digest dkim new” makes one."
    )
    second_selector: str | None = Field(default=None, pattern=_SELECTOR)
    second_key: Path | None = Field(default=None, description="Another key, of the other kind.")
    relay_signs: bool = Field(default=False, description="Whether the SMTP server signs, so that we need not.")

    @property
    def keys(self) -> tuple[tuple[str, Path], ...]:
        """Selector and file of each key."""
        pairs = (self.selector, self.key), (self.second_selector, self.second_key)
        return tuple((selector, key) for selector, key in pairs if selector and key)

    @model_validator(mode="after")
    def _need_all_of_a_key(self) -> "DkimSettings":
        pairs = (self.selector, self.key), (self.second_selector, self.second_key)
        if any((selector is None) != (key is None) for selector, key in pairs):
            raise ValueError("a key needs a selector, and a selector a key")
        if self.keys and not self.domain:
            raise ValueError("a key needs a domain that it signs for")
        return self


class Settings(BaseSettings):
    """Everything that an operator can set for this machine."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True)

    database_url: str = Field(
        default="sqlite:///digest.db", description="sqlite:///FILE or postgresql://USER@HOST/DATABASE."
    )
    public_url: str = Field(
        default="http://127.0.0.1:8800", description="Where readers reach the public pages; goes into mails."
    )
    secret: SecretStr | None = Field(
        default=None, description="Signs unsubscribe links and sessions; at least 32 characters."
    )
    state: Path | None = Field(
        default=None, description="Folder on this machine for the journals of runs of sending."
    )
    templates: Path | None = Field(
        default=None, description="Folder with the operator's own templates; they replace those shipped."
    )
    allow_private: bool = Field(
        default=False, description="Whether sources may be fetched from private and loopback addresses."
    )
    bounce_password: SecretStr | None = Field(
        default=None, description="Of the mailbox that “digest bounce process --imap” reads."
    )
    bounce_domain: str | None = Field(
        default=None,
        pattern=_DOMAIN,
        description="Where bounces arrive, each at an address that tells whose mail it was.",
    )
    smtp: SmtpSettings = SmtpSettings()
    relays: tuple[RelaySettings, ...] = ()
    domains: dict[str, DomainSettings] = {}
    dkim: DkimSettings = DkimSettings()

    @model_validator(mode="after")
    def _tell_relays_apart(self) -> "Settings":
        names = [MAIN_RELAY, *(relay.name for relay in self.relays)]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"two relays are called “{twice.pop()}”; “{MAIN_RELAY}” is the one of [smtp]")
        if self.relays and all(relay.backup for relay in self.relays) and self.smtp == SmtpSettings():
            raise ValueError("all relays are backups; backups need one that they stand in for")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment, in which a secret may be the name of a file that holds it, then the TOML file."""
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = _read_named_files(env_settings.env_vars)
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=config_file())


def config_file() -> Path:
    """The TOML file that is read, whether or not it exists."""
    return Path(os.environ.get("DIGEST_CONFIG", DEFAULT_FILE))


def load_settings() -> Settings:
    """The settings of this machine; InvalidInput names the setting and what is wrong with it."""
    if "DIGEST_CONFIG" in os.environ and not config_file().is_file():
        raise InvalidInput(f"DIGEST_CONFIG names {config_file()}, which is not a file.")
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidInput(_in_words(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"{config_file()} is not valid TOML: {error}.") from error
    except OSError as error:
        raise InvalidInput(f"Settings cannot be read: {error.filename}: {error.strerror}.") from error


def setting_names() -> dict[str, FieldInfo]:
    """Every setting by its name in the environment; the README lists them all."""
    names: dict[str, FieldInfo] = {}
    for name, field in Settings.model_fields.items():
        if name in _TABLES:
            continue
        own = f"{_PREFIX}{name.upper()}"
        inner = field.annotation.model_fields if _is_group(field.annotation) else {}
        names |= {f"{own}__{each.upper()}": setting for each, setting in inner.items()} or {own: field}
    return names


def _is_group(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _read_named_files(environment: Mapping[str, str | None]) -> dict[str, str | None]:
    """The environment with the content of the files that `…_FILE` names, as if it stood there itself."""
    values = dict(environment)
    for name in _SECRETS:
        if path := values.pop(f"{name}_file", None):
            values.setdefault(name, Path(path).read_text(encoding="utf-8").strip())
    return values


def _in_words(error: ValidationError) -> str:
    problems = (
        f"{'.'.join(map(str, e['loc']))}: {e['msg'].removeprefix('Value error, ')}"
        for e in error.errors(include_url=False)
    )
    return f"A setting cannot be used ({config_file()} or {_PREFIX}… in the environment): {'; '.join(problems)}."
