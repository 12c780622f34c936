"""What is exchanged with others: sources with readers of feeds, articles with spreadsheets and programs."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.exits import Exit
from digest.cli.output import output_to
from digest.cli.terminal import AsJson, say, show_json
from digest.core.errors import InvalidInput

if TYPE_CHECKING:
    from digest.core.cadence import Window

_FIRST_MOMENT = datetime(1, 1, 1, tzinfo=UTC)


class Form(StrEnum):
    """How articles are written."""

    CSV = "csv"
    JSONL = "jsonl"


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


def export_articles(
    form: Annotated[Form, typer.Option("--format", help="CSV with a header, or JSON lines.")] = Form.CSV,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to; stdout if left out.", show_default=False)
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=36_500, help="Published in the last so many days.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published before that.")] = None,
    source: Annotated[str | None, typer.Option(metavar="KEY", help="From this source alone.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="About this country alone.")] = None,
    category: Annotated[str | None, typer.Option(metavar="NAME", help="Of this category alone.")] = None,
) -> None:
    """Write articles, oldest first, in the columns that `import` reads: all of them, or those that you choose."""
    from digest.core.country import is_country
    from digest.settings import load_settings
    from digest.wire.export import export_articles
    from digest.wiring import open_store

    window = _window(days, since, until)
    if country and not is_country(country.upper()):
        raise InvalidInput(
            f"“{country}” is not the code of a country; write one such as BJ, or 001 for the world."
        )
    with open_store(load_settings()) as store, output_to(output) as file:
        count = export_articles(
            store,
            window,
            file,
            form=form,
            source=source,
            country=country.upper() if country else None,
            category=category,
        )
        say(f"{count} {'article' if count == 1 else 'articles'} written.")


def _window(days: int | None, since: str | None, until: str | None) -> "Window":
    from digest.core.cadence import Window

    after_now = clock() + timedelta(seconds=1)
    if days is None:
        return Window(_moment(since) or _FIRST_MOMENT, _moment(until) or after_now)
    if since or until:
        raise InvalidInput("Choose by --days, or by --since and --until; not by both.")
    return Window(after_now - timedelta(days=days), after_now)


def _moment(text: str | None) -> datetime | None:
    from digest.sources.dates import read_date

    moment = read_date(text) if text else None
    if text and not moment:
        raise InvalidInput(f"“{text}” is not a date; write one such as 2024-03-06 or 2024-03-06T10:30Z.")
    return moment
