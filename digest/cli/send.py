"""digest send: cron's door, and the same by hand."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.arguments import Day, clock, read_day
from digest.cli.exits import Exit, code_of
from digest.cli.terminal import AsJson, say, show, show_json

if TYPE_CHECKING:
    from digest.circulation.send import Sent
    from digest.newsroom import Newsroom
    from digest.scheduler import Done


def send(
    key: Annotated[str | None, typer.Argument(metavar="EDITION", help="Key of the edition.")] = None,
    day: Day = None,
    due: Annotated[bool, typer.Option("--due", help="Build and send whatever is due now, for cron.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")] = False,
    override: Annotated[
        list[str] | None,
        typer.Option("--override", metavar="NAME", help="Send although preflight finds that error; repeatable."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Send an approved issue to its subscribers; what was sent already is not sent again."""
    if due == (key is not None):
        raise typer.BadParameter("Name one EDITION, or say --due for all that is due.")
    if due and (dry_run or day or override):
        raise typer.BadParameter("--due goes with none of --date, --dry-run and --override.")
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    with open_newsroom(load_settings()) as newsroom:
        if key is None:
            return _send_due(newsroom, as_json=as_json)
        on = read_day(day, newsroom.edition(key).cadence)
        if dry_run:
            return _show_plan(newsroom, key, on, override or (), as_json=as_json)
        return _send_one(newsroom, key, on, override or (), as_json=as_json)


def _send_one(newsroom: "Newsroom", key: str, on: date, override: Collection[str], *, as_json: bool) -> int:
    from digest.circulation.send import send as send_issue

    sent = send_issue(
        newsroom.store,
        newsroom.press,
        newsroom.links,
        newsroom.connect,
        key,
        on,
        connections=newsroom.connections,
        clock=clock,
        override=override,
        identity=newsroom.identity,
    )
    _report([sent], as_json=as_json)
    return _exit_code(sent)


def _send_due(newsroom: "Newsroom", *, as_json: bool) -> int:
    from digest.core.due import Step
    from digest.scheduler import post_letters, run_due

    done = run_due(newsroom, clock=clock)
    post_letters(newsroom, clock=clock)
    for each in done:
        if each.error:
            say(f"{each.edition}/{each.date}: {each.error}")
        elif each.step is not Step.SEND:
            say(f"{each.edition}/{each.date}: {_IN_WORDS[each.step.value]}")
    _report([each.sent for each in done if each.sent], as_json=as_json)
    return max((_exit_code_of(each) for each in done), default=Exit.OK)


def _show_plan(newsroom: "Newsroom", key: str, on: date, override: Collection[str], *, as_json: bool) -> int:
    from digest.circulation.send import plan

    planned = plan(
        newsroom.store,
        newsroom.press,
        newsroom.links,
        key,
        on,
        now=clock(),
        override=override,
        identity=newsroom.identity,
    )
    if as_json:
        show_json({"issue": f"{key}/{on}", **asdict(planned)})
    else:
        people = "subscriber" if planned.waiting == 1 else "subscribers"
        show(f"{key}/{on}: “{planned.subject}” would go to {planned.waiting} {people}.")
        show(f"{planned.stories} stories, {planned.html_bytes / 1000:.1f} kB of HTML. Nothing was sent.")
    return Exit.OK


_IN_WORDS = {
    "build": "built",
    "expire": "too late, it is not sent any more",
    "await approval": "waits for approval, nothing was sent",
}


def _report(every: "list[Sent]", *, as_json: bool) -> None:
    if as_json:
        show_json([_as_table(sent) for sent in every])
        return
    from digest.core.issue import IssueState

    for sent in every:
        tally = sent.tally
        show(
            f"{sent.issue.edition}/{sent.issue.date}: {tally.accepted} of {tally.targeted} accepted"
            f" · {tally.rejected} rejected · {tally.deferred} deferred · {tally.expired} expired"
            f" · {tally.suppressed} suppressed"
            f" · {tally.unknown} unknown · {tally.queued} queued"
        )
        name = f"{sent.issue.edition}/{sent.issue.date}"
        if tally.unknown:
            say(f"Messages whose fate is unknown: digest delivery list {name} --state unknown")
        if sent.issue.state is IssueState.STOPPED:
            say(f"It was stopped: {sent.issue.stopped_because}. To go on: digest resume {name}")
        elif sent.next_attempt_at:
            say(f"The next attempt is due at {sent.next_attempt_at:%Y-%m-%d %H:%M} UTC: run this again then.")


def _as_table(sent: "Sent") -> dict[str, Any]:
    return {
        "issue": f"{sent.issue.edition}/{sent.issue.date}",
        "state": sent.issue.state,
        "stopped_because": sent.issue.stopped_because,
        "targeted": sent.tally.targeted,
        **asdict(sent.tally),
        "next_attempt_at": sent.next_attempt_at,
        "overridden": [asdict(finding) for finding in sent.overridden],
    }


def _exit_code(sent: "Sent") -> Exit:
    from digest.core.issue import IssueState

    if sent.issue.state is IssueState.STOPPED:
        return Exit.CONFLICT
    if sent.tally.unfinished:
        return Exit.BUSY
    tally = sent.tally
    return Exit.PARTIAL if tally.rejected or tally.expired or tally.unknown else Exit.OK


def _exit_code_of(done: "Done") -> Exit:
    from digest.core.due import Step

    if done.error:
        return code_of(done.error)
    if done.sent:
        return _exit_code(done.sent)
    return Exit.NOT_APPROVED if done.step is Step.AWAIT_APPROVAL else Exit.OK
