"""Exit codes, and the way from an error to one of them."""

import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from digest.core import errors

if TYPE_CHECKING:
    import typer.exceptions


class Exit(IntEnum):
    """What a caller learns from the exit code; those from 64 on are those of sysexits.h."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    INVALID = 5
    FINDINGS = 6
    CONFLICT = 7
    NOT_APPROVED = 8
    PARTIAL = 9
    UNAVAILABLE = 69
    BUSY = 75
    INTERRUPTED = 130


_CODES: tuple[tuple[type[errors.DigestError], Exit], ...] = (
    (errors.NotApproved, Exit.NOT_APPROVED),
    (errors.Flawed, Exit.FINDINGS),
    (errors.Conflict, Exit.CONFLICT),
    (errors.InvalidInput, Exit.INVALID),
    (errors.NotFound, Exit.NOT_FOUND),
    (errors.Unavailable, Exit.UNAVAILABLE),
    (errors.Busy, Exit.BUSY),
)


def code_of(error: errors.DigestError) -> Exit:
    """The exit code that stands for `error`."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.UNEXPECTED)


def exit_code(app: Callable[..., Any]) -> int:
    """Run `app` and say how it ended; DIGEST_DEBUG=1 shows the traceback of an unexpected error."""
    try:
        return int(app(standalone_mode=False) or Exit.OK)
    except (Exception, KeyboardInterrupt) as error:
        sentence, code = _in_words(error)
        if code is Exit.UNEXPECTED and os.environ.get("DIGEST_DEBUG"):
            raise
        print(sentence, end="", file=sys.stderr)  # noqa: T201
        return code


def _in_words(error: BaseException) -> tuple[str, int]:
    """What a person reads on stderr, and the exit code."""
    import typer

    match error:
        case errors.DigestError():
            return f"digest: {error}\n", code_of(error)
        case typer.Abort() | KeyboardInterrupt():
            return "", Exit.INTERRUPTED
        case typer.exceptions.TyperException():
            return _usage(error), Exit.USAGE
        case OSError():
            return f"digest: {error.filename or 'the system'}: {error.strerror or error}\n", Exit.UNAVAILABLE
    return f"digest: unexpected error: {error} (DIGEST_DEBUG=1 shows where)\n", Exit.UNEXPECTED


def _usage(error: "typer.exceptions.TyperException") -> str:
    """The message; in front of it how the command is used, where that helps more than a whole page of it."""
    message = error.format_message()
    if message.startswith("Usage:"):
        return f"{message}\n"
    context = getattr(error, "ctx", None)
    usage = f"{context.get_usage()}\n" if context else ""
    return f"{usage}digest: {message}\n"
