"""digest edition: the standing plans, as files and in the database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import EditionKey, clock
from digest.cli.terminal import AsJson, say, show, show_json, show_table
from digest.core.errors import Conflict

if TYPE_CHECKING:
    from digest.core.edition import Edition

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Editions: what a digest is made of and when.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="TOML file of an edition.")]


@app.command()
def add(
    key: EditionKey,
    name: Annotated[str, typer.Option(help="What readers call the edition.")],
    masthead: Annotated[str, typer.Option(help="Name of the newspaper.")],
    sender: Annotated[str, typer.Option("--from", help="Address that the mails come from.")],
    zone: Annotated[str, typer.Option(help="IANA time zone of its readers.")] = "UTC",
    at: Annotated[str, typer.Option(help="Local time at which it is sent, HH:MM.")] = "06:30",
    locale: Annotated[str, typer.Option(help="fr, en, ar or pt.")] = "fr",
    country: Annotated[list[str] | None, typer.Option(help="Country code of the home set; repeat.")] = None,
    postal_address: Annotated[str, typer.Option(help="Printed in every mail; the law asks for one.")] = "",
    approval: Annotated[str, typer.Option(help="required or automatic.")] = "required",
) -> None:
    """Make an edition; `export` it, edit the file and `import` it for everything else."""
    import tomli_w

    from digest.desk.edition_file import parse_edition

    table = {
        "key": key,
        "name": name,
        "masthead": masthead,
        "locale": locale,
        "countries": country or [],
        "postal_address": postal_address,
        "approval": approval,
        "cadence": {"zone": zone, "at": at},
        "sender": {"address": sender, "name": masthead},
    }
    _save(parse_edition(tomli_w.dumps(table), name="the edition"), replace=False)


@app.command("import")
def import_(file: File) -> None:
    """Make the edition that FILE describes, or change it to what FILE says."""
    from digest.db import categories
    from digest.desk.edition_file import read_edition
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        names = categories.names(session)
    _save(read_edition(file, names), replace=True)


@app.command()
def export(key: EditionKey) -> None:
    """Print an edition as the TOML file that `import` takes."""
    from digest.desk.edition_file import write_edition

    show(write_edition(_find(key)).rstrip())


@app.command("show")
def show_one(key: EditionKey, as_json: AsJson = False) -> None:
    """Show one edition and when its next issues close and are due."""
    from itertools import islice

    from digest.desk.edition_file import edition_as_table, write_edition

    edition = _find(key)
    cadence = edition.cadence
    days = list(islice(cadence.days_from(cadence.local_date(clock())), 3))
    following = [{"date": day, "closes_at": cadence.closes_at(day), "due_at": cadence.due_at(day)} for day in days]
    if as_json:
        show_json({"edition": edition_as_table(edition), "next": following})
        return
    show(write_edition(edition).rstrip())
    show_table(("date", "closes", "due"), [(n["date"], n["closes_at"], n["due_at"]) for n in following])


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List all editions."""
    from digest.db import editions
    from digest.desk.edition_file import edition_as_table
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        every = [stored.edition for stored in editions.every(session)]
    if as_json:
        show_json([edition_as_table(edition) for edition in every])
        return
    rows = [
        (e.key, e.name, f"{e.cadence.at:%H:%M}", e.cadence.zone, " ".join(e.countries), e.locale, e.approval.value)
        for e in every
    ]
    show_table(("key", "name", "at", "zone", "countries", "locale", "approval"), rows)
    if not every:
        say("No edition yet; make one with: digest edition import FILE")


def _find(key: str) -> "Edition":
    from digest.db import editions
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        return editions.find(session, key).edition


def _save(edition: "Edition", *, replace: bool) -> None:
    """Store `edition`; NotFound if it names a theme that there is not."""
    from digest.db import editions
    from digest.render.themes import open_themes
    from digest.settings import load_settings
    from digest.wiring import open_store

    settings = load_settings()
    open_themes(settings.templates).chain(edition.theme)
    with open_store(settings) as store, store.writing() as session:
        known = any(stored.edition.key == edition.key for stored in editions.every(session))
        if known and not replace:
            raise Conflict(
                f"There is an edition “{edition.key}” already; change it with: digest edition import FILE"
            )
        editions.save(session, edition, now=clock())
    say(f"Edition “{edition.key}” {'changed' if known else 'made'}.")
