"""digest token: what a newsroom's own system signs in with to hand over articles."""

from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import AsJson, say, show, show_json, show_table

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Tokens: for systems that hand over articles.")

Name = Annotated[str, typer.Argument(help="What you call the system.")]


@app.command()
def add(
    name: Name, source: Annotated[str, typer.Option(metavar="KEY", help="The source of its articles.")]
) -> None:
    """Make a token and print it; it cannot be shown again."""
    from digest.settings import load_settings
    from digest.wire.push import make_token
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        token = make_token(store, name, source, now=clock())
    say("Keep this token, it is not shown again:")
    show(token)


@app.command()
def remove(name: Name) -> None:
    """Remove a token; what was handed over with it stays."""
    from digest.db import tokens
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.writing() as session:
        tokens.remove(session, name)
    say(f"The token “{name}” does not open anything any more.")


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the tokens, by name."""
    from dataclasses import asdict

    from digest.db import tokens
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        every = [asdict(token) for token in tokens.every(session)]
    if as_json:
        show_json(every)
    else:
        columns = ("name", "source", "created_at", "used_at")
        show_table(columns, ([token[column] for column in columns] for token in every))
