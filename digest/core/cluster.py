"""Candidates become stories: articles on one event are one story, told by the best of them.

Copies of one text go together. Each text, oldest first, joins the nearest group or founds one; then groups join
in the same way, largest first, until none is near to another. Measured by BCubed F1 (Amigó et al. 2009) on 504
French headlines of one day that were grouped by hand: .91, and .96 on windows of 12 to 60 articles.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.core.article import Article
from digest.core.history import NO_HISTORY, History
from digest.core.neighbourhood import Neighbourhood
from digest.core.story import Story
from digest.core.terms import Lexicon
from digest.core.vectors import Vector, count, rarity, total, unit, weigh

JOIN = 0.38
"""Least cosine between an article and the group that it joins."""
MERGE = 0.28
"""Least cosine between two groups that become one: lower, since a group says more than a headline."""


def cluster(candidates: Iterable[Article], *, language: str) -> list[Story]:
    """The stories among `candidates`, by id; the same for any order of the input.

    A story is told by an article in `language`, with something to read, from the most trusted source.
    """
    return sorted((_tell(articles, language) for articles in group(candidates)), key=lambda story: story.id)


def group(articles: Iterable[Article], *, history: History = NO_HISTORY) -> list[tuple[Article, ...]]:
    """Articles that tell of one event, oldest first; the groups by their smallest id.

    The same for any order of the input. An article that shares no term with another changes no other group.
    `history` tells which terms are common, and has to know only those that are `spoken` here.
    """
    in_time = sorted(articles, key=lambda article: (article.published_at, article.id))
    headlines = _vectors(in_time, history)
    bundles = (_Bundle(tuple(places), total([headlines[p] for p in places])) for places in _texts(in_time))
    groups = ([in_time[place] for place in sorted(bundle.places)] for bundle in _gather(bundles))
    return sorted(map(tuple, groups), key=lambda some: min(article.id for article in some))


def _vectors(articles: Sequence[Article], history: History) -> list[Vector]:
    lexicon = Lexicon()
    said = [lexicon.read(article.title) for article in articles]
    here = count(said, lexicon)
    rarities = {
        language: [
            rarity(max(n, history.expected(language, term))) for n, term in zip(here, lexicon.terms, strict=True)
        ]
        for language in {article.language for article in articles}
    }
    return [weigh(terms, rarities[article.language]) for terms, article in zip(said, articles, strict=True)]


@dataclass(frozen=True, slots=True)
class _Bundle:
    places: tuple[int, ...]
    total: Vector


def _gather(texts: Iterable[_Bundle]) -> list[_Bundle]:
    founded, merged = _Groups(JOIN), _Groups(MERGE)
    for text in texts:
        founded.take(text)
    for bundle in sorted(founded.bundles(), key=lambda bundle: _rank(bundle.places)):
        merged.take(bundle)
    merged.settle()
    return merged.bundles()


def _rank(places: Sequence[int]) -> tuple[int, Sequence[int]]:
    """The largest group first, of equal ones the oldest."""
    return -len(places), places


class _Groups:
    """Groups that are joined by what is near to them."""

    def __init__(self, least: float) -> None:
        self._least = least
        self._hood = Neighbourhood()
        self._places: list[list[int]] = []
        self._grown: set[int] = set()

    def bundles(self) -> list[_Bundle]:
        """The groups as they are."""
        return [
            _Bundle(tuple(places), self._hood.sums[number]) for number, places in enumerate(self._places) if places
        ]

    def take(self, bundle: _Bundle) -> None:
        """Let `bundle` join the nearest group, or found one."""
        number = self._hood.nearest(unit(bundle.total), least=self._least)
        if number is None:
            number = self._hood.found()
            self._places.append([])
        else:
            self._grown.add(number)
        self._add(number, bundle)

    def settle(self) -> None:
        """Join groups that came near to another one by what joined them, until none does."""
        waiting = deque(sorted(self._grown, key=lambda number: _rank(self._places[number])))
        while waiting:
            number = waiting.popleft()
            if self._places[number] and (kept := self._join(number)) is not None and kept not in waiting:
                waiting.append(kept)

    def _join(self, number: int) -> int | None:
        other = self._hood.nearest(unit(self._hood.sums[number]), least=self._least, barred=(number,))
        if other is None:
            return None
        kept, lost = sorted((number, other), key=lambda number: _rank(self._places[number]))
        self._add(kept, _Bundle(tuple(self._places[lost]), self._hood.sums[lost]))
        self._hood.remove(lost)
        self._places[lost] = []
        return kept

    def _add(self, number: int, bundle: _Bundle) -> None:
        self._hood.add(number, bundle.total)
        self._places[number] += bundle.places


def _texts(articles: Sequence[Article]) -> list[list[int]]:
    """The places of each text among `articles`, in the order in which texts came up."""
    places: dict[int, list[int]] = {}
    for place, article in enumerate(articles):
        places.setdefault(article.text_id, []).append(place)
    return list(places.values())


def _tell(articles: Iterable[Article], language: str) -> Story:
    best, *others = sorted(articles, key=lambda article: _fitness(article, language), reverse=True)
    return Story(best, tuple(others))


def _fitness(article: Article, language: str) -> tuple[float, ...]:
    return (
        article.language == language,
        bool(article.lead),
        article.source.weight,
        article.link is not None,
        article.picture is not None,
        article.words,
        article.published_at.timestamp(),
        -article.id,
    )
