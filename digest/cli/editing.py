"""digest issue: what editors do at the desk, from a terminal or a script."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import IssueName, clock, read_day, split_issue
from digest.cli.terminal import AsJson, say, show, show_json

if TYPE_CHECKING:
    from digest.core.edits import Command

app = typer.Typer(help="Edit an issue, and see what was done to it.", no_args_is_help=True)

Stories = Annotated[list[str] | None, typer.Option(metavar="STORY[=REASON]", help="Take a story out; repeat.")]
Texts = Annotated[
    list[str] | None, typer.Option(metavar="STORY=TEXT", help="Another headline; no text: the original; repeat.")
]
Places = Annotated[
    list[str] | None,
    typer.Option("--move", metavar="STORY=SECTION:PLACE", help="Take a story to a place, from 1; repeat."),
]


@app.command("edit")
def edit_issue(
    name: IssueName,
    drop: Stories = None,
    restore: Annotated[
        list[str] | None, typer.Option(metavar="STORY", help="Bring a story back, or in from the reserve; repeat.")
    ] = None,
    add: Annotated[list[str] | None, typer.Option(metavar="ARTICLE", help="Bring in any article; repeat.")] = None,
    move: Places = None,
    lead: Annotated[str | None, typer.Option(metavar="STORY", help="Let that story lead the issue.")] = None,
    title: Texts = None,
    subject: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Subject of the mails; empty: the headline of the lead.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last edit back.")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="Do again what was taken back last.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.")] = "command line",
) -> None:
    """Change what an issue says; stories go by their ids, which “digest explain --json” shows."""
    from digest.desk.edit import edit
    from digest.desk.undo import redo as do_again
    from digest.desk.undo import undo as take_back
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    commands = list(_commands(drop, restore, add, move, lead, title, subject))
    if undo + redo + bool(commands) != 1:
        raise typer.BadParameter("Say what to change, or --undo, or --redo.")
    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        store, copies = newsroom.store, newsroom.copy_pictures
        on = read_day(day, newsroom.edition(key).cadence)
        if commands:
            done = [edit(store, key, on, each, editor=by, now=clock(), copy_pictures=copies) for each in commands]
        else:
            step = take_back if undo else do_again
            done = [step(store, key, on, editor=by, now=clock(), copy_pictures=copies)]
    for edited in done:
        if edited.approval_of:
            say(f"The approval by {edited.approval_of} does not hold any more.")
        for sentence in edited.without:
            say(f"A story comes without its picture: {sentence}")
    say(f"{key}/{on}: {len(done)} {'edit' if len(done) == 1 else 'edits'}, {done[-1].issue.state}.")


@app.command("journal")
def show_journal(
    name: IssueName,
    language: Annotated[
        str | None, typer.Option(metavar="fr|en", help="Of the answer; else that of the edition.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what editors did to an issue, the first thing first."""
    from digest.desk.journal import journal
    from digest.locale import LANGUAGES, page_language
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    if language not in (None, *LANGUAGES):
        raise typer.BadParameter(f"Answers come in {' and '.join(LANGUAGES)}.", param_hint="--language")
    key, day = split_issue(name)
    with open_newsroom(load_settings()) as newsroom:
        edition = newsroom.edition(key)
        on = read_day(day, edition.cadence)
        lines = journal(newsroom.store, key, on, language=language or page_language(edition.locale))
    if as_json:
        show_json([asdict(line) for line in lines])
        return
    for line in lines:
        show(f"{line.number:>3}  {line.when}  {line.sentence}")
    if not lines:
        say(f"Nobody has edited {key}/{on}.")


def _commands(
    drop: list[str] | None,
    restore: list[str] | None,
    add: list[str] | None,
    move: list[str] | None,
    lead: str | None,
    title: list[str] | None,
    subject: str | None,
) -> "Iterator[Command]":
    """What the options ask for, in one order whatever the order in which they were given."""
    from digest.core.edits import Add, Drop, Lead, Move, Part, Restore, Rewrite, Subject

    yield from (Drop(*_split(each)) for each in drop or ())
    yield from (Restore(_id(each)) for each in restore or ())
    yield from (Add(_id(each)) for each in add or ())
    for each in move or ():
        story, where = _split(each)
        section, _, place = where.rpartition(":")
        yield Move(story, section, _id(place))
    if lead is not None:
        yield Lead(_id(lead))
    for each in title or ():
        story, text = _split(each)
        yield Rewrite(story, Part.TITLE, text or None)
    if subject is not None:
        yield Subject(subject)


def _split(text: str) -> tuple[int, str]:
    story, _, rest = text.partition("=")
    return _id(story), rest


def _id(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise typer.BadParameter(f"“{text}” is not a number; write STORY, STORY=TEXT or STORY=SECTION:PLACE.")
    return int(text)
