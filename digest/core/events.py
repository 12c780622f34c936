"""Events: what one window has on one event, with an outline by which it is known on another day."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.core.article import Article
from digest.core.words import stem, words

HEAVIEST = 12
"""Terms of an outline: with more, no more stories are known again."""
_DIGITS = 4

Outline = tuple[tuple[str, float], ...]
"""The heaviest terms of some headlines as a unit vector, the heaviest first."""


@dataclass(frozen=True, slots=True)
class Event:
    """What one window has on one event."""

    articles: tuple[Article, ...]
    """By id."""
    outline: Outline

    @property
    def ids(self) -> tuple[int, ...]:
        """Those of its articles, in order."""
        return tuple(article.id for article in self.articles)

    @property
    def countries(self) -> tuple[str, ...]:
        """All that any of them is about, in order."""
        return tuple(sorted({code for article in self.articles for code in article.countries}))


def outline(groups: Iterable[Iterable[Article]]) -> list[Event]:
    """The events that `groups`, all articles of a window, tell of; copies of one text count once."""
    events = [tuple(sorted(group, key=lambda article: article.id)) for group in groups]
    texts = [{article.text_id: article.title for article in reversed(articles)} for articles in events]
    stems = _Stems()
    terms = [[{stems[word] for word in words(title)} for title in titles.values()] for titles in texts]
    spread = Counter(term for titles in terms for title in titles for term in title)
    number = sum(map(len, terms))
    rarity = {term: 1 + math.log((number + 1) / (count + 1)) for term, count in spread.items()}
    return [Event(articles, _heaviest(titles, rarity)) for articles, titles in zip(events, terms, strict=True)]


def cosine(weights: Mapping[str, float], outline: Outline) -> float:
    """How near two outlines are, from 0 to 1; one comes by its terms."""
    return round(sum(weight * weights.get(term, 0.0) for term, weight in outline), _DIGITS)


class _Stems(dict[str, str]):
    """Stems of words, each found once: most words of a window are in it many times."""

    def __missing__(self, word: str) -> str:
        self[word] = stem(word)
        return self[word]


def _heaviest(titles: Sequence[Iterable[str]], rarity: Mapping[str, float]) -> Outline:
    counts = Counter(term for title in titles for term in title)
    weights = {term: round(count * rarity[term], _DIGITS) for term, count in counts.items()}
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:HEAVIEST]
    length = math.sqrt(sum(weight * weight for _, weight in heaviest))
    return tuple((term, round(weight / length, _DIGITS)) for term, weight in heaviest)
