"""digest delivery: what became of the messages of an issue."""

from typing import Annotated

import typer

from digest.cli.arguments import IssueName, clock, read_day, split_issue
from digest.cli.terminal import AsJson, say, show_json, show_table
from digest.core.delivery import DeliveryState

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Deliveries: what became of each message.")


@app.command("list")
def list_all(
    name: IssueName,
    state: Annotated[DeliveryState, typer.Option(help="Only deliveries in this state.")] = DeliveryState.UNKNOWN,
    as_json: AsJson = False,
) -> None:
    """List the deliveries of an issue that are in one state, with what the server answered."""
    from dataclasses import asdict

    from digest.db import tallies
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        issue = newsroom.issue(key, read_day(day, newsroom.edition(key).cadence))
        with newsroom.store.reading() as session:
            lines = tallies.listed(session, issue.id, state)
    if as_json:
        show_json([asdict(line) for line in lines])
    else:
        rows = [(line.email, line.state, line.attempt, line.code, line.enhanced, line.reply) for line in lines]
        show_table(("email", "state", "attempts", "code", "status", "answer"), rows)


def status(name: IssueName, as_json: AsJson = False) -> int:
    """Count the deliveries of an issue by state, and check that they add up to everybody it was planned for."""
    from dataclasses import asdict

    from digest.cli.exits import Exit
    from digest.db import tallies
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        issue = newsroom.issue(key, read_day(day, newsroom.edition(key).cadence))
        with newsroom.store.reading() as session:
            tally, planned = tallies.tally(session, issue.id), tallies.count(session, issue.id)
    adds_up = tally.targeted == planned
    facts = {"state": issue.state, "stopped_because": issue.stopped_because, "planned": planned}
    if as_json:
        show_json({"issue": f"{key}/{issue.date}", **facts, **asdict(tally), "adds_up": adds_up})
    else:
        show_table(("state", "deliveries"), [*asdict(tally).items(), ("planned", planned)])
    if not adds_up:
        say(f"The states add up to {tally.targeted}, not to {planned}: somebody has changed the ledger by hand.")
    return Exit.OK if adds_up else Exit.CONFLICT


@app.command()
def resolve(
    name: IssueName,
    arrived: Annotated[bool, typer.Option("--arrived", help="They arrived: count them as accepted.")] = False,
    again: Annotated[bool, typer.Option("--again", help="They did not: queue them to be sent again.")] = False,
) -> None:
    """Say what became of the deliveries whose fate is unknown."""
    if arrived == again:
        raise typer.BadParameter("Say either --arrived or --again.")
    from digest.circulation.settle import settle
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        on = read_day(day, newsroom.edition(key).cadence)
        count = settle(newsroom.store, key, on, arrived=arrived, now=clock())
    became = "counted as accepted" if arrived else f"queued again: run digest send {key} --date {on}"
    say(f"{count} {'delivery' if count == 1 else 'deliveries'} {became}.")
