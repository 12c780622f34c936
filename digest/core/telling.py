"""Which article tells a story: one that its readers understand, by who wrote it, whole, from a trusted source."""

from collections.abc import Sequence

from digest.core.article import Article
from digest.core.coverage import Coverage
from digest.core.story import Story

THIN = 60
"""Fewer words than this are not a whole text."""


def tell(coverage: Coverage, fitting: Sequence[Article], *, language: str) -> Story:
    """The story of `coverage`, told by the best of the `fitting` articles; all others are further coverage."""
    articles = coverage.articles
    if len(articles) == 1:
        lead = articles[0]
        return Story(lead, (), None if coverage.id == lead.id else coverage.id)
    lead = max(fitting, key=lambda article: _fitness(article, language))
    others = (article for article in articles if article.id != lead.id)
    also = sorted(others, key=lambda article: _fitness(article, language), reverse=True)
    known_as = coverage.id if coverage.id != min(article.id for article in articles) else None
    return Story(lead, tuple(also), known_as)


def _fitness(article: Article, language: str) -> tuple[float, ...]:
    """What makes an article fit to tell a story; what stands first decides."""
    return (
        article.language == language,
        article.lead != "",
        article.link is not None,
        article.copy_of is None,
        article.words >= THIN,
        article.source.weight,
        article.picture is not None,
        _is_calm(article.title),
        article.published_at.timestamp(),
        -article.id,
    )


def _is_calm(title: str) -> bool:
    """Whether a headline is a sentence rather than a shout or a single word."""
    return not title.isupper() and " " in title
