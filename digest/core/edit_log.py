"""The log of an issue: every edit, undo and redo, in the order in which they came; nothing ever leaves it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digest.core.edits import Command, Target
from digest.core.overrides import Overrides, Signed, fold


class Step(StrEnum):
    """What an entry is."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    number: int
    """Counts the entries of the issue, from 1."""
    step: Step
    command: Command
    """What was asked for; of an undo or a redo, by the entry that it is about."""
    by: str
    at: datetime
    version: int
    """Of the issue, with this entry."""
    title: str = ""
    """Headline of the story at its source, when this was written; empty where it is about the issue."""
    of: int | None = None
    """Number of the entry that was undone or done again."""


def in_force(log: Sequence[Entry]) -> tuple[Entry, ...]:
    """The edits that nobody took back, in their order."""
    undone = _undone(log)
    return tuple(entry for entry in log if entry.step is Step.EDIT and entry.number not in undone)


def wanted(log: Sequence[Entry]) -> Overrides:
    """What the edits in force come to."""
    return fold(Signed(entry.command, entry.by) for entry in in_force(log))


def next_undo(log: Sequence[Entry]) -> Entry | None:
    """The edit that an undo takes back: the last one in force."""
    return next(reversed(in_force(log)), None)


def next_redo(log: Sequence[Entry]) -> Entry | None:
    """The edit that a redo brings back: the one undone last; a new edit leaves nothing to do again."""
    waiting: dict[int, Entry] = {}
    edits = {entry.number: entry for entry in log if entry.step is Step.EDIT}
    for entry in log:
        match entry.step:
            case Step.EDIT:
                waiting.clear()
            case Step.UNDO if entry.of is not None:
                waiting[entry.of] = edits[entry.of]
            case Step.REDO if entry.of is not None:
                waiting.pop(entry.of, None)
    return next(reversed(waiting.values()), None)


def differing(log: Sequence[Entry], number: int) -> tuple[tuple[Step, Entry], ...]:
    """What takes the issue back to how it was after entry `number`: undos, the last first, then redos."""
    now, then = in_force(log), in_force(log[:number])
    undos = [(Step.UNDO, entry) for entry in reversed(now) if entry not in then]
    return (*undos, *((Step.REDO, entry) for entry in then if entry not in now))


def rivals(command: Command, log: Sequence[Entry], *, seen: int, by: str) -> tuple[Target, ...]:
    """The targets of `command` that somebody else was the last to change since the version `seen`, otherwise."""
    last = {target: entry.by for entry in log if entry.version > seen for target in entry.command.targets}
    now = wanted(log)
    others = (target for target in command.targets if last.get(target, by) != by)
    return tuple(target for target in others if _differs(command, now.last(target)))


def _differs(command: Command, other: Signed | None) -> bool:
    return other is None or other.command != command


def _undone(log: Sequence[Entry]) -> Collection[int]:
    undone: set[int] = set()
    for entry in log:
        match entry.step:
            case Step.UNDO if entry.of is not None:
                undone.add(entry.of)
            case Step.REDO if entry.of is not None:
                undone.discard(entry.of)
    return undone
