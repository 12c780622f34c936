"""One issue whose sender is killed again and again: python -m tests.soak [--kills 200] [--seed 1] [--chunks]

Ends with an error if a reader was lost, or served twice, or if more are unknown than were in the air.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event

from digest.core.delivery import DeliveryState
from digest.db import tallies
from digest.mail.flight import DEPTH
from digest.mail.smtp import Smtp
from tests import databases
from tests.circulation.given import an_approved_issue_in, send_today
from tests.servers import OFFERS, ScriptedServer

CONNECTIONS = 4
MOST = 120
"""Messages that the server may take before the next kill."""


def kill_once(url: str, folder: Path, server: ScriptedServer, messages: int) -> bool:
    """Whether the sender was still alive when the server had taken so many messages, and it was killed."""
    before = len(server.accepted)
    command = [sys.executable, "-m", "tests.journeys.dying", url, str(folder / "notes"), str(server.port)]
    with subprocess.Popen([*command, str(CONNECTIONS), "none:none", "call", "1"]) as sender:
        while sender.poll() is None and len(server.accepted) < before + messages:
            Event().wait(0.001)
        sender.kill()
    return sender.returncode == -9


def main(kills: int, seed: int, *, chunks: bool) -> None:
    chance = random.Random(seed)
    readers, depth = kills * MOST, DEPTH if chunks else 1
    with tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), databases.sqlite_url(Path(name))
        databases.migrated_sqlite(folder)
        with databases.opened(url) as store:
            store.notes = folder / "notes"
            issue = an_approved_issue_in(store, readers=readers)
            with ScriptedServer(offers=(*OFFERS, "CHUNKING") if chunks else OFFERS) as server:
                killed = sum(kill_once(url, folder, server, chance.randrange(MOST)) for _ in range(kills))
                sent = send_today(store, lambda: Smtp(host="127.0.0.1", port=server.port), connections=CONNECTIONS)
            with store.reading() as session:
                unknown = {line.email for line in tallies.listed(session, issue.id, DeliveryState.UNKNOWN)}
    served = server.recipients()
    lost = readers - len(set(served) | unknown)
    twice, arrived = len(served) - len(set(served)), len(unknown & set(served))
    print(f"{killed} kills of {kills}, {readers} readers: {lost} lost, {twice} served twice, {sent.tally}")
    print(f"{len(unknown)} unknown, {len(unknown) / max(killed, 1):.2f} a kill; {arrived} of them had arrived")
    if lost or twice or len(unknown) > killed * CONNECTIONS * depth or sent.tally.targeted != readers:
        raise SystemExit("The ledger is not what was delivered.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chunks", action="store_true", help="whole messages on their way at the same time")
    given = parser.parse_args()
    main(given.kills, given.seed, chunks=given.chunks)
