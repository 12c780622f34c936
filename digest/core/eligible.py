"""Coverage becomes candidates: what may appear in an issue at all, before anything is compared."""

from collections.abc import Iterable

from digest.core.article import Article
from digest.core.candidate import Candidate
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.memory import Memory, Shown
from digest.core.story import Exclusion, LeftOut, Measured, Story
from digest.core.telling import tell


def sift(
    coverages: Iterable[Coverage], *, edition: Edition, memory: Memory
) -> tuple[list[Candidate], list[LeftOut]]:
    """The candidates among `coverages`, and the others with the reason for each, both in their order.

    A story is about what its edition takes if any of its articles is; only such an article can tell it.
    """
    candidates: list[Candidate] = []
    left_out: list[LeftOut] = []
    for coverage in coverages:
        fitting = [article for article in coverage.articles if _misfit(article, edition) is None]
        shown = memory.of(coverage)
        story = tell(coverage, fitting or coverage.articles, language=edition.locale)
        if refusal := _refusal(story, edition, shown):
            left_out.append(LeftOut(story, None, *refusal))
        else:
            candidates.append(Candidate(story, coverage))
    return candidates, left_out


def _refusal(story: Story, edition: Edition, shown: Shown | None) -> tuple[Exclusion, Measured] | None:
    if misfit := _misfit(story.lead, edition):
        return misfit
    return (Exclusion.SHOWN, (shown.date.isoformat(),)) if shown else None


def _misfit(article: Article, edition: Edition) -> tuple[Exclusion, Measured] | None:
    if not edition.world and edition.countries and not set(edition.countries).intersection(article.countries):
        return Exclusion.COUNTRY, article.countries
    if edition.categories and article.category not in edition.categories:
        return Exclusion.CATEGORY, (article.category,)
    return None
