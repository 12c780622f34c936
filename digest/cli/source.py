"""digest source: the sites and feeds that articles come from."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.exits import Exit
from digest.cli.terminal import AsJson, say, show_json, show_table
from digest.cli.terminal import show as show_line
from digest.core.errors import Conflict, Unavailable
from digest.core.health import in_hours
from digest.core.polling import NEVER

if TYPE_CHECKING:
    from digest.wire.health import Health

SourceKey = Annotated[str, typer.Argument(metavar="KEY", help="Key of the source.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Go to private and loopback addresses too: an intranet's.")
]

_KINDS = {"feed": "feed", "wordpress": "WordPress", "sitemap": "sitemap", "page": "article page"}

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Sources: where articles come from.")


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Address of a site, a feed, a sitemap or an article.")],
    key: Annotated[
        str | None, typer.Option(help="Short name for commands; made from the name if left out.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name for readers; its own if left out.")] = None,
    weight: Annotated[float, typer.Option(help="How much it is trusted, 0 to 1.")] = 0.5,
    owner: Annotated[str | None, typer.Option(help="Who publishes it; one owner counts as one voice.")] = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Add a source on the web: its feed, its WordPress or its sitemap is looked for, and read to make sure."""
    from digest.settings import load_settings
    from digest.wire.add import add_source
    from digest.wiring import open_store

    settings = load_settings()
    with open_store(settings) as store:
        source = add_source(
            store,
            url,
            key=key,
            name=name,
            owner=owner,
            weight=weight,
            allow_private=allow_private or settings.allow_private,
        )
    what = f"{_KINDS[source.kind]} at {source.url}"
    say(f"{source.key}: {source.name}, {what}. “digest source fetch {source.key}” takes its articles in.")


@app.command()
def fetch(
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="Sources; all if left out.", show_default=False)
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help="Only those whose time has come, as the service does.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> int:
    """Fetch sources and take in what is new; one that fails does not keep the others from being fetched."""
    from digest.cli.fetching import can_show_a_board, show_board, tell_each
    from digest.settings import load_settings
    from digest.wire.round import one_round
    from digest.wire.visit import choose, visit_all
    from digest.wiring import open_store

    settings = load_settings()
    with open_store(settings) as store:
        chosen = choose(store, keys or (), only_due=due, now=clock())
        with one_round(allow_private=allow_private or settings.allow_private) as on:
            coming = visit_all(store, chosen, on, clock=clock)
            has_board = chosen and not quiet and not as_json and can_show_a_board()
            visits = list(show_board(coming, chosen) if has_board else tell_each(coming, chosen, quiet=quiet))
    if as_json:
        show_json([asdict(visit) for visit in visits])
    if visits and all(visit.failure for visit in visits):
        raise Unavailable("No source could be fetched; the lines above tell why.")
    return Exit.PARTIAL if any(visit.went_wrong for visit in visits) else Exit.OK


@app.command()
def remove(key: SourceKey) -> None:
    """Visit a source no more; the articles that came from it stay."""
    from digest.db import sources
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.writing() as session:
        stored = sources.find(session, key)
        if not stored.source.url:
            raise Conflict(f"“{key}” has no web address, so it is not visited anyway.")
        sources.forget(session, stored.id)
    say(
        f"{key} is not visited any more; its articles stay. “digest source add URL --key {key}” takes it up again."
    )


@app.command("list")
def list_sources(as_json: AsJson = False) -> None:
    """List the sources: how much came from each, what came of the last visit, and whether one is silent."""
    from digest.settings import load_settings
    from digest.wire.health import health_of_sources
    from digest.wiring import open_store

    now = clock()
    with open_store(load_settings()) as store:
        every = health_of_sources(store, now=now)
    if as_json:
        show_json([_row(health) for health in every])
    elif every:
        columns = ("key", "name", "kind", "articles a day", "last new", "visited", "remarks")
        show_table(columns, [_cells(health, now) for health in every])
    else:
        say("No source yet; “digest source add URL” makes one.")


@app.command()
def show(key: SourceKey, as_json: AsJson = False) -> None:
    """Show all that is known about one source."""
    from digest.settings import load_settings
    from digest.wire.health import health_of_source
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        row = _row(health_of_source(store, key, now=clock()))
    if as_json:
        show_json(row)
        return
    for name, value in row.items():
        say_value = _at(value) if isinstance(value, datetime) else "–" if value in (None, []) else value
        show_line(f"{name:<16}{'; '.join(say_value) if isinstance(say_value, list) else say_value}")


@app.command()
def check(as_json: AsJson = False) -> int:
    """Say which sources fail or are silent, and about which countries nothing comes any more."""
    from digest.settings import load_settings
    from digest.wire.health import find_silence
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        findings = find_silence(store, now=clock())
    if as_json:
        show_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            show_line(f"{finding.about}: {finding.what}")
    if not findings:
        say("All sources are well.")
    return Exit.FINDINGS if findings else Exit.OK


def _row(health: "Health") -> dict[str, object]:
    stored, source = health.stored, health.stored.source
    return {
        "key": source.key,
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "owner": source.owner,
        "weight": source.weight,
        "articles_a_day": round(health.activity.a_day, 1),
        "last_article": health.activity.last_at,
        "last_new": stored.last_new_at,
        "visited": stored.visited_at,
        "next_visit": None if stored.next_visit_at == NEVER else stored.next_visit_at,
        "failures": stored.failures,
        "failure": stored.failure,
        "remarks": list(health.remarks),
    }


def _cells(health: "Health", now: datetime) -> Sequence[object]:
    stored, source = health.stored, health.stored.source
    return (
        source.key,
        source.name,
        source.kind if source.url else "files",
        f"{health.activity.a_day:.1f}",
        _ago(stored.last_new_at, now),
        _ago(stored.visited_at, now),
        " ".join(health.remarks),
    )


def _ago(moment: datetime | None, now: datetime) -> str:
    return in_hours(now - moment) if moment else "–"


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
