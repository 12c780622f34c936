"""Coverage becomes candidates: what may appear in an issue at all, before anything is compared."""

from collections.abc import Iterable
from dataclasses import replace

from digest.core.article import Article
from digest.core.candidate import Candidate
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.memory import Memory, Past, Recollection
from digest.core.story import Exclusion, LeftOut, Measured, Story
from digest.core.telling import tell


def sift(
    coverages: Iterable[Coverage], *, edition: Edition, memory: Memory
) -> tuple[list[Candidate], list[LeftOut]]:
    """The candidates among `coverages`, and the others with the reason for each, both in their order.

    A story is about what its edition takes if any of its articles is; only such an article can tell it, and one
    that was shown before is told by what is new.
    """
    recollection = Recollection(memory)
    candidates: list[Candidate] = []
    left_out: list[LeftOut] = []
    for coverage in coverages:
        fitting = [article for article in coverage.articles if _misfit(article, edition) is None]
        past = recollection.of(coverage)
        fresh = [article for article in fitting if past.is_news(article)] if past else fitting
        story = tell(coverage, fresh or fitting or coverage.articles, language=edition.locale)
        if misfit := _misfit(story.lead, edition):
            left_out.append(LeftOut(story, None, *misfit))
        elif past and not fresh:
            left_out.append(LeftOut(story, None, Exclusion.SHOWN, (past.date.isoformat(),)))
        else:
            candidates.append(Candidate(_continued(story, past), coverage))
    return candidates, left_out


def _continued(story: Story, past: Past | None) -> Story:
    return replace(story, update_of=past.date) if past else story


def _misfit(article: Article, edition: Edition) -> tuple[Exclusion, Measured] | None:
    if not edition.world and edition.countries and not set(edition.countries).intersection(article.countries):
        return Exclusion.COUNTRY, article.countries
    if edition.categories and article.category not in edition.categories:
        return Exclusion.CATEGORY, (article.category,)
    return None
