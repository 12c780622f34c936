"""Settings: where they are read from, which answer wins, and how a wrong one is named."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from digest.core.errors import InvalidInput
from digest.settings import (
    DomainSettings,
    RelaySettings,
    Security,
    Settings,
    SmtpSettings,
    WarmUpSettings,
    load_settings,
)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_need_no_file() -> None:
    assert load_settings() == Settings(database_url="sqlite:///digest.db", smtp=SmtpSettings(port=25))


def test_environment_wins_over_the_file_setting_by_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("digest.toml").write_text('public_url = "https://a.example"\n[smtp]\nhost = "a.example"\nport = 587\n')
    monkeypatch.setenv("DIGEST_SMTP__HOST", "b.example")

    settings = load_settings()

    assert settings.public_url == "https://a.example"
    assert (settings.smtp.host, settings.smtp.port) == ("b.example", 587)


def test_another_file_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("other.toml").write_text('public_url = "https://other.example"')
    monkeypatch.setenv("DIGEST_CONFIG", "other.toml")

    assert load_settings().public_url == "https://other.example"


def test_secrets_can_lie_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text("a secret in a file\n")
    Path("password").write_text("a password in a file\n")
    monkeypatch.setenv("DIGEST_SECRET_FILE", "secret")
    monkeypatch.setenv("DIGEST_SMTP__PASSWORD_FILE", "password")
    monkeypatch.setenv("DIGEST_SMTP__USERNAME", "awa")

    settings = load_settings()

    assert settings.secret == SecretStr("a secret in a file")
    assert (settings.smtp.username, settings.smtp.password) == ("awa", SecretStr("a password in a file"))


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_SECRET", "a secret that nobody may read")

    assert "nobody may read" not in repr(load_settings())


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[smtp]\nhots = 'a.example'", "smtp.hots: Extra inputs are not permitted"),
        ("[smtp]\nport = 99999", "smtp.port: Input should be less than or equal to 65535"),
        ("[smtp]\nsecurity = 'ssl'", "smtp.security: Input should be 'none', 'starttls' or 'tls'"),
        ("databse_url = 'sqlite:///a.db'", "databse_url: Extra inputs are not permitted"),
        ("[smtp\n", "digest.toml is not valid TOML"),
    ],
)
def test_wrong_setting_is_named(toml: str, message: str) -> None:
    Path("digest.toml").write_text(toml)

    with pytest.raises(InvalidInput) as caught:
        load_settings()

    assert message in str(caught.value)


def test_missing_files_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_SECRET_FILE", "nowhere")
    with pytest.raises(InvalidInput, match="Settings cannot be read: nowhere: No such file"):
        load_settings()

    monkeypatch.setenv("DIGEST_CONFIG", "nowhere.toml")
    with pytest.raises(InvalidInput, match=r"DIGEST_CONFIG names nowhere\.toml, which is not a file"):
        load_settings()


@pytest.mark.parametrize(
    ("host", "security", "is_refused"),
    [
        ("smtp.example", Security.NONE, True),
        ("smtp.example", Security.STARTTLS, False),
        ("smtp.example", Security.TLS, False),
        ("127.0.0.1", Security.NONE, False),
    ],
)
def test_password_does_not_cross_the_network_unprotected(
    monkeypatch: pytest.MonkeyPatch, host: str, security: Security, is_refused: bool
) -> None:
    for name, value in (("HOST", host), ("SECURITY", security), ("USERNAME", "awa"), ("PASSWORD", "palmier")):
        monkeypatch.setenv(f"DIGEST_SMTP__{name}", value)

    if is_refused:
        with pytest.raises(InvalidInput, match="smtp: a password would cross the network unprotected"):
            load_settings()
    else:
        assert load_settings().smtp.username == "awa"


def test_further_relays_and_the_paces_of_domains_are_read() -> None:
    Path("digest.toml").write_text(
        '[[relays]]\nname = "second"\nhost = "127.0.0.2"\nrate = "20/second"\nweight = 3\n'
        'warm_up = { since = 2026-11-20, first = 200 }\n[domains."big.example"]\nrate = "600 per minute"\n'
    )

    settings = load_settings()

    assert settings.relays == (
        RelaySettings(
            name="second",
            host="127.0.0.2",
            rate="20/second",
            weight=3,
            warm_up=WarmUpSettings(since=date(2026, 11, 20), first=200),
        ),
    )
    assert settings.relays[0].rate == timedelta(milliseconds=50)
    assert settings.domains == {"big.example": DomainSettings(rate="600/minute")}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[relays]]\nhost = 'a.example'", "relays.0.name: Field required"),
        ("[[relays]]\nname = 'main'", "two relays are called “main”; “main” is the one of [smtp]"),
        ("[[relays]]\nname = 'b'\nbackup = true", "all relays are backups"),
        ("[[relays]]\nname = 'b'\nrate = 'fast'", "relays.0.rate: “fast” is no rate; write it like 20/second"),
        ("[[relays]]\nname = 'b'\nwarm_up = { since = 2026-11-20 }", "give either first, which doubles each day"),
    ],
)
def test_wrong_relay_is_named(toml: str, message: str) -> None:
    Path("digest.toml").write_text(toml)

    with pytest.raises(InvalidInput) as caught:
        load_settings()

    assert message in str(caught.value)
