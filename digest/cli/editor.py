"""digest editor: people who sign in at the desk."""

import sys
from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import AsJson, say, show_json, show_table

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Editors: people who sign in at the desk.")


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The address that they sign in with.")],
    name: Annotated[str, typer.Option(help="The name that the journal shows.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input, for scripts.")
    ] = False,
) -> None:
    """Make an account; asks for a password of at least twelve characters."""
    from digest.circulation.subscribers import normalise_address
    from digest.desk import editors
    from digest.settings import load_settings
    from digest.wiring import open_store

    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    with open_store(load_settings()) as store:
        editor = editors.add(store, normalise_address(email), name, password, now=clock())
    say(f"{editor.name} can sign in as {editor.email}.")


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the editors."""
    from digest.db import editors
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        every = editors.every(session)
    if as_json:
        show_json([{"email": editor.email, "name": editor.name} for editor in every])
    else:
        show_table(("email", "name"), [(editor.email, editor.name) for editor in every])
