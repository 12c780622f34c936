"""DKIM on the command line: a key is made once, for one reader, and its record is proved."""

from pathlib import Path

import pytest

from digest.cli.dkim import app
from digest.cli.exits import Exit
from tests.cli.command import run

NAMES = ("--domain", "lalagune.example", "--selector", "matin")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def sign_with(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    for name, value in (("DOMAIN", "lalagune.example"), ("SELECTOR", "matin"), ("KEY", file)):
        monkeypatch.setenv(f"DIGEST_DKIM__{name}", value)


def made(capsys: pytest.CaptureFixture[str], file: str, *options: str) -> str:
    assert run(app, "new", file, *NAMES, *options) == Exit.OK
    return capsys.readouterr().out


@pytest.mark.parametrize("options", [[], ["--ed25519"]], ids=["RSA", "Ed25519"])
def test_record_of_a_new_key_verifies_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    Path("right").write_text(made(capsys, "a.pem", *options))
    Path("wrong").write_text(made(capsys, "b.pem", *options))
    sign_with(monkeypatch, "a.pem")

    assert run(app, "check", "--record", "wrong", "--record", "right") == Exit.OK
    assert "matin._domainkey.lalagune.example: verified" in capsys.readouterr().out
    assert run(app, "check", "--record", "wrong") == Exit.FINDINGS
    assert Path("right").read_text() in capsys.readouterr().out


def test_new_key_is_for_nobody_else_and_replaces_none(capsys: pytest.CaptureFixture[str]) -> None:
    made(capsys, "a.pem")
    before = Path("a.pem").read_bytes()

    assert Path("a.pem").stat().st_mode & 0o777 == 0o600
    assert run(app, "new", "a.pem", *NAMES) == Exit.CONFLICT
    assert Path("a.pem").read_bytes() == before


def test_check_says_what_is_missing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(app, "check", "--record", "record") == Exit.INVALID
    assert "digest dkim new" in capsys.readouterr().err
    made(capsys, "a.pem")
    sign_with(monkeypatch, "a.pem")
    assert run(app, "check", "--record", "record") == Exit.INVALID
    assert "record cannot be read as a record" in capsys.readouterr().err
