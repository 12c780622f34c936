"""One family of errors, each with a sentence that says what to do next.

DigestError
├── InvalidInput   something that a person wrote cannot be used: a file, a setting, an option
│   └── InvalidTemplate   a template has mistakes, each with its file and its line
├── NotFound       the thing that was named does not exist
├── Conflict       the thing is in a state that does not allow this
│   ├── NotApproved    an issue that nobody approved was to be sent
│   └── Flawed         an issue in which preflight found an error was to be sent
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


class Unavailable(DigestError):
    """A database, a server or a folder does not answer; the same call may work later."""


class Busy(DigestError):
    """Another process is doing this very thing."""
