"""Fitness: what makes an article fit to tell a story, by who wrote it, whole, from a trusted source, calm."""

from digest.core.article import Article

THIN = 60
"""Fewer words than this are not a whole text."""

CRITERIA = ("lead", "link", "original", "whole", "trust", "picture", "headline", "newest", "first")
"""The names of what `fitness` compares, in its order."""


def fitness(article: Article) -> tuple[float, ...]:
    """The greater, the fitter; what stands first decides, and no two articles have the same."""
    return (
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
