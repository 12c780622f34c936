"""Which article tells a story to the readers of one edition, and in which order the others are mentioned."""

from collections.abc import Sequence

from digest.core.article import Article
from digest.core.coverage import Coverage
from digest.core.story import Story


def tell(coverage: Coverage, fitting: Sequence[Article], *, language: str) -> Story:
    """The story of `coverage`, told by the first of the `fitting` articles that is in `language`, if any is.

    They come in the order of the coverage, the fittest first; all others are further coverage, in the same order.
    """
    articles = coverage.articles
    lead = next((article for article in fitting if article.language == language), fitting[0])
    if len(articles) == 1:
        return Story(lead, (), None if coverage.id == lead.id else coverage.id)
    also = [article for article in articles if article is not lead]
    also.sort(key=lambda article: article.language != language)
    first = min([article.id for article in articles])
    return Story(lead, tuple(also), None if coverage.id == first else coverage.id)
