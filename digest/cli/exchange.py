"""digest source import, export: the list of sources as other readers of feeds write and take it."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.exits import Exit
from digest.cli.output import output_to
from digest.cli.terminal import AsJson, say, show_json
from digest.core.errors import InvalidInput


def import_sources(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="OPML, as any reader of feeds writes it.")],
    as_json: AsJson = False,
) -> int:
    """Take in the sources of an OPML file; they are fetched when sources are fetched the next time."""
    from digest.settings import load_settings
    from digest.wire.outline import import_sources
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        report = import_sources(store, file)
    for broken in report.broken:
        say(f"{broken.where} {broken.why}.")
    if as_json:
        show_json(asdict(report))
    say(report.in_words)
    if not report.good and report.broken:
        raise InvalidInput("No source could be taken in; the lines above tell why.")
    return Exit.PARTIAL if report.broken else Exit.OK


def export_sources(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; stdout if left out.", show_default=False)
    ] = None,
) -> None:
    """Write all sources as OPML, which other readers of feeds take, and `import` without a loss."""
    from digest.settings import load_settings
    from digest.wire.outline import export_sources
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        document = export_sources(store, now=clock())
    with output_to(file) as output:
        output.write(document)
