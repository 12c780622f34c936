"""Runs a command of one group as the shell would, in this process."""

import typer

from digest.cli.exits import exit_code


def run(app: typer.Typer, *arguments: object) -> int:
    """The exit code; what was printed is with capsys."""
    return exit_code(lambda **options: app([str(argument) for argument in arguments], **options))
