"""One family of errors, each with a sentence that says what to do next.

DigestError
├── InvalidInput   something that a person wrote cannot be used: a file, a setting, an option
│   └── InvalidTemplate   a template has mistakes, each with its file and its line
├── NotFound       the thing that was named does not exist
├── Conflict       the thing is in a state that does not allow this
│   ├── NotApproved    an issue that nobody approved was to be sent
│   ├── Flawed         an issue in which preflight found an error was to be sent
│   └── EditConflict   somebody else has changed the same thing of an issue meanwhile
├── Unavailable    a database, a server or a folder does not answer: worth another try
└── Busy           another process is doing this very thing
"""


class DigestError(Exception):
    """Base of every error that this product raises on purpose; its text is fit for a person."""


class InvalidInput(DigestError):
    """Something that a person wrote cannot be used."""


class InvalidTemplate(InvalidInput):
    """A template has mistakes: the arguments, each with its file and its line."""

    SHOWN = 10
    """More than so many at once help nobody."""

    def __str__(self) -> str:
        more = len(self.args) - self.SHOWN
        shown = "\n".join(map(str, self.args[: self.SHOWN]))
        return f"{shown}\nand {more} more; mend these first." if more > 0 else shown


class NotFound(DigestError):
    """The thing that was named does not exist."""


class Conflict(DigestError):
    """The thing is in a state that does not allow this."""


class NotApproved(Conflict):
    """An issue that nobody approved was to be sent."""


class Flawed(Conflict):
    """An issue in which preflight found an error was to be sent."""


class EditConflict(Conflict):
    """Somebody else has changed the same thing of an issue meanwhile: both texts, and what was before."""

    def __init__(
        self,
        message: str,
        *,
        target: str,
        story: int | None,
        by: str,
        mine: str,
        theirs: str,
        base: str,
        number: int,
    ) -> None:
        super().__init__(message)
        self.target = target
        """As core/edits.Target calls it."""
        self.story = story
        self.by = by
        """Who was faster."""
        self.mine = mine
        self.theirs = theirs
        self.base = base
        """What there was before either of them."""
        self.number = number
        """Of the entry in the log that was faster."""


class Unavailable(DigestError):
    """A database, a server or a folder does not answer; the same call may work later."""


class Busy(DigestError):
    """Another process is doing this very thing."""
