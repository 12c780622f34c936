"""Bounce boxes: where mail that came back lies, and how it is marked once it is taken in: never before that."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.core.errors import InvalidInput, Unavailable
from digest.mail.bounce_parts import MOST_BYTES

_SEEN = "S"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail that lies somewhere."""

    raw: bytes
    """Its first megabyte."""
    done: Callable[[], None]
    """To be called once it is taken in: it is not handed out again."""


def from_maildir(folder: Path) -> Iterator[Arrived]:
    """The mails of a Maildir that nobody has seen; afterwards they lie in `cur`, marked as seen."""
    if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
        raise InvalidInput(f"{folder} is not a Maildir: it needs the folders new and cur.")
    for path in [*sorted((folder / "new").iterdir()), *sorted((folder / "cur").iterdir())]:
        name, _, flags = path.name.partition(":2,")
        if path.is_file() and _SEEN not in flags:
            seen = folder / "cur" / f"{name}:2,{''.join(sorted({*flags, _SEEN}))}"
            yield Arrived(_read(path), lambda path=path, seen=seen: _move(path, seen))  # type: ignore[misc]


def from_mbox(path: Path) -> Iterator[Arrived]:
    """The mails of an mbox file, which stays as it is: what was taken in before is known again by its content."""
    lines: list[bytes] = []
    size, was_blank = 0, True
    try:
        with path.open("rb") as file:
            for line in file:
                if was_blank and line.startswith(b"From "):
                    if lines:
                        yield Arrived(b"".join(lines), _nothing)
                    lines, size = [], 0
                elif size < MOST_BYTES:
                    lines.append(re.sub(rb"^>(>*From )", rb"\1", line))
                    size += len(line)
                was_blank = not line.strip()
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error
    if lines:
        yield Arrived(b"".join(lines), _nothing)


def from_stdin() -> Iterator[Arrived]:
    """The one mail on standard input, as a mail server pipes it into a program."""
    raw = sys.stdin.buffer.read(MOST_BYTES)
    while sys.stdin.buffer.read(MOST_BYTES):
        pass  # whoever pipes it would take a closed end for a failure
    if raw.strip():
        yield Arrived(raw, _nothing)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}; nothing of it is lost.") from error


def _move(path: Path, seen: Path) -> None:
    try:
        path.rename(seen)
    except OSError as error:
        raise Unavailable(
            f"{path} was taken in but cannot be marked: {error.strerror}; the next run knows it again."
        ) from error


def _nothing() -> None:
    """There is nothing to mark."""
