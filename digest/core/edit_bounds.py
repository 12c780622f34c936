"""What an edit may ask for: texts for which there is room, and places that there can be."""

from digest.core.edits import Add, Command, Introduce, Move, Part, Pin, Preheader, Restore, Rewrite, Subject
from digest.core.errors import InvalidInput

LONGEST = {Part.TITLE: 250, Part.TEASER: 600, Part.ALT: 250, Part.WHY: 400}
"""Most characters of a text of a story."""
LONGEST_SUBJECT = 150
LONGEST_PREHEADER = 250
LONGEST_OPENING = 1500
"""Most characters of the words before the first story, signature included."""
_LAST_PLACE = 999


def check_bounds(command: Command) -> None:
    """Raise InvalidInput where a text is too long, a headline empty, or a place is none."""
    match command:
        case Rewrite(part=part, text=text):
            _check_text(text or "", LONGEST[part])
            if part is Part.TITLE and text is not None and not text.strip():
                raise InvalidInput("A headline cannot be empty; to have the original again, take the other back.")
        case Introduce(text=text, signature=signature):
            _check_text(text + signature, LONGEST_OPENING)
        case Subject(text=text):
            _check_text(text, LONGEST_SUBJECT)
        case Preheader(text=text):
            _check_text(text, LONGEST_PREHEADER)
        case Pin() | Move() | Restore() | Add():
            _check_place(command.position)


def _check_text(text: str, most: int) -> None:
    if len(text) > most:
        raise InvalidInput(f"This text has {len(text)} characters, and there is room for {most}; shorten it.")


def _check_place(position: int | None) -> None:
    if position is not None and not 1 <= position <= _LAST_PLACE:
        raise InvalidInput(f"{position} is no place in a section; count from 1.")
