"""Build, preview, approve and hold: what happens to an issue before it is sent."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.arguments import Day, IssueName, clock, read_day, split_issue
from digest.cli.exits import Exit
from digest.cli.terminal import AsJson, say, show, show_json, width


def build(
    key: Annotated[str | None, typer.Argument(metavar="EDITION", help="Key of the edition.")] = None,
    day: Day = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each story stands where it does.")] = False,
    replay: Annotated[
        str | None,
        typer.Option(
            metavar="EDITION/DATE", help="Make that issue once more from what it was made from, and compare."
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Build the issue of a day: the window's articles become ranked stories in sections."""
    if replay:
        if key or day or explain:
            raise typer.BadParameter("--replay names the issue; it goes with --json alone.")
        return _replay(replay, as_json=as_json)
    if key is None:
        raise typer.BadParameter("Name an EDITION, or the issue to --replay.")
    _build(key, day, explain=explain, as_json=as_json)
    return Exit.OK


def _build(key: str, day: str | None, *, explain: bool, as_json: bool) -> None:
    from digest.desk.account import Account
    from digest.desk.build import build as build_issue
    from digest.desk.explain import explain as explained
    from digest.locale import page_language
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    with open_newsroom(load_settings()) as newsroom:
        edition = newsroom.edition(key)
        on = read_day(day, edition.cadence)
        built = build_issue(
            newsroom.store, newsroom.press, key, on, now=clock(), copy_pictures=newsroom.copy_pictures
        )
    issue, stories = built.issue, len(built.issue.content.placements)
    say(f"{key}/{on}: {stories} stories from {built.candidates} articles, {issue.state}.")
    for sentence in built.without:
        say(f"A story comes without its picture: {sentence}")
    language = page_language(edition.locale)
    explanation = explained(built.issue.content, language=language)
    if as_json:
        show_json({"issue": f"{key}/{on}", "state": issue.state, "board": asdict(explanation)})
    elif explain:
        show(Account(language, width()).whole(explanation))


def _replay(name: str, *, as_json: bool) -> int:
    """Say whether an issue comes out as it was built, and else what differs, story by story."""
    from digest.desk.replay import replay
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        on = read_day(day, newsroom.edition(key).cadence)
        found = replay(newsroom.store, key, on)
    if as_json:
        show_json({"issue": f"{key}/{on}", "identical": found.is_identical, **asdict(found)})
    else:
        show(f"{key}/{on}: {found.in_words}")
    return Exit.OK if found.is_identical else Exit.FINDINGS


def preview(
    name: IssueName,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder that the three files go to.")],
) -> None:
    """Write an issue as readers will get it: issue.html, issue.txt and issue.eml."""
    from digest.circulation.proof import write_proof
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        edition = newsroom.edition(key)
        issue = newsroom.issue(key, read_day(day, edition.cadence))
        paths = write_proof(
            out,
            newsroom.press(issue, edition),
            edition,
            issue,
            unsubscribe_url=newsroom.links.unsubscribe(0, 0),
            now=clock(),
        )
    for path in paths:
        show(str(path))


def approve(
    name: IssueName,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who approves it.")] = "command line",
) -> None:
    """Approve an issue as it stands; from then on nothing else is sent."""
    from digest.desk.approval import approve as approve_issue
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        on = read_day(day, newsroom.edition(key).cadence)
        issue = approve_issue(newsroom.store, newsroom.press, key, on, by=by, now=clock())
    if issue.approved_by:
        say(f"{key}/{on} is approved.")
    else:
        say(
            f"{key}/{on} shows a sensitive category and needs a second person: digest approve {key}/{on} --by NAME"
        )


def unschedule(name: IssueName) -> None:
    """Take the approval of an issue back, as long as it is not being sent."""
    from digest.desk.approval import unschedule as unschedule_issue
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        on = read_day(day, newsroom.edition(key).cadence)
        unschedule_issue(newsroom.store, key, on)
    say(f"{key}/{on} waits for approval again.")


def stop(
    name: IssueName,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason.")] = "by hand",
) -> None:
    """Stop an issue that is being sent, here or on another machine; what is in mid-air still arrives."""
    from digest.circulation.halt import stop as stop_issue
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        on = read_day(day, newsroom.edition(key).cadence)
        stop_issue(newsroom.store, key, on, because=because)
    say(f"{key}/{on} is stopped: {because}. To go on: digest resume {key}/{on}")


def resume(name: IssueName) -> None:
    """Let a stopped issue go on; it is sent when the clock or you send it next."""
    from digest.circulation.halt import resume as resume_issue
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        on = read_day(day, newsroom.edition(key).cadence)
        resume_issue(newsroom.store, key, on)
    say(f"{key}/{on} goes on: the clock sends it, or digest send {key} --date {on}")


def hold(
    name: IssueName,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason.")],
) -> None:
    """Keep an issue back until somebody approves it."""
    from digest.desk.approval import hold as hold_issue
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        on = read_day(day, newsroom.edition(key).cadence)
        hold_issue(newsroom.store, key, on, because=because, now=clock())
    say(f"{key}/{on} is held: {because}")
