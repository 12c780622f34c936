"""What articles have said so far: how many were counted, and how many of them say each term, by language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from digest.core.article import Article
from digest.core.terms import Lexicon
from digest.core.vectors import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in one language: old articles count less, so these are no whole numbers."""

    articles: float
    saying: Mapping[str, float]
    """How many of them say a term; a term that is missing was not asked for, or is said by none."""

    def expected(self, term: str) -> float:
        """How many of DOCUMENTS articles say `term`; where fewer were counted, how many of those."""
        return self.saying.get(term, 0.0) * DOCUMENTS / max(self.articles, DOCUMENTS)


@dataclass(frozen=True, slots=True)
class History:
    """What was counted in each language."""

    languages: Mapping[str, Counted] = field(default_factory=dict)

    def expected(self, language: str, term: str) -> float:
        """How many of DOCUMENTS articles in `language` say `term`; 0 in a language that nobody has counted."""
        counted = self.languages.get(language)
        return counted.expected(term) if counted else 0.0


NO_HISTORY = History()
"""Nothing was counted yet."""


def spoken(articles: Iterable[Article]) -> dict[str, set[str]]:
    """The terms that `articles` say, by language: what grouping them asks a history for."""
    lexicon = Lexicon()
    numbers: dict[str, set[int]] = {}
    for article in articles:
        numbers.setdefault(article.language, set()).update(lexicon.read(article.title, article.lead))
    return {language: {lexicon.terms[number] for number in some} for language, some in numbers.items()}
