"""Take edits of an issue back, and do them again: without limit until it is sent, and the log keeps everything."""

from collections.abc import Iterable
from datetime import date, datetime

from digest.core.edit_log import Entry, Step, differing, in_force
from digest.core.errors import Conflict, NotFound
from digest.db.store import Store
from digest.desk.edit import Edited, about, take, with_pictures, write
from digest.desk.pictures import CopyPictures


def undo(
    store: Store,
    key: str,
    day: date,
    *,
    editor: str,
    now: datetime,
    number: int | None = None,
    copy_pictures: CopyPictures | None = None,
) -> Edited:
    """Take back the last edit, or the one of that number: the issue is what it would be without it.

    Raises Conflict where there is nothing to take back.
    """
    with store.writing() as session:
        table = take(session, key, day)
        entry = table.undo if number is None else _numbered(in_force(table.log), number)
        if entry is None:
            raise Conflict(f"{_nothing(number)} to take back in {key}/{day}; “digest issue journal” lists all.")
        edited = write(session, table, [about(table, Step.UNDO, entry, editor, now)])
    return with_pictures(edited, table, copy_pictures, now)


def redo(
    store: Store,
    key: str,
    day: date,
    *,
    editor: str,
    now: datetime,
    number: int | None = None,
    copy_pictures: CopyPictures | None = None,
) -> Edited:
    """Do again what was taken back last, or the edit of that number; Conflict where there is no such thing."""
    with store.writing() as session:
        table = take(session, key, day)
        undone = [e for e in table.log if e.step is Step.EDIT and e not in in_force(table.log)]
        entry = table.redo if number is None else _numbered(undone, number)
        if entry is None:
            raise Conflict(f"{_nothing(number)} to do again in {key}/{day}; “digest issue journal” lists all.")
        edited = write(session, table, [about(table, Step.REDO, entry, editor, now)])
    return with_pictures(edited, table, copy_pictures, now)


def revert_to(
    store: Store,
    key: str,
    day: date,
    number: int,
    *,
    editor: str,
    now: datetime,
    copy_pictures: CopyPictures | None = None,
) -> Edited:
    """Make the issue what it was after entry `number` of its log; 0: as the ranking has it. Nothing is lost by it.

    Raises NotFound if there is no such entry.
    """
    with store.writing() as session:
        table = take(session, key, day)
        if not 0 <= number <= len(table.log):
            raise NotFound(f"The journal of {key}/{day} has no entry {number}; the last one is {len(table.log)}.")
        entries: list[Entry] = []
        for step, entry in differing(table.log, number):
            entries.append(about(table, step, entry, editor, now, after=len(entries)))
        edited = write(session, table, entries) if entries else Edited(table.issue, ())
    return with_pictures(edited, table, copy_pictures, now)


def _numbered(entries: Iterable[Entry], number: int) -> Entry | None:
    return next((entry for entry in entries if entry.number == number), None)


def _nothing(number: int | None) -> str:
    return "There is nothing" if number is None else f"There is no edit {number}"
