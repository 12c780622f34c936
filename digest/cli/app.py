"""The command line as a list: every group and every command at the top."""

import typer

app = typer.Typer(
    name="digest",
    help="A self-hosted engine for daily news digests: collect, rank, render, deliver.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)
