"""Exit codes, and the way from an error to one of them."""

import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from digest.core import errors


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
    import click

    try:
        return int(app(standalone_mode=False) or Exit.OK)
    except errors.DigestError as error:
        print(f"digest: {error}", file=sys.stderr)  # noqa: T201
        return code_of(error)
    except click.exceptions.Abort:
        return Exit.INTERRUPTED
    except click.exceptions.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except OSError as error:
        print(f"digest: {error.filename or 'the system'}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return Exit.UNAVAILABLE
    except Exception as error:
        if os.environ.get("DIGEST_DEBUG"):
            raise
        print(f"digest: unexpected error: {error} (DIGEST_DEBUG=1 shows where)", file=sys.stderr)  # noqa: T201
        return Exit.UNEXPECTED
