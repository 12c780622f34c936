"""Coverage: all that a window has on one event, whoever it is for; the story of an edition is cut from it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.core.article import Article, Source
from digest.core.words import words

_EXTRA_WORDING = 0.35


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles on one event, oldest first, and what is measured of them once for all editions."""

    id: int
    """What its stories are called, for as long as the event goes on."""
    articles: tuple[Article, ...]
    voices: int
    """How many owners tell of it; copies of one text are one voice."""
    wordings: int
    """How many headlines they have beyond one each."""
    newest_at: datetime
    trusted: Source
    """The source of the highest weight."""

    @property
    def breadth(self) -> float:
        """Voices, and a little for each further wording."""
        return self.voices + _EXTRA_WORDING * math.sqrt(self.wordings)


def cover(articles: Sequence[Article], *, id: int | None = None) -> Coverage:
    """The coverage that `articles` are; `id` is the one it had on an earlier day."""
    in_time = tuple(sorted(articles, key=lambda article: (article.published_at, article.id)))
    texts = _one_of_each_text(in_time)
    voices = len({article.source.owner or article.source.key for article in texts})
    titles = len({" ".join(words(article.title)) for article in texts})
    return Coverage(
        id=id or min(article.id for article in in_time),
        articles=in_time,
        voices=voices,
        wordings=max(0, titles - voices),
        newest_at=in_time[-1].published_at,
        trusted=max((article.source for article in in_time), key=_trust),
    )


def _one_of_each_text(articles: Iterable[Article]) -> list[Article]:
    first: dict[int, Article] = {}
    for article in articles:
        first.setdefault(article.text_id, article)
    return list(first.values())


def _trust(source: Source) -> tuple[float, str]:
    return source.weight, source.key
