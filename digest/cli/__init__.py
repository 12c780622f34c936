"""The command line: one file for each group of commands; a command parses, calls one use case, prints."""

import signal
import sys

from digest.cli.exits import exit_code


def main() -> None:
    """Run the command line; every error becomes one sentence on stderr and a documented exit code."""
    from digest.cli.app import app

    # Whoever stops a service sends SIGTERM: like after Ctrl-C, messages in mid-air are finished and written down.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(exit_code(app))
