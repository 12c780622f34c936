"""Edits: what an editor may want of an issue, each as a value; the ranking itself is never touched.

Stories go by their ids, which stay the same when an issue is built again, and never by their places.
"""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """A text of a story that an editor may rewrite."""

    TITLE = "title"
    TEASER = "teaser"
    ALT = "alt"
    """What stands for its picture where that is not shown."""
    WHY = "why"
    """Why it matters."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What an edit changes: two edits of different targets never contradict each other."""

    name: str
    """ "place", "lead", a part of a story, "picture", "opening", "subject" or "preheader"."""
    story: int = 0
    """0: the issue itself."""


class _Placing:
    """What stands where: such edits go by turns, since each counts places as its editor saw them."""

    __slots__ = ()
    story: int

    @property
    def targets(self) -> tuple[Target, ...]:
        """What it changes."""
        return (Target("place", self.story),)


@dataclass(frozen=True, slots=True)
class Pin(_Placing):
    """Keep a story at that place, from 1, of the section in which it stands; one that leads goes on leading."""

    story: int
    position: int

    @property
    def asked(self) -> str:
        """What it asks for, in few words."""
        return str(self.position)


@dataclass(frozen=True, slots=True)
class Move(_Placing):
    """Take a story to a place, from 1, of a section; one that led the issue leads it no more."""

    story: int
    section: str
    """Its title; a section that the issue does not have is opened."""
    position: int

    @property
    def asked(self) -> str:
        """As in “Mali 2”."""
        return f"{self.section} {self.position}"


@dataclass(frozen=True, slots=True)
class Lead(_Placing):
    """Let a story lead the issue; the one that did goes back to its section."""

    story: int

    @property
    def targets(self) -> tuple[Target, ...]:
        """The lead of the issue as well."""
        return (Target("lead"), Target("place", self.story))

    @property
    def asked(self) -> str:
        """A star, as the desk shows the lead."""
        return "★"


@dataclass(frozen=True, slots=True)
class Drop(_Placing):
    """Take a story out of the issue."""

    story: int
    reason: str = ""

    @property
    def asked(self) -> str:
        """The reason."""
        return f"✕ {self.reason}".strip()


@dataclass(frozen=True, slots=True)
class Hold(_Placing):
    """Take a story out of this issue; the next one of the edition begins with it."""

    story: int

    @property
    def asked(self) -> str:
        """An arrow, to tomorrow."""
        return "→"


@dataclass(frozen=True, slots=True)
class Restore(_Placing):
    """Bring a story back to where it stood, or in from the reserve."""

    story: int
    section: str | None = None
    """Of one from the reserve: where it goes; None: the section that takes it."""
    position: int | None = None
    """From 1; None: behind the others."""

    @property
    def asked(self) -> str:
        """As in “Mali 2”."""
        return " ".join(["↩", *(str(each) for each in (self.section, self.position) if each)])


@dataclass(frozen=True, slots=True)
class Add(_Placing):
    """Bring in an article, whatever the ranking says of it."""

    article: int
    section: str | None = None
    """Where it goes; None: the section that takes it."""
    position: int | None = None
    """From 1; None: behind the others."""

    @property
    def story(self) -> int:  # type: ignore[override]
        """The id of the article: until it belongs to a story, that is its name."""
        return self.article

    @property
    def asked(self) -> str:
        """As in “Mali 2”."""
        return " ".join(["+", *(str(each) for each in (self.section, self.position) if each)])


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Give a story another text; None: the original again."""

    story: int
    part: Part
    text: str | None

    @property
    def targets(self) -> tuple[Target, ...]:
        """That text of that story."""
        return (Target(self.part.value, self.story),)

    @property
    def asked(self) -> str:
        """The text."""
        return self.text or ""


@dataclass(frozen=True, slots=True)
class Illustrate:
    """Show the picture of an article of the story; None: no picture."""

    story: int
    article: int | None

    @property
    def targets(self) -> tuple[Target, ...]:
        """The picture of that story."""
        return (Target("picture", self.story),)

    @property
    def asked(self) -> str:
        """The id of the article."""
        return str(self.article or "✕")


@dataclass(frozen=True, slots=True)
class Introduce:
    """Write the words before the first story and who signs them; empty: those of the edition again."""

    text: str
    signature: str = ""

    @property
    def targets(self) -> tuple[Target, ...]:
        """The opening of the issue."""
        return (Target("opening"),)

    @property
    def asked(self) -> str:
        """Both texts."""
        return "\n— ".join(text for text in (self.text, self.signature) if text)


@dataclass(frozen=True, slots=True)
class Subject:
    """Write the subject of the mail; empty: the headline of the lead again."""

    text: str

    @property
    def targets(self) -> tuple[Target, ...]:
        """The subject."""
        return (Target("subject"),)

    @property
    def asked(self) -> str:
        """The text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Preheader:
    """Write the line beside the subject; empty: the next headlines again."""

    text: str

    @property
    def targets(self) -> tuple[Target, ...]:
        """The line beside the subject."""
        return (Target("preheader"),)

    @property
    def asked(self) -> str:
        """The text."""
        return self.text


Arrangement = Pin | Move | Lead | Drop | Hold | Restore | Add
"""Edits of what stands where."""
Wording = Rewrite | Illustrate | Introduce | Subject | Preheader
"""Edits of how it reads: the last of one target holds."""
Command = Arrangement | Wording


def story_of(command: Command) -> int | None:
    """The story, or the article, that a command is about; None: the issue itself."""
    return None if isinstance(command, Introduce | Subject | Preheader) else command.story
