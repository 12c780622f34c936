"""digest article: take articles in from files, and look at what is there."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.exits import Exit
from digest.cli.terminal import AsJson, say, show_json, show_table
from digest.core.errors import InvalidInput

if TYPE_CHECKING:
    from digest.db.store import Store
    from digest.wire.given import Given
    from digest.wire.intake import Report

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Articles: what an issue is made of.")

SHORTEST_DAYS = 32
"""An issue may cover a month, so what is younger than that may still be wanted."""


@app.command("import")
def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="RSS, Atom, WordPress JSON, JSON lines, CSV, or the text of a page."
        ),
    ],
    source: Annotated[str | None, typer.Option(metavar="KEY", help="Source of all items; made if new.")] = None,
    source_name: Annotated[str | None, typer.Option(metavar="NAME", help="Name of a source that is new.")] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Date of items that have none; the time of import if left out."),
    ] = None,
    url: Annotated[str | None, typer.Option(help="Address of the page that the one FILE is the text of.")] = None,
    as_json: AsJson = False,
) -> int:
    """Take in the articles of files, each article once; broken ones are reported, the others are kept."""
    from digest.settings import load_settings
    from digest.sources.dates import read_date
    from digest.wire.given import Given
    from digest.wiring import open_store

    published_at = read_date(published) if published else None
    if published and not published_at:
        raise InvalidInput(f"“{published}” is not a date; write one such as 2024-03-06 or 2024-03-06T10:30Z.")
    if url and len(files) > 1:
        raise InvalidInput("--url is the address of one page; import that FILE alone.")
    with open_store(load_settings()) as store:
        report, unread = _import_each(store, files, Given(source, source_name, published_at, url))
    _print(report, as_json=as_json)
    if not report.good and report.broken:
        raise InvalidInput("No article could be taken in; the lines above tell why.")
    return Exit.PARTIAL if report.broken or unread else Exit.OK


@app.command("list")
def list_articles(
    country: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Country code; repeat.")] = None,
    category: Annotated[list[str] | None, typer.Option(help="Category, such as security; repeat.")] = None,
    days: Annotated[int, typer.Option(min=1, help="Published in the last so many days.")] = 30,
    limit: Annotated[int, typer.Option(min=1, help="Most articles shown, the newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List articles, the newest first."""
    from digest.core.cadence import Window
    from digest.core.mark import mark_name
    from digest.db import articles, categories
    from digest.settings import load_settings
    from digest.wiring import open_store

    now = clock()
    window = Window(now - timedelta(days=days), now + timedelta(seconds=1))
    countries = [code.upper() for code in country or ()]
    with open_store(load_settings()) as store, store.reading() as session:
        for name in category or ():
            categories.names(session).check(name)
        found = articles.in_window(session, window, countries or None, category)
    rows = [
        {
            "id": article.id,
            "published": article.published_at,
            "countries": article.countries,
            "category": article.category,
            "source": article.source.key,
            "mark": mark_name(article.mark),
            "title": article.title,
            "url": article.url,
        }
        for article in reversed(found[-limit:])
    ]
    if as_json:
        show_json(rows)
    else:
        columns = ("id", "published", "countries", "category", "source", "mark", "title")
        show_table(columns, ([_cell(row[column]) for column in columns] for row in rows))
    if not rows:
        say(f"Nothing was published in the last {days} days; --days looks further back.")


@app.command()
def prune(
    older_than: Annotated[int, typer.Option(metavar="DAYS", min=SHORTEST_DAYS, help="Age from which they go.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say how many there are, and keep them.")] = False,
) -> None:
    """Delete old articles; issues keep what they say."""
    from digest.settings import load_settings
    from digest.wire.retention import count_old, prune_articles
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        if dry_run:
            say(f"{count_old(store, timedelta(days=older_than), now=clock())} articles would be deleted.")
        else:
            say(f"{prune_articles(store, timedelta(days=older_than), now=clock())} articles deleted.")


def _import_each(store: "Store", files: list[Path], given: "Given") -> tuple["Report", list[Path]]:
    """The sum of the reports, and the files that could not be read; one alone that cannot is an error."""
    from digest.wire.files import import_file
    from digest.wire.intake import Report

    report, unread = Report(), list[Path]()
    for file in files:
        try:
            report += import_file(store, file, given, now=clock())
        except InvalidInput as error:
            if len(unread) == len(files) - 1:
                raise
            say(str(error))
            unread.append(file)
    return report, unread


def _print(report: "Report", *, as_json: bool) -> None:
    for broken in report.broken:
        say(f"{broken.where} {broken.why}.")
    if as_json:
        show_json(
            {
                "new": report.new,
                "changed": report.changed,
                "unchanged": report.unchanged,
                "broken": [{"where": broken.where, "why": broken.why} for broken in report.broken],
            }
        )
    say(report.in_words)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "strftime") else str(value)
