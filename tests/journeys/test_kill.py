"""A sender is killed in mid-send: nobody is forgotten, and nobody served twice without being reported."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import DAY, digest, settle_in, write_edition, write_page
from tests.servers import Act, ScriptedServer

READERS = [f"reader{n}@lectrices.example" for n in range(1, 26)]
PAUSE = threading.Event()
SEND = ["-c", "from digest.cli import main; main()", "send", "ouest", "--date", DAY]


@pytest.fixture(autouse=True)
def _approved_issue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    settle_in(monkeypatch, tmp_path, database_url)
    monkeypatch.setenv("DIGEST_SMTP__CONNECTIONS", "1")
    (tmp_path / "people.csv").write_text("email\n" + "\n".join(READERS))
    for command in (
        ("edition", "import", write_edition(tmp_path)),
        ("subscriber", "import", "ouest", "people.csv"),
        ("article", "import", write_page(tmp_path), "--published", "2026-03-05T10:00:00Z"),
        ("build", "ouest", "--date", DAY),
        ("approve", f"ouest/{DAY}"),
    ):
        assert digest(*command) == Exit.OK


def recipients(server: ScriptedServer) -> list[str]:
    return [recipient.strip("<>") for recipient, _ in server.accepted]


def wait_until(condition: Callable[[], bool], sender: subprocess.Popen[bytes]) -> None:
    """Look again and again, for at most half a minute, while the sender lives."""
    for _ in range(600):
        if condition():
            return
        assert sender.poll() is None
        PAUSE.wait(0.05)
    raise AssertionError("the sender did not come so far")


@contextmanager
def sending_to(server: ScriptedServer) -> Iterator[subprocess.Popen[bytes]]:
    """`digest send` in a process of its own, which is killed at the end."""
    environment = {**os.environ, "DIGEST_SMTP__PORT": str(server.port)}
    with subprocess.Popen([sys.executable, *SEND], env=environment) as sender:
        try:
            yield sender
        finally:
            sender.kill()


def test_killed_sender_forgets_nobody_and_repeats_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ScriptedServer({".": [None] * 13 + [Act.HANG]}) as first, sending_to(first) as sender:
        wait_until(lambda: len(first.accepted) == 13, sender)
    with ScriptedServer() as second:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(second.port))
        capsys.readouterr()
        assert digest("send", "ouest", "--date", DAY, "--json") == Exit.PARTIAL
        [tally] = json.loads(capsys.readouterr().out)
        assert digest("send", "ouest", "--date", DAY) == Exit.PARTIAL
    capsys.readouterr()
    digest("delivery", "list", f"ouest/{DAY}", "--state", "unknown", "--json")
    unknown = {line["email"] for line in json.loads(capsys.readouterr().out)}

    before, after = recipients(first), recipients(second)
    assert len(before) == 13
    assert set(before) & set(after) == set()
    assert len(after) == len(set(after))
    assert set(before) | set(after) | unknown == set(READERS)
    assert unknown == {READERS[13]}
    assert (tally["unknown"], tally["accepted"], tally["targeted"]) == (1, len(READERS) - 1, len(READERS))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_interrupted_sender_writes_down_what_was_in_mid_air(
    capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    with ScriptedServer({".": [None] * 13 + [Act.HANG]}) as server:
        environment = {**os.environ, "DIGEST_SMTP__PORT": str(server.port)}
        sender = subprocess.Popen([sys.executable, *SEND], env=environment, stderr=subprocess.PIPE)
        wait_until(lambda: server.commands.count("DATA") >= 14, sender)
        sender.send_signal(number)
    said = sender.communicate(timeout=30)[1]

    assert sender.returncode == Exit.INTERRUPTED
    # The server goes with the signal, and whether that is noticed before the end is a matter of moments.
    assert said.split(b":")[0] in (b"", b"The relay main is out")
    capsys.readouterr()
    counts = {}
    for state in ("accepted", "unknown", "queued", "sending"):
        digest("delivery", "list", f"ouest/{DAY}", "--state", state, "--json")
        counts[state] = len(json.loads(capsys.readouterr().out))
    assert counts == {"accepted": 13, "unknown": 1, "queued": 11, "sending": 0}


def test_killed_sender_leaves_no_lock_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer({".": Act.HANG}) as server, sending_to(server) as sender:
        wait_until(lambda: "DATA" in server.commands, sender)
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(server.port))
        while_it_lives = digest("send", "ouest", "--date", DAY)

    with ScriptedServer() as server:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(server.port))
        afterwards = digest("send", "ouest", "--date", DAY)

    assert (while_it_lives, afterwards) == (Exit.BUSY, Exit.PARTIAL)
