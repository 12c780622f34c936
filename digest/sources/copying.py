"""Fetches a publisher's picture and makes the copies that mails show."""

from collections.abc import Callable

from digest.bounded import BoundedReader, Bounds
from digest.core.errors import Unavailable
from digest.core.picture import Copies
from digest.sources.fetch import Fetched, Patience, fetch
from digest.sources.picture_copies import make_copies

PATIENCE = Patience(connect=5, read=5, total=10)
"""An issue waits for its pictures, and does without those that are slow."""
BOUNDS = Bounds(kind="a picture")

FetchPicture = Callable[[str], bytes]
"""What is at an address, as bytes; raises DigestError."""


def fetch_picture(url: str, *, allow_private: bool) -> bytes:
    """The file at `url`; raises as `fetch` does."""
    answer = fetch(url, allow_private=allow_private, patience=PATIENCE)
    if not isinstance(answer, Fetched):
        raise Unavailable(f"{url} answers 304 to a question without conditions.")
    return answer.body


def copy_picture(url: str, *, get: FetchPicture, reader: BoundedReader) -> Copies:
    """The copies of the picture at `url`; raises what `get` and make_copies do."""
    return reader.read(url, make_copies, url, get(url))
