"""digest db: the tables of the database and their version."""

import typer

from digest.cli.terminal import say, show

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The database: its tables and their version.")


@app.command()
def upgrade() -> None:
    """Bring the tables up to this version; SQLite does so by itself, PostgreSQL waits for this command."""
    from digest.db import migrate
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings(), ready=False) as store:
        before = migrate.current(store)
        migrate.upgrade(store)
    say("Nothing to do." if before == migrate.HEAD else f"Upgraded from {before or 'nothing'} to {migrate.HEAD}.")


@app.command()
def current() -> None:
    """Print the migration that the tables are at, or "none"."""
    from digest.db import migrate
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings(), ready=False) as store:
        show(migrate.current(store) or "none")


@app.command()
def check() -> None:
    """Exit with 0 if the tables are what this version expects, with 7 if not."""
    from digest.db import migrate
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings(), ready=False) as store:
        migrate.check(store)
    say(f"The tables are at migration {migrate.HEAD}, as they should be.")
