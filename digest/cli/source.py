"""digest source: the sites and feeds that articles come from."""

from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.exits import Exit
from digest.cli.terminal import AsJson, say, show_json, show_table
from digest.core.errors import Unavailable

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Sources: where articles come from.")


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Address of a feed, or of WordPress posts?_embed.")],
    key: Annotated[
        str | None, typer.Option(help="Short name for commands; made from the name if left out.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name for readers; the feed's own if left out.")] = None,
    weight: Annotated[float, typer.Option(help="How much it is trusted, 0 to 1.")] = 0.5,
    owner: Annotated[str | None, typer.Option(help="Who publishes it; one owner counts as one voice.")] = None,
) -> None:
    """Add a source on the web; it is fetched once to make sure that it can be read."""
    from digest.settings import load_settings
    from digest.wire.visit import add_source
    from digest.wiring import open_store

    settings = load_settings()
    with open_store(settings) as store:
        source = add_source(
            store, url, key=key, name=name, owner=owner, weight=weight, allow_private=settings.allow_private
        )
    say(f"{source.key}: {source.name}. “digest source fetch {source.key}” takes its articles in.")


@app.command()
def fetch(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Sources; all if left out.")] = None,
) -> int:
    """Fetch sources and take in what is new; one that fails does not keep the others from being fetched."""
    from digest.db import sources
    from digest.settings import load_settings
    from digest.wire.visit import visit
    from digest.wiring import open_store

    settings = load_settings()
    with open_store(settings) as store:
        with store.reading() as session:
            named = [sources.find(session, key) for key in keys or ()]
            chosen = named or [stored for stored in sources.every(session) if stored.source.url]
        failures, is_partial = 0, False
        for stored in chosen:
            result = visit(store, stored, now=clock(), allow_private=settings.allow_private)
            failures += result.failure is not None
            for broken in result.report.broken if result.report else ():
                is_partial = True
                say(f"{broken.where} {broken.why}.")
            say(f"{result.key}: {result.in_words}")
    if chosen and failures == len(chosen):
        raise Unavailable("No source could be fetched; the lines above tell why.")
    return Exit.PARTIAL if failures or is_partial else Exit.OK


@app.command("list")
def list_sources(as_json: AsJson = False) -> None:
    """List the sources and what came of the last visit to each."""
    from digest.db import sources
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        every = sources.every(session)
    rows = [
        {
            "key": stored.source.key,
            "name": stored.source.name,
            "weight": stored.source.weight,
            "url": stored.source.url,
            "visited": stored.visited_at,
            "failure": stored.failure,
        }
        for stored in every
    ]
    if as_json:
        show_json(rows)
    elif rows:
        show_table(list(rows[0]), (list(row.values()) for row in rows))
    else:
        say("No source yet; “digest source add URL” makes one.")
