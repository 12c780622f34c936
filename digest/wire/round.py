"""A round of visits: the web with whose turn it is, and the processes that read what it answers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from digest.bounded import BoundedReader
from digest.core.article import RawItem
from digest.sources.fetch import PATIENCE, Fetched, Patience
from digest.sources.reading import Broken, Reading
from digest.sources.recognise import read
from digest.sources.web import GAP, Web

Entries = Sequence[RawItem | Broken]


@dataclass(frozen=True, slots=True)
class Round:
    """What all visits of one round share: the web, with whose turn it is, and the processes that read."""

    web: Web
    reader: BoundedReader

    def read(self, answer: Fetched) -> Reading:
        """What is in an answer; InvalidInput if it is nothing that we know, or without measure."""
        return self.reader.read(answer.final_url, read, answer.body, answer.final_url, charset=answer.charset)


@contextmanager
def one_round(*, allow_private: bool, gap: float = GAP, patience: Patience = PATIENCE) -> Iterator[Round]:
    """A round of visits; `gap` is the pause between two requests to one host, in seconds."""
    with BoundedReader() as reader:
        yield Round(Web(allow_private=allow_private, gap=gap, patience=patience), reader)
