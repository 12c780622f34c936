"""Articles become candidates: what may appear in an issue at all, before anything is compared."""

from collections.abc import Iterable

from digest.core.article import Article
from digest.core.cadence import Window
from digest.core.category import category_name
from digest.core.country import country_name
from digest.core.edition import Edition
from digest.core.story import Exclusion, LeftOut, Story


def sift(
    articles: Iterable[Article], *, edition: Edition, window: Window, shown: frozenset[int]
) -> tuple[list[Article], list[LeftOut]]:
    """The candidates among `articles`, and the others with the reason for each; both by id.

    `shown` holds the ids of articles that stood in an earlier issue.
    """
    candidates: list[Article] = []
    left_out: list[LeftOut] = []
    for article in sorted(articles, key=lambda article: article.id):
        refusal = _refusal(article, edition, window, shown)
        if refusal is None:
            candidates.append(article)
        else:
            left_out.append(LeftOut(Story(article), None, *refusal))
    return candidates, left_out


def _refusal(
    article: Article, edition: Edition, window: Window, shown: frozenset[int]
) -> tuple[Exclusion, str] | None:
    if article.published_at not in window:
        return Exclusion.WINDOW, f"published {article.published_at:%Y-%m-%d %H:%M} UTC"
    if article.id in shown:
        return Exclusion.SHOWN, "shown in an earlier issue"
    if not edition.world and edition.countries and not set(edition.countries).intersection(article.countries):
        return Exclusion.COUNTRY, ", ".join(country_name(code, "en") for code in article.countries)
    if edition.categories and article.category not in edition.categories:
        return Exclusion.CATEGORY, category_name(article.category, "en")
    return None
