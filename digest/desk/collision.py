"""Collision: two editors want different things of one target, and neither text is lost."""

from digest.core.edit_log import wanted
from digest.core.edits import Command, Lead, Target
from digest.core.errors import EditConflict
from digest.core.issue import Content, Placement
from digest.desk.worktable import Worktable


def collision(table: Worktable, command: Command, target: Target, *, seen: int) -> EditConflict:
    """The error about `target`, which somebody else changed since the version `seen`."""
    now = wanted(table.log).last(target)
    since = [entry for entry in table.log if entry.version > seen and target in entry.command.targets]
    by = since[-1].by
    base = wanted([entry for entry in table.log if entry.version <= seen]).last(target)
    theirs = _said(table, now.command) if now else _original(table, target)
    mine = _said(table, command)
    about = f" of “{_headline(table, target.story)}”" if target.story else ""
    return EditConflict(
        f"{by} has changed the {_NAMES.get(target.name, target.name)}{about} since you opened the issue: theirs "
        f"is “{theirs}”, yours “{mine}”; look at both and decide again.",
        target=target.name,
        story=target.story or None,
        by=by,
        mine=mine,
        theirs=theirs,
        base=_said(table, base.command) if base else _original(table, target),
        number=since[-1].number,
    )


_NAMES = {
    "title": "headline",
    "teaser": "summary",
    "alt": "text of the picture",
    "why": "reason why it matters",
    "preheader": "line beside the subject",
}


def _said(table: Worktable, command: Command) -> str:
    match command:
        case Lead(story=story):
            return f"{command.asked} {_headline(table, story)}"
    return command.asked


def _headline(table: Worktable, story: int) -> str:
    found = table.find(story)
    return found.story.lead.title if found else str(story)


def _original(table: Worktable, target: Target) -> str:
    """What the ranking and the sources have."""
    content = table.ranking.content
    if target.name == "lead":
        return content.lead.story.lead.title if content.lead else ""
    found = table.find(target.story) if target.story else None
    return _of_story(found, target.name, content) if found else ""


def _of_story(found: Placement, name: str, content: Content) -> str:
    article = found.story.lead
    match name:
        case "title":
            return article.title
        case "teaser":
            return article.lead
        case "alt":
            return article.picture.alt if article.picture else ""
        case "picture":
            return str(article.id) if article.picture else ""
        case "place":
            return _place(found, content)
    return found.why


def _place(found: Placement, content: Content) -> str:
    if content.lead == found:
        return "★"
    for section in content.sections:
        if found in section.placements:
            return f"{section.title} {section.placements.index(found) + 1}"
    return ""
