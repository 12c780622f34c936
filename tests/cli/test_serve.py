"""digest serve: one process that answers, and that ends well when it is told to."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import digest, settle_in

SERVE = [sys.executable, "-c", "from digest.cli import main; main()", "serve"]


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def serving(port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A running service; killed at the end, if it has not ended by then."""
    service = subprocess.Popen([*SERVE, "--port", str(port), *options], stderr=subprocess.PIPE, text=True)
    try:
        assert service.stderr
        said = ""
        while "startup complete" not in said:
            line = service.stderr.readline()
            assert line, said
            said += line
        assert f"The desk is at http://127.0.0.1:{port}/" in said
        yield service
    finally:
        service.kill()
        service.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("option", ["--clock", "--no-clock"])
def test_service_answers_until_it_is_told_to_stop(number: signal.Signals, option: str) -> None:
    port = free_port()

    with serving(port, option) as service:
        page = httpx.get(f"http://127.0.0.1:{port}/", follow_redirects=True)
        service.send_signal(number)
        said = service.communicate(timeout=30)[1]

    assert (page.status_code, "password" in page.text) == (200, True)
    assert service.returncode == Exit.OK
    assert "Traceback" not in said


def test_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert digest("serve", "--no-clock", "--port", port) == Exit.UNAVAILABLE

    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"digest: 127.0.0.1, port {port}, cannot be used: Address already in use")
    assert said.endswith("choose a --port.")


def test_service_without_a_secret_does_not_begin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DIGEST_SECRET")

    assert digest("serve") == Exit.INVALID
    assert capsys.readouterr().err.startswith("digest: DIGEST_SECRET needs at least 32 characters")
