"""digest subscriber: who receives an edition."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.arguments import EditionKey, clock
from digest.cli.exits import Exit
from digest.cli.terminal import AsJson, say, show_json, show_table
from digest.core.errors import InvalidInput

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Subscribers: who receives an edition.")


_IN_WORDS = {
    "added": "subscribed",
    "known": "subscribed already, nothing changed",
    "gone": "left before or must not be written to, and stays that way",
}


@app.command()
def add(
    key: EditionKey,
    email: Annotated[str, typer.Argument(help="The address.")],
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    countries: Annotated[
        str, typer.Option(help="Country codes to choose, separated by commas; all if left out.")
    ] = "",
    categories: Annotated[
        str, typer.Option(help="Categories to choose, separated by commas; all if left out.")
    ] = "",
    format: Annotated[str, typer.Option(help="full, light or text.")] = "full",
    consent: Annotated[
        str, typer.Option(help="How you know that they want it; kept with the subscription.")
    ] = "asked",
) -> None:
    """Subscribe one person who asked for it."""
    from digest.circulation.subscribers import NewSubscriber, add_subscribers, read_choice
    from digest.db import categories as taxonomy
    from digest.settings import load_settings
    from digest.wiring import open_store, secret_of

    settings = load_settings()
    with open_store(settings) as store:
        with store.reading() as session:
            choice = read_choice(countries, categories, format, taxonomy.names(session))
        person = NewSubscriber(email, name, choice)
        [joined] = add_subscribers(store, key, [person], consent=consent, secret=secret_of(settings), now=clock())
    say(f"{email}: {_IN_WORDS[joined.value]}.")


@app.command("import")
def import_file(
    key: EditionKey,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV with email, name, countries, categories, format.")
    ],
    as_json: AsJson = False,
) -> int:
    """Subscribe everybody in a CSV file; broken rows are reported by line, the others are kept."""
    from digest.circulation.subscribers import import_subscribers
    from digest.settings import load_settings
    from digest.wiring import open_store, secret_of

    settings = load_settings()
    with open_store(settings) as store:
        result = import_subscribers(store, key, file, secret=secret_of(settings), now=clock())
    for row in result.broken:
        say(f"{file}, line {row.line}: {row.why}")
    if as_json:
        show_json(
            {"added": result.added, "known": result.known, "gone": result.gone, "broken": len(result.broken)}
        )
    say(f"{result.added} added, {result.known} known, {result.gone} gone before, {len(result.broken)} broken.")
    if result.broken and not (result.added or result.known or result.gone):
        raise InvalidInput(f"No row of {file} could be used.")
    return Exit.PARTIAL if result.broken else Exit.OK


@app.command("list")
def list_all(key: EditionKey, as_json: AsJson = False) -> None:
    """List the subscriptions of an edition."""
    from digest.db import editions, subscribers
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        every = subscribers.every(session, editions.find(session, key).id)
    rows = [
        {
            "email": s.subscriber.email,
            "name": s.subscriber.name,
            "state": s.state.value,
            "countries": " ".join(s.choice.countries),
            "categories": " ".join(s.choice.categories),
            "format": s.choice.format.value,
        }
        for s in every
    ]
    if as_json:
        show_json(rows)
    else:
        columns = ("email", "name", "state", "countries", "categories", "format")
        show_table(columns, [[row[column] for column in columns] for row in rows])


@app.command()
def prune() -> None:
    """Forget addresses that nobody has confirmed for a week; for cron."""
    from digest.circulation.sign_up import prune as forget
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        say(f"{forget(store, now=clock())} forgotten that were never confirmed.")


@app.command()
def release(
    email: Annotated[str, typer.Argument(metavar="ADDRESS", help="The address.")],
    because: Annotated[str, typer.Option(help="Why it may be written to again; kept.")],
) -> None:
    """Allow mail to an address again that complained, or of which servers said that it does not exist."""
    from digest.circulation.subscribers import normalise_address
    from digest.core.suppression import address_key
    from digest.db import suppressions
    from digest.settings import load_settings
    from digest.wiring import open_store, secret_of

    settings = load_settings()
    address = normalise_address(email)
    with open_store(settings) as store, store.writing() as session:
        key = address_key(secret_of(settings), address)
        suppressions.release(session, key, address, because=because, now=clock())
    say(f"{address} may be written to again; what came back before does not count any more.")
