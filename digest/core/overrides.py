"""Overrides: what editors want of one issue, laid over whatever the ranking makes of its articles."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from digest.core.edits import Arrangement, Command, Introduce, Preheader, Rewrite, Subject, Target


@dataclass(frozen=True, slots=True)
class Signed:
    """A command, and whose it is."""

    command: Command
    by: str


@dataclass(frozen=True, slots=True)
class Overrides:
    """What editors want: the same value however often the issue is built again."""

    arranged: tuple[Signed, ...] = ()
    """What stands where, in the order in which it was asked for."""
    worded: tuple[Signed, ...] = ()
    """How it reads: one for each target, by target."""

    @property
    def are_none(self) -> bool:
        """Whether the issue is as the ranking has it."""
        return not self.arranged and not self.worded

    def last(self, target: Target) -> Signed | None:
        """The edit that decides about `target`."""
        found = (each for each in reversed((*self.worded, *self.arranged)) if target in each.command.targets)
        return next(found, None)


NOTHING_WANTED = Overrides()


def apply(overrides: Overrides, signed: Signed) -> Overrides:
    """`overrides` with one command more.

    Its exact inverse is the value before, which `fold` gives for the same commands without this one.
    """
    if isinstance(signed.command, Arrangement):
        return replace(overrides, arranged=(*overrides.arranged, signed))
    targets = signed.command.targets
    worded = [each for each in overrides.worded if each.command.targets != targets]
    if not _takes_back(signed.command):
        worded.append(signed)
    return replace(overrides, worded=tuple(sorted(worded, key=lambda each: each.command.targets)))


def fold(commands: Iterable[Signed]) -> Overrides:
    """What `commands` come to, in their order."""
    overrides = NOTHING_WANTED
    for signed in commands:
        overrides = apply(overrides, signed)
    return overrides


def _takes_back(command: Command) -> bool:
    """Whether a wording asks for the original again."""
    match command:
        case Introduce(text="", signature="") | Subject(text="") | Preheader(text="") | Rewrite(text=None):
            return True
    return False
