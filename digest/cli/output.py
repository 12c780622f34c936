"""Where a result of some size goes: to stdout, or into a file that is there whole or not at all."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from digest.core.errors import Unavailable


@contextmanager
def output_to(path: Path | None) -> Iterator[TextIO]:
    """UTF-8, line ends as written. A file replaces what was at `path` when all of it is written, and not before.

    A reader of stdout that has seen enough (`| head`) ends the writing, which is no error.
    """
    if path:
        with _replacing(path) as file:
            yield file
        return
    try:
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as stdout:
            yield stdout
    except BrokenPipeError:
        # Without this the interpreter would complain when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("x", encoding="utf-8", newline="") as file:
            yield file
        draft.replace(path)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
