"""Which article tells a story: one in the reader's language, with something to read, from a trusted source."""

from collections.abc import Sequence

from digest.core.article import Article
from digest.core.coverage import Coverage
from digest.core.story import Story


def tell(coverage: Coverage, fitting: Sequence[Article], *, language: str) -> Story:
    """The story of `coverage`, told by the best of the `fitting` articles; all others are further coverage."""
    lead = max(fitting, key=lambda article: _fitness(article, language))
    others = (article for article in coverage.articles if article.id != lead.id)
    also = sorted(others, key=lambda article: _fitness(article, language), reverse=True)
    known_as = coverage.id if coverage.id != min(article.id for article in coverage.articles) else None
    return Story(lead, tuple(also), known_as)


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
