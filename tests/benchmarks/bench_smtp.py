"""Messages a second over SMTP: ours, with the ledger and without, against smtp-source and what others use.

    python -m tests.benchmarks.bench_smtp [messages] [connections] [rounds]

All send messages of the same size into the same sink, one after the other in each round, and what counts is the
ratio to postfix's smtp-source in that round: a C program that sends one fixed message and keeps no record. What
is not at hand is told as not measured.
"""

import smtplib
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time

from digest.core.delivery import Outcome
from digest.mail.smtp import Smtp
from digest.mail.transport import Envelope, Outgoing
from tests.benchmarks.smtp.ledger import Ledger
from tests.benchmarks.smtp.sinks import build_sink, own_sink, smtp_sink, unpack_postfix, with_libraries

SIZE = 60_000
BATCH = 50
SENDER = "matin@lalagune.example"
_LINE = b"Bonjour, voici les nouvelles du matin, en 60 000 octets de texte.\r\n"
_PEERS = Path(__file__).parent / "peers"
Sender = Callable[[int, int, int], float]
"""Sends to a port over some connections so many messages, and gives the seconds that it took."""


def messages(count: int) -> list[Outgoing]:
    """What a variant looks like: one small part for each subscriber, and large ones that all share."""
    shared = _LINE * (SIZE // len(_LINE) // 4)
    return [
        Outgoing(
            Envelope(SENDER, f"r{number:07}@lecteurs.example"),
            (f"Subject: Matin\r\nMessage-ID: <{number}@lalagune.example>\r\n\r\n".encode(), *[shared] * 4),
        )
        for number in range(count)
    ]


def send_with_ours(port: int, batch: Sequence[Outgoing]) -> None:
    smtp = Smtp(host="127.0.0.1", port=port)
    for start in range(0, len(batch), BATCH):
        receipts = smtp.send(batch[start : start + BATCH])
        assert {receipt.outcome for receipt in receipts} == {Outcome.ACCEPTED}
    smtp.close()


def send_with_smtplib(port: int, batch: Sequence[Outgoing]) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as session:
        for outgoing in batch:
            envelope = outgoing.envelope
            session.sendmail(envelope.sender, [envelope.recipient], b"".join(outgoing.parts))


def in_threads(send: Callable[[int, Sequence[Outgoing]], None], port: int, connections: int, count: int) -> float:
    batch = messages(count)
    shares = [batch[number::connections] for number in range(connections)]
    threads = [threading.Thread(target=send, args=(port, share)) for share in shares]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return perf_counter() - started


def smtp_source(postfix: Path, port: int, connections: int, count: int) -> float:
    program = postfix / "usr/sbin/smtp-source"
    options = ["-d", "-s", str(connections), "-m", str(count), "-l", str(SIZE), "-f", SENDER]
    command = [program, *options, "-t", "lecteur@lecteurs.example", f"127.0.0.1:{port}"]
    started = perf_counter()
    subprocess.run(command, env=with_libraries(postfix), check=True, capture_output=True)
    return perf_counter() - started


def nodemailer(content: Path, port: int, connections: int, count: int) -> float:
    command = ["node", "pool.mjs", str(port), str(connections), str(count), content]
    return float(subprocess.run(command, cwd=_PEERS, check=True, capture_output=True, text=True).stdout)


def aiosmtplib(port: int, connections: int, count: int) -> float:
    from tests.benchmarks.smtp.asynchronous import send_all

    return send_all(port, connections, messages(count))


def compare(
    sink: AbstractContextManager[int], senders: dict[str, tuple[Sender, float]], connections: int, count: int,
    rounds: int,
) -> None:  # fmt: skip
    """Print messages a second, ratio to the first, processor time of ours; a slow one sends a share of them."""
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in senders}
    with sink as port:
        for _ in range(rounds):
            for name, (send, share) in senders.items():
                number, worked = int(count * share), process_time()
                rate = number / send(port, connections, number)
                seen[name].append((rate, (process_time() - worked) / number * 1e6))
    base = [rate for rate, _ in next(iter(seen.values()))]
    for name, figures in seen.items():
        rates = [rate for rate, _ in figures]
        ratio = statistics.median(rate / first for rate, first in zip(rates, base, strict=True))
        work = statistics.median(work for _, work in figures)
        print(f"  {name:34}{statistics.median(rates):9,.0f}/s {ratio:6.2f}   {work:7.0f} µs", flush=True)


def main(count: int = 4000, connections: int = 8, rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (content := folder / "content").write_bytes(_LINE * (SIZE // len(_LINE)))
        postfix, program = unpack_postfix(folder), build_sink(folder)
        senders: dict[str, tuple[Sender, float]] = {}
        if postfix:
            senders["smtp-source"] = partial(smtp_source, postfix), 1
        else:
            print("smtp-source, smtp-sink: not measured (no postfix)")
        ledger, signed = Ledger(folder, count), Ledger(folder, count, is_signed=True)
        senders["ours, ledger to ledger"] = ledger.send, 1
        senders["ours, ledger to ledger, signed"] = signed.send, 1
        senders["ours, no ledger"] = partial(in_threads, send_with_ours), 1
        senders["smtplib"] = partial(in_threads, send_with_smtplib), 0.25
        if (_PEERS / "node_modules/nodemailer").is_dir():
            senders["nodemailer, pool"] = partial(nodemailer, content), 0.25
        else:
            print("nodemailer: not measured (npm install in tests/benchmarks/peers)")
        if find_spec("aiosmtplib"):
            senders["aiosmtplib"] = aiosmtplib, 0.25
        else:
            print("aiosmtplib: not measured (not installed)")
        print(f"{count} messages of {SIZE:,} bytes, {connections} connections, medians of {rounds} rounds")
        if postfix:
            print("into smtp-sink")
            compare(smtp_sink(postfix), senders, connections, count, rounds)
        for title, options in _OWN_SINKS.items():
            if program:
                print(title)
                compare(own_sink(program, *options), senders, connections, count, rounds)
        ledger.close()
        signed.close()


_OWN_SINKS = {
    "into our sink": ("0",),
    "into our sink, chunks offered": ("0", "chunking"),
    "into our sink, answers after 10 ms": ("10000",),
    "into our sink, answers after 10 ms, chunks offered": ("10000", "chunking"),
}

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
