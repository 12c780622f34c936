"""digest demo: the whole way in one command, in one folder, and nothing in the way of a second time."""

import email
import email.policy
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import digest

DEMO = [sys.executable, "-c", "from digest.cli import main; main()", "demo", "--json"]


def test_demo_tells_each_step_and_names_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("demo", "--no-serve", "--keep", tmp_path / "demo") == Exit.OK

    shown = capsys.readouterr()
    steps = re.findall(r"✓ (\w+)", shown.err)
    assert steps == ["sources", "articles", "edition", "issue", "preflight", "sending"]
    assert "nothing to mend" in shown.err
    named = dict(line.split() for line in shown.out.splitlines())
    assert list(named) == ["Page", "Text", "Message", "Mailbox"]
    assert all(Path(path).exists() for path in named.values())


def test_demo_speaks_json_and_accounts_for_everybody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("demo", "--no-serve", "--json", "--keep", tmp_path) == Exit.OK

    shown = json.loads(capsys.readouterr().out)
    deliveries = shown["deliveries"]
    mails = sorted(Path(shown["mailbox"]).glob("*.eml"))
    assert (shown["folder"], shown["findings"], shown["desk"]) == (str(tmp_path), [], None)
    assert deliveries["accepted"] + deliveries["suppressed"] == deliveries["targeted"]
    assert len(mails) == deliveries["accepted"] > 0
    for mail in mails:
        message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
        assert [part.defects for part in message.walk() if part.defects] == []


def test_demo_leaves_the_folder_that_it_was_called_in_alone(tmp_path: Path) -> None:
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "DIGEST_DATABASE_URL": "sqlite:///mine.db"}

    run = subprocess.run([*DEMO, "--no-serve"], cwd=here, env=environment, capture_output=True, check=False)

    folder = Path(json.loads(run.stdout)["folder"])
    assert (list(here.iterdir()), list(temporary.iterdir())) == ([], [folder])


def test_demo_serves_desk_and_mailbox_on_a_free_port_until_it_is_stopped(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [*DEMO, "--keep", "demo", "--port", str(taken.getsockname()[1])]
        demo = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            assert demo.stderr
            said = ""
            while "startup complete" not in said:
                line = demo.stderr.readline()
                assert line, said
                said += line
            url = json.loads(os.read(demo.stdout.fileno(), 1 << 16))["desk"]["url"]
            pages = [httpx.get(url + path, follow_redirects=True) for path in ("", "mailbox")]
            demo.send_signal(signal.SIGINT)
            said += demo.communicate(timeout=30)[1]
        finally:
            demo.kill()

    assert [page.status_code for page in pages] == [200, 200]
    assert "@" in pages[1].text
    assert (demo.returncode, "Traceback" in said) == (Exit.OK, False)
