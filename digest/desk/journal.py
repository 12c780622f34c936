"""The journal of an issue: its log as sentences, in the reader’s language and the hours of the edition."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location

from digest.core.clean import shorten
from digest.core.edit_log import Entry, Step, in_force
from digest.core.edits import (
    Command,
    Drop,
    Hold,
    Illustrate,
    Introduce,
    Lead,
    Move,
    Pin,
    Preheader,
    Restore,
    Rewrite,
    Subject,
)
from digest.db.store import Store
from digest.desk.worktable import Worktable, open_worktable
from digest.locale import words

_SHOWN = 120
"""Characters of a text that a sentence repeats."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the log, as a person reads it."""

    number: int
    """What `undo`, `redo` and `revert_to` take."""
    step: Step
    by: str
    at: datetime
    when: str
    """Day, hour and city, as in “5 mars à 05:12 (Porto-Novo)”."""
    sentence: str
    is_in_force: bool
    """Whether it is an edit that nobody took back."""


def journal(store: Store, key: str, day: date, *, language: str) -> tuple[Line, ...]:
    """What editors did to the issue of `day`, the first thing first; NotFound if there is no such issue."""
    return lines_of(open_worktable(store, key, day), language=language)


def lines_of(table: Worktable, *, language: str) -> tuple[Line, ...]:
    """The same of an issue that lies on the desk."""
    zone, holding = ZoneInfo(table.stored.edition.cadence.zone), in_force(table.log)
    edits = {entry.number: entry for entry in table.log}
    return tuple(
        Line(
            number=entry.number,
            step=entry.step,
            by=entry.by,
            at=entry.at,
            when=_when(entry.at, zone, language),
            sentence=_sentence(entry, edits, language),
            is_in_force=entry in holding,
        )
        for entry in table.log
    )


def _when(at: datetime, zone: ZoneInfo, language: str) -> str:
    local = at.astimezone(zone)
    values = {
        "day": format_date(local.date(), "d MMMM", locale=language),
        "time": format_time(local, "HH:mm", locale=language),
        "city": get_timezone_location(zone, locale=language, return_city=True),
    }
    return words(language).gettext("%(day)s at %(time)s (%(city)s)") % values


def _sentence(entry: Entry, edits: dict[int, Entry], language: str) -> str:
    say = words(language).gettext
    if entry.step is Step.EDIT or entry.of is None:
        return say(message_of(entry.command)) % _values(entry)
    what = _sentence(edits[entry.of], edits, language)
    undone = entry.step is Step.UNDO
    message = "%(editor)s took back: %(what)s" if undone else "%(editor)s did again: %(what)s"
    return say(message) % {"editor": entry.by, "what": what}


def _values(entry: Entry) -> dict[str, object]:
    command = entry.command
    return {
        "editor": entry.by,
        "story": entry.title,
        "text": shorten(" ".join(str(getattr(command, "text", None) or "").split()), _SHOWN),
        "reason": getattr(command, "reason", ""),
        "section": getattr(command, "section", ""),
        "position": getattr(command, "position", ""),
    }


def message_of(command: Command) -> str:
    """The message of the catalogue for an edit."""
    match command:
        case Drop(reason=reason) if reason:
            return "%(editor)s took out “%(story)s”: %(reason)s"
        case Rewrite(part=part, text=text):
            return _REWRITTEN[part.value][text is None]
        case Illustrate(article=article):
            return _PICTURE[article is None]
        case Introduce() | Subject() | Preheader():
            return _OF_ISSUE[type(command)][not command.asked]
    return _PLACED.get(type(command), "%(editor)s brought in “%(story)s”.")


_PLACED: dict[type, str] = {
    Pin: "%(editor)s pinned “%(story)s” at place %(position)s.",
    Move: "%(editor)s moved “%(story)s” to %(section)s, place %(position)s.",
    Lead: "%(editor)s made “%(story)s” the lead.",
    Drop: "%(editor)s took out “%(story)s”.",
    Hold: "%(editor)s keeps “%(story)s” for the next issue.",
    Restore: "%(editor)s brought back “%(story)s”.",
}
_REWRITTEN = {
    "title": (
        "%(editor)s rewrote the headline of “%(story)s”: “%(text)s”",
        "%(editor)s gave “%(story)s” its own headline again.",
    ),
    "teaser": (
        "%(editor)s rewrote the summary of “%(story)s”: “%(text)s”",
        "%(editor)s gave “%(story)s” its own summary again.",
    ),
    "alt": (
        "%(editor)s rewrote the text of the picture of “%(story)s”: “%(text)s”",
        "%(editor)s gave the picture of “%(story)s” its own text again.",
    ),
    "why": (
        "%(editor)s wrote why “%(story)s” matters: “%(text)s”",
        "%(editor)s no longer says why “%(story)s” matters.",
    ),
}
"""What was written, and what was taken back."""
_PICTURE = ("%(editor)s chose the picture of “%(story)s”.", "%(editor)s took the picture from “%(story)s”.")
_OF_ISSUE: dict[type, tuple[str, str]] = {
    Introduce: ("%(editor)s wrote the opening: “%(text)s”", "%(editor)s took back the opening."),
    Subject: ("%(editor)s wrote the subject: “%(text)s”", "%(editor)s took back the subject."),
    Preheader: (
        "%(editor)s wrote the line beside the subject: “%(text)s”",
        "%(editor)s took back the line beside the subject.",
    ),
}
