"""digest editor: people who sign in at the desk."""

import sys
from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import AsJson, say, show_json, show_table
from digest.core.role import Role

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Editors: people who sign in at the desk.")


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The address that they sign in with.")],
    name: Annotated[str, typer.Option(help="The name that the journal shows.")],
    role: Annotated[
        Role | None, typer.Option(help="What they may do; without it: the first is owner, later ones are editors.")
    ] = None,
    edition: Annotated[
        list[str] | None, typer.Option(help="An edition that they have to do with; without it: all. Repeatable.")
    ] = None,
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
        editor = editors.add(
            store, normalise_address(email), name, password, role=role, only=edition or (), now=clock()
        )
    say(f"{editor.name} can sign in as {editor.email}, {editor.role}.")


@app.command("role")
def change_role(
    email: Annotated[str, typer.Argument(help="The address that they sign in with.")],
    role: Annotated[Role, typer.Argument(help="What they may do.")],
    edition: Annotated[
        list[str] | None, typer.Option(help="An edition that they have to do with; without it: all. Repeatable.")
    ] = None,
) -> None:
    """Give somebody another role; it counts from their next click on."""
    from digest.desk import editors
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        editor = editors.grant(store, email, role, edition or ())
    say(f"{editor.name} is {editor.role} of {', '.join(editor.only) or 'all editions'} now.")


@app.command()
def remove(email: Annotated[str, typer.Argument(help="The address that they sign in with.")]) -> None:
    """Take an account away, and end its sessions at once; what they did stays in the journal."""
    from digest.desk import editors
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        editor = editors.remove(store, email)
    say(f"{editor.name} ({editor.email}) cannot sign in any more.")


@app.command("sign-out")
def sign_out(email: Annotated[str, typer.Argument(help="The address that they sign in with.")]) -> None:
    """End all sessions of somebody, such as after a phone was lost."""
    from digest.desk import editors
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        count = editors.sign_out(store, email)
    say(f"Sessions ended: {count}.")


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the editors."""
    from digest.db import editors
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        every = editors.every(session)
    if as_json:
        show_json(
            [
                {"email": each.email, "name": each.name, "role": each.role, "editions": list(each.only)}
                for each in every
            ]
        )
    else:
        rows = [(each.email, each.name, each.role, " ".join(each.only) or "all") for each in every]
        show_table(("email", "name", "role", "editions"), rows)
