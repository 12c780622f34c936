"""The sample day on disk: files such as real sources give, dated as if they were fresh."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.core.article import Source
from digest.core.errors import Unavailable
from digest.demo.forms import FORMS
from digest.demo.outlet import Outlet, read_outlet, read_pictures

_CORPUS = Path(__file__).parent / "corpus"

EDITION = _CORPUS / "edition.toml"
SUBSCRIBERS = _CORPUS / "subscribers.csv"
PICTURES = _CORPUS / "pictures"
"""The folder of the JPEG files that `picture_base` has to serve."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of one source, and what the file itself cannot tell."""

    path: Path
    source: Source
    published_at: datetime | None = None
    """For a captured page, which has no date."""
    url: str | None = None
    """For a captured page, which has no address."""


def write_corpus(folder: Path, *, closes_at: datetime, picture_base: str) -> tuple[CorpusFile, ...]:
    """Write one file for each outlet into `folder`, which exists; the same arguments give the same bytes.

    Most articles lie in the 24 hours before `closes_at` (aware), the rest in those before them. `picture_base` is
    the address at which the files of PICTURES are served. Raises Unavailable where `folder` cannot be written.
    """
    return tuple(_write(outlet, folder) for outlet in read_outlets(closes_at=closes_at, picture_base=picture_base))


def read_outlets(*, closes_at: datetime, picture_base: str) -> tuple[Outlet, ...]:
    """The outlets of the sample, in the order of their file names."""
    pictures = read_pictures(_CORPUS / "pictures.toml", base=picture_base)
    paths = sorted((_CORPUS / "outlets").glob("*.toml"))
    return tuple(read_outlet(path, closes_at=closes_at, pictures=pictures) for path in paths)


def _write(outlet: Outlet, folder: Path) -> CorpusFile:
    ending, form = FORMS[outlet.form]
    path = folder / f"{outlet.source.key}.{ending}"
    try:
        path.write_text(form(outlet), encoding="utf-8", newline="")
    except OSError as error:
        raise Unavailable(f"{path} cannot be written: {error.strerror}; choose another folder.") from error
    if outlet.form != "capture":
        return CorpusFile(path, outlet.source)
    page = outlet.items[0]
    return CorpusFile(path, outlet.source, published_at=page.published_at, url=page.url)
