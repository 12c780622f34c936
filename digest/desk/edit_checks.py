"""What an edit needs of the issue: the story that it is about, the section, the picture."""

from digest.core.article import Picture
from digest.core.edits import Add, Command, Illustrate, Move, Part, Restore, Rewrite, story_of
from digest.core.errors import Conflict, InvalidInput, NotFound
from digest.core.issue import Placement
from digest.core.story import Story
from digest.desk.worktable import Worktable


def check_command(table: Worktable, command: Command) -> str:
    """Raise unless the issue has what `command` is about; the headline of the story, at its source."""
    match command:
        case Move(section=str(section)) | Restore(section=str(section)) | Add(section=str(section)):
            _check_section(table, section)
    story = story_of(command)
    if story is None:
        return ""
    found = table.find(story)
    if found is None:
        raise NotFound(
            f"The issue {table.issue.edition}/{table.issue.date} knows no story {story}; "
            "any article can be added by its id."
        )
    match command:
        case Add(article=article):
            _check_absent(table, article)
        case Rewrite(part=Part.ALT) | Illustrate():
            _check_picture(found, command)
    return found.story.lead.title


def _check_section(table: Worktable, section: str) -> None:
    if section not in table.sections:
        raise InvalidInput(f"There is no section “{section}”; there are: {', '.join(table.sections)}.")


def _check_absent(table: Worktable, article: int) -> None:
    shown = (p.story.lead.title for p in table.issue.content.placements if article in _ids(p.story))
    if title := next(shown, None):
        raise Conflict(f"The issue has article {article} already, in “{title}”; move that story instead.")


def _check_picture(found: Placement, command: Rewrite | Illustrate) -> None:
    story = found.told
    pictures: dict[int, Picture] = {each.id: each.picture for each in story.articles if each.picture}
    if isinstance(command, Illustrate):
        if command.article is not None and command.article not in pictures:
            raise InvalidInput(f"Article {command.article} has no picture, or is no part of “{story.lead.title}”.")
    elif command.text is not None and not pictures:
        raise InvalidInput(f"“{story.lead.title}” has no picture that a text could stand for.")


def _ids(story: Story) -> set[int]:
    return {article.id for article in story.articles}
