"""How a command ends: one sentence on stderr, a documented code, never a traceback."""

from pathlib import Path

import pytest
import typer

from digest.cli.exits import Exit, exit_code
from digest.core import errors
from tests.cli.newsroom_cli import digest, settle_in


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (errors.NotFound("No such thing."), Exit.NOT_FOUND, "digest: No such thing.\n"),
        (errors.InvalidInput("Not that."), Exit.INVALID, "digest: Not that.\n"),
        (errors.Conflict("Not now."), Exit.CONFLICT, "digest: Not now.\n"),
        (errors.NotApproved("Ask first."), Exit.NOT_APPROVED, "digest: Ask first.\n"),
        (errors.Unavailable("Away."), Exit.UNAVAILABLE, "digest: Away.\n"),
        (errors.Busy("Wait."), Exit.BUSY, "digest: Wait.\n"),
        (typer.BadParameter("Not so."), Exit.USAGE, "digest: Invalid value: Not so.\n"),
        (typer.Abort(), Exit.INTERRUPTED, ""),
        (KeyboardInterrupt(), Exit.INTERRUPTED, ""),
        (PermissionError(13, "Permission denied", "/x"), Exit.UNAVAILABLE, "digest: /x: Permission denied\n"),
        (
            ZeroDivisionError("by zero"),
            Exit.UNEXPECTED,
            "digest: unexpected error: by zero (DIGEST_DEBUG=1 shows where)\n",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_error_becomes_a_sentence_and_a_code(
    error: BaseException, code: Exit, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise error

    assert exit_code(fails) == code
    assert capsys.readouterr() == ("", sentence)


def test_unexpected_error_shows_itself_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_DEBUG", "1")

    def fails(**_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        exit_code(fails)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "digest: No such command 'nonsense'."),
        (["build"], "Name an EDITION, or the issue to --replay."),
        (["send"], "Name one EDITION, or say --due"),
        (["send", "--due", "--dry-run"], "--due goes with none of --date, --dry-run and --override"),
        (["demo", "--port", "x"], "Invalid value for '--port'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_named(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert digest(*arguments) == Exit.USAGE
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "code", "told"),
    [
        ("DIGEST_DATABASE_URL", "mysql://a/b", Exit.INVALID, "sqlite:///FILE or postgresql://"),
        ("DIGEST_DATABASE_URL", "sqlite:////proc/digest.db", Exit.UNAVAILABLE, "the file cannot be opened"),
        ("DIGEST_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none", Exit.UNAVAILABLE, "check the address"),
        ("DIGEST_SMTP__PORT", "many", Exit.INVALID, "smtp.port: Input should be a valid integer"),
        ("DIGEST_SECRET", "short", Exit.INVALID, "DIGEST_SECRET needs at least 32 characters"),
        ("DIGEST_CONFIG", "nowhere.toml", Exit.INVALID, "DIGEST_CONFIG names nowhere.toml"),
    ],
)
def test_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    sqlite_url: str,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    code: Exit,
    told: str,
) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)
    monkeypatch.setenv(name, value)

    assert digest("build", "ouest") == code
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


def test_demo_wants_a_folder_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").write_text("dear to me")

    assert digest("demo", "--no-serve", "--keep", tmp_path) == Exit.INVALID
    assert digest("demo", "--no-serve", "--keep", tmp_path / "mine" / "demo") == Exit.UNAVAILABLE
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
