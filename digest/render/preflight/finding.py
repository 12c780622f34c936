"""Findings: what is wrong, where, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """It keeps an issue from being sent."""
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    level: Level
    name: str
    """Of the check that found it: short and stable, for programs and for `--only`."""
    message: str
    where: str
    """ "html line 12, <img src=…>", "text line 3", "header Subject"."""
    mend: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding that does not know yet which check it belongs to."""

    level: Level
    message: str
    where: str
    mend: str


def error(message: str, where: str, mend: str) -> Flaw:
    """A flaw that keeps an issue from being sent."""
    return Flaw(Level.ERROR, message, where, mend)


def warning(message: str, where: str, mend: str) -> Flaw:
    """A flaw that an editor may live with."""
    return Flaw(Level.WARNING, message, where, mend)


def quote(text: str, limit: int = 60) -> str:
    """`text` on one printable line of at most `limit` characters, for a finding."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: limit * 4]).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
