"""Which article tells a story to the readers of one edition, and in which order the others are mentioned."""

from collections.abc import Sequence

from digest.core.article import Article
from digest.core.coverage import Coverage
from digest.core.story import Story


def tell(coverage: Coverage, fitting: Sequence[Article], *, language: str) -> Story:
    """The story of `coverage`, told by the first of the `fitting` articles that is in `language`, if any is.

    They come in the order of the coverage, the fittest first; all others are further coverage, in the same order.
    """
    lead = fitting[0]
    if coverage.is_mixed and lead.language != language:
        lead = next((article for article in fitting if article.language == language), lead)
    return Story(lead, _others(coverage, lead, language), None if coverage.id == coverage.first else coverage.id)


def _others(coverage: Coverage, lead: Article, language: str) -> tuple[Article, ...]:
    articles = coverage.articles
    if lead is articles[0] and not coverage.is_mixed:  # as most are
        return articles[1:]
    others = [article for article in articles if article is not lead]
    others.sort(key=lambda article: article.language != language)
    return tuple(others)
