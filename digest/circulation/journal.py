"""Journal: how far each message had come when its sender died, so that hardly one of them has to be *unknown*.

A run has a folder, and each of its connections a file in it, whose pages the system keeps when the process is
gone: to note something down is to write into memory. What the system itself loses, when it falls, is another
matter: so a journal says in which run of the system it was kept, and counts in no other one.
"""

import mmap
import os
import shutil
import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from digest.core.delivery import Outcome, Receipt
from digest.core.errors import Unavailable
from digest.mail.transport import NOBODY, Witness

ROOM = 256
"""Messages that a file has room for: what a connection may have claimed, and not yet written down, at a time."""
BLIND = 16
"""What it may have claimed without a journal: that many are *unknown* when its process dies."""

_HEAD = struct.Struct(
    "<qqB"
)  # delivery, selection (0: none), stage; packed from left to right, so the stage is last
_STAGE_AT = _HEAD.size - 1
_LENGTH = struct.Struct("<H")
_SAID_AT = _HEAD.size + _LENGTH.size
_SLOT = 512
_BEGUN, _ENDED = 1, 2
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_numbers = count()


class Noted(NamedTuple):
    """What is known of a delivery that had begun."""

    receipt: Receipt | None
    """None: nothing came back, or nobody read it."""
    selection_id: int | None


class Journal:
    """The notes of one connection; belongs to one thread."""

    room = ROOM

    def __init__(self, folder: Path) -> None:
        """A new file in `folder`; Unavailable if there is no place for it."""
        path = folder / f"{os.getpid()}-{next(_numbers)}"
        try:
            with path.open("x+b") as file:
                file.write(bytes(ROOM * _SLOT))  # in full, for a page without a place on the disk kills its writer
                file.flush()
                self._memory = mmap.mmap(file.fileno(), ROOM * _SLOT)
        except OSError as error:
            raise Unavailable(
                f"The journal {path} cannot be kept ({error.strerror}); make room for it."
            ) from error
        self._next = 0

    def note(self, delivery_id: int, selection_id: int | None) -> Witness:
        """The notes of one message, of up to `room` until they are cleared."""
        at = self._next
        self._next += _SLOT
        return _Note(self._memory, at, delivery_id, selection_id or 0)

    def clear(self) -> None:
        """Forget all notes: what they say is in the database."""
        self._memory[_STAGE_AT::_SLOT] = bytes(ROOM)
        self._next = 0

    def close(self) -> None:
        """Let go of the file, which stays."""
        self._memory.close()


class NoJournal:
    """Stands in where no journal can be kept."""

    room = BLIND

    def note(self, delivery_id: int, selection_id: int | None) -> Witness:
        """Nothing is noted down."""
        return NOBODY

    def clear(self) -> None:
        """Nothing was noted down."""

    def close(self) -> None:
        """Nothing is open."""


class _Note:
    __slots__ = ("_at", "_delivery_id", "_memory", "_selection_id")

    def __init__(self, memory: mmap.mmap, at: int, delivery_id: int, selection_id: int) -> None:
        self._memory, self._at = memory, at
        self._delivery_id, self._selection_id = delivery_id, selection_id

    def begins(self) -> None:
        _HEAD.pack_into(self._memory, self._at, self._delivery_id, self._selection_id, _BEGUN)

    def ends(self, receipt: Receipt) -> None:
        said = f"{receipt.outcome.value}\n{receipt.code or ''}\n{receipt.enhanced or ''}\n{receipt.text}".encode()
        said = said[: _SLOT - _SAID_AT]
        start = self._at + _SAID_AT
        _LENGTH.pack_into(self._memory, self._at + _HEAD.size, len(said))
        self._memory[start : start + len(said)] = said
        self._memory[self._at + _STAGE_AT] = _ENDED  # alone, for to pack is to wipe first


def open_journal(folder: Path | None) -> Journal | NoJournal:
    """The journal of one more connection, in the folder of its run."""
    return Journal(folder) if folder else NoJournal()


def begin(folder: Path) -> bool:
    """Make the folder of a run, before it claims anything; False if none can be kept here."""
    if not (boot_id := _boot_id()):
        return False
    with suppress(OSError):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        (folder / "boot").write_text(boot_id)
        return True
    return False


def read(folder: Path) -> dict[int, Noted] | None:
    """What a run that died had noted down; None if nobody can tell, as on another machine.

    A delivery of the run that is not in it had not begun to leave.
    """
    try:
        if not (boot_id := _boot_id()) or (folder / "boot").read_text() != boot_id:
            return None
        files = [path.read_bytes() for path in folder.iterdir() if path.name != "boot"]
    except OSError:
        return None
    noted: dict[int, Noted] = {}
    for delivery_id, each in (pair for file in files for pair in _notes(file)):
        noted[delivery_id] = _surer(each, noted.get(delivery_id))
    return noted


def forget(folder: Path) -> None:
    """Remove the journal of a run of which all is written down."""
    shutil.rmtree(folder, ignore_errors=True)


def _notes(file: bytes) -> Iterator[tuple[int, Noted]]:
    for at in range(0, len(file) - _SLOT + 1, _SLOT):
        delivery_id, selection_id, stage = _HEAD.unpack_from(file, at)
        if stage:
            receipt = _receipt(file, at) if stage == _ENDED else None
            yield delivery_id, Noted(receipt, selection_id or None)


def _receipt(file: bytes, at: int) -> Receipt:
    (length,) = _LENGTH.unpack_from(file, at + _HEAD.size)
    said = file[at + _SAID_AT : at + _SAID_AT + length].decode(errors="ignore")
    outcome, code, enhanced, text = said.split("\n", 3)
    return Receipt(Outcome(outcome), int(code) if code else None, enhanced or None, text)


def _surer(one: Noted, other: Noted | None) -> Noted:
    """Of two notes on one delivery, put back and claimed again at once, the one by which it may have arrived."""
    is_untried = one.receipt is not None and one.receipt.outcome is Outcome.UNTRIED
    return other if other and (other.receipt is None or is_untried) else one


def _boot_id() -> str:
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:  # only Linux tells
        return ""
