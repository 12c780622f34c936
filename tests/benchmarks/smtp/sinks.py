"""What mails are sent into: postfix's smtp-sink, and a sink of ours in C."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

_SOURCE = Path(__file__).with_name("sink.c")


def unpack_postfix(folder: Path) -> Path | None:
    """Debian's package, downloaded and unpacked into `folder`, not installed; None where that cannot be done."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return None
    with suppress(subprocess.CalledProcessError):
        subprocess.run(["apt-get", "download", "postfix"], cwd=folder, check=True, capture_output=True)
        for package in folder.glob("postfix_*.deb"):
            subprocess.run(["dpkg", "-x", package, folder / "postfix"], check=True)
            return folder / "postfix"
    return None


def with_libraries(postfix: Path) -> Mapping[str, str]:
    """The environment in which postfix's programs find their own libraries."""
    return {**os.environ, "LD_LIBRARY_PATH": str(postfix / "usr/lib/postfix")}


def build_sink(folder: Path) -> Path | None:
    """Our own sink, compiled; None where there is no compiler."""
    if not (compiler := shutil.which("cc")):
        return None
    program = folder / "sink"
    subprocess.run([compiler, "-O2", "-o", program, _SOURCE], check=True)
    return program


@contextmanager
def smtp_sink(postfix: Path) -> Iterator[int]:
    """The port of a running smtp-sink."""
    with closing(socket.create_server(("127.0.0.1", 0))) as unused:
        port = unused.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []  # it refuses to be root
    command = [postfix / "usr/sbin/smtp-sink", *user, f"127.0.0.1:{port}", "128"]
    sink = subprocess.Popen(command, env=with_libraries(postfix), stderr=subprocess.DEVNULL)
    try:
        while sink.poll() is None:
            with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                break
        yield port
    finally:
        sink.kill()
        sink.wait()


@contextmanager
def own_sink(program: Path, *options: str) -> Iterator[int]:
    """The port of a running sink of ours: `options` as its source tells."""
    with subprocess.Popen([program, *options], stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout
        try:
            yield int(sink.stdout.readline())
        finally:
            sink.kill()
