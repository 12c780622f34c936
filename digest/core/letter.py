"""Letters: the mails that are sent once, to a reader who asked for something or to an editor who is needed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.core.subscriber import Choice


class LetterKind(StrEnum):
    """What a letter is about; those to readers come first."""

    CONFIRM = "confirm"
    WELCOME = "welcome"
    GOODBYE = "goodbye"
    PREFERENCES = "preferences"
    """The link to one's own choices, for whoever has lost it or signs up again."""
    READY = "ready"
    """An issue waits for approval."""
    HELD = "held"
    UNAPPROVED = "unapproved"
    """An issue is due, or nearly, and nobody has approved it."""
    STOPPED = "stopped"
    UNASKED = "unasked"
    """An issue was sent although nobody approved it, as its edition wants it."""
    FAILED = "failed"
    """An issue could not be built or sent."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter has to say, whatever the words."""

    kind: LetterKind
    recipient: str
    link: str = ""
    """Where its one button leads; none: it has no button."""
    choice: Choice | None = None
    """What a new reader has chosen."""
    day: date | None = None
    """Of the issue that an editor is told about."""
    reason: str = ""
    """Why an issue is held or stopped, in somebody's words."""
