"""What editors do to an issue at the desk: each form does one thing, and leads back to where it was sent from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from digest.core.edits import Command, Lead
from digest.core.errors import EditConflict
from digest.desk import undo as takings_back
from digest.desk.edit import Edited, edit
from digest.desk.ties import join_articles, part_articles
from digest.web.desk_conflict import Clash, show_clashes
from digest.web.desk_forms import Asked, Texts, rewritings, version_of, wordings
from digest.web.door import Door, Editing, Reach
from digest.web.today import issue_url

router = APIRouter()

Version = Annotated[int, Form()]
Story = Annotated[int, Form()]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a form."""

    edited: tuple[Edited, ...]
    clashes: tuple[Clash, ...]
    """What somebody else has changed meanwhile, so that nothing was done about it."""


@router.post("/desk/{edition}/{day}/edit")
def edit_story(
    request: Request, door: Reach, session: Editing, edition: str, day: date, version: Version, command: Asked
) -> Response:
    """Pin, move, drop, bring in: whatever changes the place of a story, or its picture."""
    done = _edit(door, edition, day, [command], by=session.editor.name, version=version)
    if done.clashes:
        return show_clashes(request, door, session, edition, day, done.clashes)
    anchor = "panel" if isinstance(command, Lead) else f"story-{command.story}"
    return _back(edition, day, version, done.edited, anchor=anchor, story=command.story)


@router.post("/desk/{edition}/{day}/rewrite")
def rewrite_story(
    request: Request, door: Reach, session: Editing, edition: str, day: date, story: Story, texts: Texts
) -> Response:
    """Save the texts of a story that were changed."""
    version = version_of(texts)
    done = _edit(door, edition, day, rewritings(story, texts), by=session.editor.name, version=version)
    if done.clashes:
        return show_clashes(request, door, session, edition, day, done.clashes)
    return _back(edition, day, version, done.edited, anchor="panel", story=story)


@router.post("/desk/{edition}/{day}/texts")
def save_texts(request: Request, door: Reach, session: Editing, edition: str, day: date, texts: Texts) -> Response:
    """Save the texts of the issue itself that were changed."""
    version = version_of(texts)
    done = _edit(door, edition, day, wordings(texts), by=session.editor.name, version=version)
    if done.clashes:
        return show_clashes(request, door, session, edition, day, done.clashes)
    return _back(edition, day, version, done.edited, anchor="panel", tab="issue")


@router.post("/desk/{edition}/{day}/undo")
def undo(
    door: Reach, session: Editing, edition: str, day: date, version: Version, number: Annotated[int, Form()]
) -> Response:
    """Take that edit back."""
    newsroom, by, now = door.newsroom, session.editor.name, door.clock()
    copy = newsroom.copy_pictures
    edited = takings_back.undo(newsroom.store, edition, day, editor=by, now=now, number=number, copy_pictures=copy)
    return _back(edition, day, version, [edited], anchor="order")


@router.post("/desk/{edition}/{day}/redo")
def redo(
    door: Reach, session: Editing, edition: str, day: date, version: Version, number: Annotated[int, Form()]
) -> Response:
    """Do that edit again."""
    newsroom, by, now = door.newsroom, session.editor.name, door.clock()
    copy = newsroom.copy_pictures
    edited = takings_back.redo(newsroom.store, edition, day, editor=by, now=now, number=number, copy_pictures=copy)
    return _back(edition, day, version, [edited], anchor="order")


@router.post("/desk/{edition}/{day}/revert")
def revert(
    door: Reach, session: Editing, edition: str, day: date, version: Version, number: Annotated[int, Form()]
) -> Response:
    """Make the issue what it was after that entry of the journal."""
    newsroom, by = door.newsroom, session.editor.name
    edited = takings_back.revert_to(
        newsroom.store, edition, day, number, editor=by, now=door.clock(), copy_pictures=newsroom.copy_pictures
    )
    return _back(edition, day, version, [edited], anchor="panel", tab="journal")


@router.post("/desk/{edition}/{day}/tie")
def tie(
    door: Reach,
    session: Editing,
    edition: str,
    day: date,
    version: Version,
    story: Story,
    one: Annotated[int, Form()],
    other: Annotated[int, Form()],
    verdict: Annotated[Literal["same", "apart"], Form()],
) -> Response:
    """Say that two articles tell one story, or that they do not: it holds from the next build on."""
    store, by, now = door.newsroom.store, session.editor.name, door.clock()
    if verdict == "same":
        join_articles(store, [str(one), str(other)], by=by, now=now)
    else:
        part_articles(store, str(one), str(other), by=by, now=now)
    return _back(edition, day, version, [], anchor="panel", story=story, tied=verdict)


def _edit(door: Door, key: str, day: date, commands: Iterable[Command], *, by: str, version: int) -> Done:
    """Do what can be done: of several texts, one that somebody else has changed keeps none of the others back."""
    newsroom = door.newsroom
    edited: list[Edited] = []
    clashes: list[Clash] = []
    for command in commands:
        try:
            edited.append(
                edit(
                    newsroom.store,
                    key,
                    day,
                    command,
                    editor=by,
                    now=door.clock(),
                    version=version,
                    copy_pictures=newsroom.copy_pictures,
                )
            )
        except EditConflict as conflict:
            clashes.append(Clash(command, conflict))
    return Done(tuple(edited), tuple(clashes))


def _back(
    key: str, day: date, version: int, edited: Iterable[Edited], *, anchor: str, **asked: object
) -> Response:
    """To the page of the issue, which tells what was done since that version, and by whom."""
    query = {**asked, "since": version}
    if any(each.approval_of for each in edited):
        query["unapproved"] = 1
    return RedirectResponse(f"{issue_url(key, day)}?{urlencode(query)}#{anchor}", 303)
