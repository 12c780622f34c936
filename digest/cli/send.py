"""digest send: cron's door, and the same by hand."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import Day, clock, read_day
from digest.cli.exits import Exit, code_of
from digest.cli.terminal import AsJson, say, show, show_json
from digest.core.errors import InvalidInput

if TYPE_CHECKING:
    from digest.circulation.send import Sent
    from digest.newsroom import Newsroom
    from digest.scheduler import Done


def send(
    key: Annotated[str | None, typer.Argument(metavar="EDITION", help="Key of the edition.")] = None,
    day: Day = None,
    due: Annotated[bool, typer.Option("--due", help="Build and send whatever is due now, for cron.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")] = False,
    as_json: AsJson = False,
) -> int:
    """Send an approved issue to its subscribers; what was sent already is not sent again."""
    if due == (key is not None):
        raise InvalidInput("Name one EDITION, or say --due for all that is due.")
    if due and (dry_run or day):
        raise InvalidInput("--due goes with neither --date nor --dry-run.")
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    with open_newsroom(load_settings()) as newsroom:
        if key is None:
            return _send_due(newsroom, as_json=as_json)
        on = read_day(day, newsroom.edition(key).cadence)
        return _plan(newsroom, key, on, as_json) if dry_run else _send_one(newsroom, key, on, as_json)


def _send_one(newsroom: "Newsroom", key: str, on: date, as_json: bool) -> int:
    from digest.circulation.send import send as send_issue

    newsroom.build_unless_built(key, on, now=clock())
    sent = send_issue(
        newsroom.store,
        newsroom.press,
        newsroom.links,
        newsroom.connect,
        key,
        on,
        connections=newsroom.connections,
        clock=clock,
    )
    _report(sent, as_json)
    return _exit_code(sent)
