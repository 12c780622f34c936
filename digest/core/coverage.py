"""Coverage: all that a window has on one event, whoever it is for; the story of an edition is cut from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.core.article import Article, Source
from digest.core.fitness import fitness
from digest.core.mark import overall
from digest.core.template_titles import series
from digest.core.words import words


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles on one event, and what is measured of them once for all editions."""

    id: int
    """What its stories are called, for as long as the event goes on."""
    articles: tuple[Article, ...]
    """The fittest to tell it first, whatever the language of an edition."""
    voices: int
    """How many owners tell of it; copies of one text are one voice, and so is a series of titles of one form."""
    wordings: int
    """How many headlines they have beyond one each."""
    newest_at: datetime
    trusted: Source
    """The source of the highest weight."""
    mark: int
    """What the editors say of it, from -1 to 2."""
    first: int
    """The smallest id of its articles, which is its own unless it had another on an earlier day."""
    is_mixed: bool
    """Whether its articles are in several languages."""


def cover(articles: Sequence[Article], *, id: int | None = None) -> Coverage:
    """The coverage that `articles` are; `id` is the one it had on an earlier day."""
    if len(articles) == 1:
        return _alone(articles[0], id)
    in_time = tuple(sorted(articles, key=lambda article: (article.published_at, article.id)))
    texts = _one_of_each_series(_one_of_each_text(in_time))
    voices = len({article.source.voice for article in texts})
    titles = len({" ".join(words(article.title)) for article in texts})
    first = min(article.id for article in in_time)
    return Coverage(
        id=id or first,
        articles=tuple(sorted(in_time, key=fitness, reverse=True)),
        voices=voices,
        wordings=max(0, titles - voices),
        newest_at=in_time[-1].published_at,
        trusted=max((article.source for article in in_time), key=_trust),
        mark=overall(article.mark for article in in_time),
        first=first,
        is_mixed=len({article.language for article in in_time}) > 1,
    )


def _alone(article: Article, id: int | None) -> Coverage:
    """Most coverages are one article, of which nothing has to be worked out."""
    return Coverage(
        id=id or article.id,
        articles=(article,),
        voices=1,
        wordings=0,
        newest_at=article.published_at,
        trusted=article.source,
        mark=article.mark,
        first=article.id,
        is_mixed=False,
    )


def _one_of_each_text(articles: Iterable[Article]) -> list[Article]:
    first: dict[int, Article] = {}
    for article in articles:
        first.setdefault(article.text_id, article)
    return list(first.values())


def _one_of_each_series(texts: Sequence[Article]) -> list[Article]:
    first: dict[str | int, Article] = {}
    for article, form in zip(texts, series([article.title for article in texts]), strict=True):
        first.setdefault(article.id if form is None else form, article)
    return list(first.values())


def _trust(source: Source) -> tuple[float, str]:
    return source.weight, source.key
