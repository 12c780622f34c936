"""Messages a second over SMTP: our transport against smtplib, same messages, same sink, same run.

    python -m tests.benchmarks.bench_smtp [messages] [connections] [rounds]

The sink is a process of its own on loopback that takes everything; it is written in Python, and its share of
the time is in both figures, so the ratio is what we gain at least.
"""

import multiprocessing
import smtplib
import socket
import statistics
import sys
import threading
from collections.abc import Callable, Sequence
from time import perf_counter, process_time

from digest.core.delivery import Outcome
from digest.mail.smtp import Smtp
from digest.mail.transport import Envelope, Outgoing

SIZE = 60_000
BATCH = 50
SENDER = "matin@lalagune.example"
_LINE = b"Bonjour, voici les nouvelles du matin, en 60 000 octets de texte.\r\n"


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


def measure(
    send: Callable[[int, Sequence[Outgoing]], None], port: int, batch: Sequence[Outgoing], connections: int
) -> tuple[float, float]:
    """Messages a second, and microseconds of our own processor time for each."""
    shares = [batch[number::connections] for number in range(connections)]
    threads = [threading.Thread(target=send, args=(port, share)) for share in shares]
    started, worked = perf_counter(), process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(batch) / (perf_counter() - started), (process_time() - worked) / len(batch) * 1e6


def serve_sink(listener: socket.socket) -> None:
    """Take every mail and keep none."""
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_swallow, args=(connection,), daemon=True).start()


def _swallow(connection: socket.socket) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(b"220 sink.example\r\n")
    data = b""
    while received := connection.recv(1 << 20):
        data += received
        replies = b""
        while b"\n" in data:
            line, _, data = data.partition(b"\n")
            match line[:4].upper():
                case b"DATA":
                    connection.sendall(replies + b"354 go on\r\n")
                    data, replies = _skip_content(connection, data), b"250 2.0.0 kept\r\n"
                case b"EHLO":
                    replies += b"250-sink.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
                case b"QUIT":
                    connection.sendall(b"221 bye\r\n")
                    connection.close()
                    return
                case _:
                    replies += b"250 2.0.0 ok\r\n"
        if replies:
            connection.sendall(replies)


def _skip_content(connection: socket.socket, data: bytes) -> bytes:
    """Read to the end of the content; gives what came after it."""
    seen = b"\r\n" + data
    while (end := seen.find(b"\r\n.\r\n")) < 0:
        seen = seen[-4:] + connection.recv(1 << 20)
    return seen[end + 5 :]


def main(count: int = 4000, connections: int = 8, rounds: int = 5) -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    sink = multiprocessing.get_context("fork").Process(target=serve_sink, args=(listener,), daemon=True)
    sink.start()
    port = listener.getsockname()[1]
    batch = messages(count)
    results: dict[str, list[tuple[float, float]]] = {"ours": [], "smtplib": []}
    for _ in range(rounds):
        results["ours"].append(measure(send_with_ours, port, batch, connections))
        results["smtplib"].append(measure(send_with_smtplib, port, batch, connections))
    sink.terminate()
    listener.close()
    print(f"{count} messages of {batch[0].size} bytes, {connections} connections, medians of {rounds} rounds")
    for name, figures in results.items():
        rate, work = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"{name:8} {rate:8.0f} messages/s {work:8.0f} µs of processor time a message")
    ratios = [ours[0] / theirs[0] for ours, theirs in zip(results["ours"], results["smtplib"], strict=True)]
    print(f"ratio    {statistics.median(ratios):8.2f} (lowest {min(ratios):.2f}, highest {max(ratios):.2f})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
