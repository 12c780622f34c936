"""The command line: one file for each group of commands; a command parses, calls one use case, prints."""

import sys

from digest.cli.exits import exit_code


def main() -> None:
    """Run the command line; every error becomes one sentence on stderr and a documented exit code."""
    from digest.cli.app import app

    sys.exit(exit_code(app))
