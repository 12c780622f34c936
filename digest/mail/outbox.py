"""Outbox: a transport that keeps messages instead of sending them, for dry runs, proofs and tests."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from digest.core.delivery import Outcome, Receipt
from digest.core.errors import Unavailable
from digest.mail.transport import Outgoing

_UNFIT = re.compile(r"[^\w@.+-]")
_LONGEST_NAME = 60


class Outbox:
    """Holds everything in `messages`, and writes it into `folder`, if there is one, as .eml files."""

    def __init__(self, folder: Path | None = None) -> None:
        self.messages: list[Outgoing] = []
        self._folder = folder

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        """Keep every message; Unavailable if the folder cannot be written, with nothing half written."""
        kept = Receipt(Outcome.ACCEPTED, text="kept")
        for outgoing in batch:
            outgoing.witness.begins()
            if self._folder:
                self._write(self._folder, outgoing)
            self.messages.append(outgoing)
            outgoing.witness.ends(kept)
        return [kept] * len(batch)

    def close(self) -> None:
        """Nothing is open."""

    def _write(self, folder: Path, outgoing: Outgoing) -> None:
        name = _UNFIT.sub("_", outgoing.envelope.recipient)[:_LONGEST_NAME]
        write_mail(folder / f"{len(self.messages) + 1:05}-{name}.eml", outgoing.parts)


def write_mail(path: Path, parts: Sequence[bytes]) -> None:
    """Write an .eml file, wholly or not at all; Unavailable if it cannot be written."""
    unfinished = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.writelines(parts)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise Unavailable(
            f"The mail cannot be kept as {path}: {error.strerror}; is the folder writable?"
        ) from error
