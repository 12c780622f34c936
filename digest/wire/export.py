"""Writes articles out, in the form in which an import takes them in."""

from typing import TextIO

from digest.core.article import Picture, Source
from digest.core.cadence import Window
from digest.core.category import GENERAL
from digest.core.errors import InvalidInput
from digest.db import archive, categories, sources
from digest.db.archive import Archived
from digest.db.store import Store
from digest.sources.write_table import FORMATS, Cells
from digest.wire.publisher import key_of


def export_articles(
    store: Store,
    window: Window,
    output: TextIO,
    *,
    form: str,
    source: str | None = None,
    country: str | None = None,
    category: str | None = None,
) -> int:
    """Write the articles published in `window`, oldest first, all as they were at one moment; how many they are.

    `form` is a name in FORMATS; `source` is the key of a source, which has to exist, and so has `category`.
    """
    with store.reading() as session:
        source_id = sources.find(session, source).id if source else None
        if category:
            categories.names(session).check(category)
        found = archive.read_all(session, window, source_id=source_id, country=country, category=category)
        return FORMATS[form](map(_cells, found), output)


def _cells(article: Archived) -> Cells:
    picture = article.picture or Picture("")
    is_changed = article.version_at != article.published_at
    return {
        "url": article.url,
        "title": article.title,
        "summary": article.lead,
        "body": article.body,
        "published": article.published_at.isoformat(),
        "modified": article.version_at.isoformat() if is_changed else None,
        "country": list(article.countries),
        # The general one is no section of anybody's: it is where nothing is stated.
        "category": None if article.category == GENERAL else article.category,
        "language": article.language,
        "image": picture.url or None,
        "image_alt": picture.alt or None,
        "image_width": picture.width,
        "image_height": picture.height,
        "source": _publisher(article.source),
    }


def _publisher(source: Source) -> str:
    """The name of a source where an import makes its key of it, else the key, which is found again as it is."""
    try:
        return source.name if key_of(source.name) == source.key else source.key
    except InvalidInput:
        return source.key
