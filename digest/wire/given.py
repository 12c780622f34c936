"""What the person who imports a file knows better than the file."""

from dataclasses import dataclass, replace
from datetime import datetime

from digest.core.article import RawItem, Source
from digest.core.clean import clean_line
from digest.core.errors import InvalidInput
from digest.sources.reading import Broken
from digest.wire.publisher import key_of


@dataclass(frozen=True, slots=True)
class Given:
    """What holds for a file; None where it shall speak for itself."""

    key: str | None = None
    """Key of the one source that all of the file comes from."""
    name: str | None = None
    """Name of that source, if it has to be made."""
    published_at: datetime | None = None
    """Date of the items that have none; without it they are dated when they are taken in."""
    url: str | None = None
    """Address of the page that a capture was taken of."""

    def place(self, entry: RawItem | Broken, *, usual: Source) -> tuple[Source, RawItem | Broken]:
        """The source that an entry comes from, which is `usual` unless it names one, and the entry, dated."""
        if isinstance(entry, Broken):
            return usual, entry
        dated = entry if entry.published_at else replace(entry, published_at=self.published_at)
        if not entry.source or self.key or self.name:
            return usual, dated
        name = clean_line(entry.source)
        try:
            return Source(key_of(name), name), dated
        except InvalidInput:
            return usual, Broken(entry.where, f"names a source without a letter in it: “{name}”")


NOTHING_GIVEN = Given()
