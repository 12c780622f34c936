"""Coverage becomes candidates: what may appear in an issue at all, before anything is compared."""

from collections.abc import Iterable, Iterator, Sequence
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
) -> tuple[Iterator[Candidate], list[LeftOut]]:
    """The candidates among `coverages`, and the others with the reason for each, both in their order.

    Candidates come one by one, so that a million of them are never there at once; the list of the others is whole
    when the last one has come. A story is about what its edition takes if any of its articles is; only such an
    article can tell it, and one that was shown before is told by what is new.
    """
    left_out: list[LeftOut] = []
    return _candidates(coverages, edition, memory, left_out), left_out


def _candidates(
    coverages: Iterable[Coverage], edition: Edition, memory: Memory, left_out: list[LeftOut]
) -> Iterator[Candidate]:
    gate, recollection = _Gate(edition), Recollection(memory)
    for coverage in coverages:
        fitting = gate.fitting(coverage.articles)
        past = recollection.of(coverage)
        fresh = [article for article in fitting if past.is_news(article)] if past else fitting
        story = tell(coverage, fresh or fitting or coverage.articles, language=edition.locale)
        if not fitting:
            left_out.append(LeftOut(story, None, *gate.refusal(story.lead)))
        elif past and not fresh:
            left_out.append(LeftOut(story, None, Exclusion.SHOWN, (past.date.isoformat(),)))
        else:
            yield Candidate(_continued(story, past), coverage)


def _continued(story: Story, past: Past | None) -> Story:
    return replace(story, update_of=past.date) if past else story


class _Gate:
    """What one edition takes; of most everything, which then costs nothing."""

    def __init__(self, edition: Edition) -> None:
        self._countries = frozenset(() if edition.world else edition.countries)
        self._categories = frozenset(edition.categories)

    def fitting(self, articles: Sequence[Article]) -> Sequence[Article]:
        """Those of `articles` that it takes."""
        if self._countries:
            articles = [each for each in articles if not self._countries.isdisjoint(each.countries)]
        if self._categories:
            articles = [each for each in articles if each.category in self._categories]
        return articles

    def refusal(self, article: Article) -> tuple[Exclusion, Measured]:
        """Why it does not take `article`."""
        if self._countries and self._countries.isdisjoint(article.countries):
            return Exclusion.COUNTRY, article.countries
        return Exclusion.CATEGORY, (article.category,)
