"""Two editors wanted different things: the page that shows both, and loses neither."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fastapi import Request
from fastapi.responses import HTMLResponse

from digest.core.edits import Command, Introduce, Preheader, Rewrite, Subject
from digest.core.errors import EditConflict
from digest.desk.worktable import open_worktable
from digest.web.desk_forms import fields_of
from digest.web.door import Door
from digest.web.session import Session
from digest.web.today import issue_url


@dataclass(frozen=True, slots=True)
class Clash:
    """An edit that was not done, and why."""

    command: Command
    conflict: EditConflict


@dataclass(frozen=True, slots=True)
class ClashView:
    """One thing that two editors changed."""

    what: str
    """As core/edits.Target calls it."""
    headline: str
    """Of the story; empty where it is about the issue itself."""
    by: str
    mine: str
    theirs: str
    base: str
    texts: tuple[tuple[str, str], ...]
    """The fields that hold my own words, and these, which can be changed before they are sent again."""
    hidden: tuple[tuple[str, str], ...]
    """The other fields that ask for the same again."""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """The whole page: one form, so that no text is lost by sending another."""

    url: str
    action: str
    version: int
    clashes: tuple[ClashView, ...]


def show_clashes(
    request: Request, door: Door, session: Session, key: str, day: date, clashes: Iterable[Clash]
) -> HTMLResponse:
    """The page about `clashes` (409), all of which came with one form."""
    table = open_worktable(door.newsroom.store, key, day)
    views = []
    for clash in clashes:
        found = table.find(clash.conflict.story) if clash.conflict.story else None
        views.append(_view(clash, found.told.lead.title if found else ""))
    url = issue_url(key, day)
    view = ConflictView(url, f"{url}/{_action(clash.command)}", table.issue.version, tuple(views))
    return door.page(request, "conflict", status=409, session=session, conflict=view)


def _action(command: Command) -> str:
    match command:
        case Rewrite():
            return "rewrite"
        case Subject() | Preheader() | Introduce():
            return "texts"
    return "edit"


def _view(clash: Clash, headline: str) -> ClashView:
    conflict = clash.conflict
    texts, hidden = _fields(clash.command)
    return ClashView(
        what=conflict.target,
        headline=headline,
        by=conflict.by,
        mine=conflict.mine,
        theirs=conflict.theirs,
        base=conflict.base,
        texts=tuple(texts.items()),
        hidden=tuple(hidden.items()),
    )


def _fields(command: Command) -> tuple[dict[str, str], dict[str, str]]:
    match command:
        case Rewrite(story=story, part=part, text=None):
            return {}, {"story": str(story), "reset": part.value}
        case Rewrite(story=story, part=part, text=str(text)):
            return {part.value: text}, {"story": str(story)}
        case Subject(text=text):
            return {"subject": text}, {}
        case Preheader(text=text):
            return {"preheader": text}, {}
        case Introduce(text=text, signature=signature):
            return {"opening": text, "signature": signature}, {}
    return {}, fields_of(command)
