"""What one source has that is new, by its kind: the requests to make, and the items that come of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from digest.core.article import RawItem
from digest.db.sources import StoredSource
from digest.sources.bounded import BoundedReader
from digest.sources.fetch import PATIENCE, Fetched, NotModified, Patience
from digest.sources.reading import Broken, Reading
from digest.sources.recognise import read
from digest.sources.web import GAP, Web

Entries = Sequence[RawItem | Broken]


@dataclass(frozen=True, slots=True)
class Round:
    """What all visits of one round share: the web, with whose turn it is, and the process that reads."""

    web: Web
    reader: BoundedReader

    def read(self, answer: Fetched) -> Reading:
        """What is in an answer; InvalidInput if it is nothing that we know, or without measure."""
        return self.reader.read(answer.final_url, read, answer.body, answer.final_url)


@contextmanager
def one_round(*, allow_private: bool, gap: float = GAP, patience: Patience = PATIENCE) -> Iterator[Round]:
    """A round of visits; `gap` is the pause between two requests to one host, in seconds."""
    with BoundedReader() as reader:
        yield Round(Web(allow_private=allow_private, gap=gap, patience=patience), reader)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a source gave, and what the next visit to it needs to know."""

    entries: Entries | None
    """None if nothing was modified."""
    etag: str | None
    last_modified: str | None
    cursor: str | None = None
    """The date of the newest item so far, in ISO 8601; a source that pages is asked for what came after it."""
    moved_to: str | None = None


def collect(stored: StoredSource, url: str, on: Round) -> Collected:
    """Ask the source at `url` for what is new; what cannot be fetched or read is a DigestError."""
    answer = on.web.fetch(url, etag=stored.etag, last_modified=stored.last_modified)
    if isinstance(answer, NotModified):
        return Collected(None, stored.etag, stored.last_modified, moved_to=answer.moved_to)
    entries = on.read(answer).entries
    return Collected(entries, answer.etag, answer.last_modified, moved_to=answer.moved_to)
