"""digest engagement: what kinds of stories readers open, counted elsewhere, never by reader."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.terminal import say
from digest.core.errors import InvalidInput

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Engagement: kinds of stories that are opened."
)


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV: category, country, source, delivered, clicks.")
    ],
) -> None:
    """Take in sums of deliveries and clicks by kind of story; they take the place of those before."""
    from digest.desk.engagement import import_engagement
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        taken_in = import_engagement(store, file)
    for broken in taken_in.broken:
        say(f"{broken.where} {broken.why}.")
    if taken_in.broken:
        raise InvalidInput("Nothing was taken in; the lines above tell why.")
    kinds = "kind of story is" if taken_in.cells == 1 else "kinds of stories are"
    say(f"{taken_in.cells} {kinds} known; an edition uses that where its weights.engagement is above 0.")
