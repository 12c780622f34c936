"""Evaluates grouping and ranking on headlines that people sorted into stories."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from digest.core.article import Article, RawItem, Source
from digest.core.cadence import Cadence, Window
from digest.core.country import WORLD
from digest.core.edition import Edition, Sender
from digest.core.eligible import sift
from digest.core.language import language_of
from digest.core.material import Material, gather
from digest.core.measures import Agreement, bcubed, diversity, duplicates, ndcg, pairwise, purity
from digest.core.memory import NOTHING_SHOWN
from digest.core.rank import rank
from digest.core.story import Story
from digest.core.tagging import tag
from digest.core.vectors import vectors
from digest.sources.labelled import Labelled

TOP = 20
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured; shares lie between 0 and 1, and 1 is best."""

    headlines: int
    stories_labelled: int
    stories_found: int
    bcubed: Agreement
    pairwise: Agreement
    duplicates_in_top: int
    """Of the first TOP stories those that tell what one above them told."""
    purity_of_top: float
    """How much of each of the first TOP stories is one event."""
    ndcg_of_top: float
    """Whether the events that most headlines tell of come first; a duplicate gains nothing."""
    countries_in_top: float
    """The share of all countries that any headline names."""
    diversity_of_top: float


def evaluate(headlines: Sequence[Labelled], *, language: str) -> Evaluation:
    """Group and rank `headlines` as an edition in `language` with the usual weights would, and measure both."""
    labels = {number: headline.story for number, headline in enumerate(headlines)}
    articles = [_article(number, headline) for number, headline in enumerate(headlines)]
    window = Window(min(a.published_at for a in articles), max(a.published_at for a in articles) + _MINUTE)
    coverages = gather(Material(window, tuple(articles)))
    found = {article.id: coverage.id for coverage in coverages for article in coverage.articles}
    edition = _edition(language)
    candidates, _ = sift(coverages, edition=edition, memory=NOTHING_SHOWN)
    ranked = rank(candidates, edition=edition, window=window)
    top = [each.story for each in ranked[:TOP]]
    told = [_event(story, labels) for story in top]
    right = [labels[article.id] for article in articles]
    groups = [found[article.id] for article in articles]
    return Evaluation(
        headlines=len(articles),
        stories_labelled=len(set(right)),
        stories_found=len(coverages),
        bcubed=bcubed(groups, right),
        pairwise=pairwise(groups, right),
        duplicates_in_top=duplicates(told),
        purity_of_top=purity([[labels[article.id] for article in story.articles] for story in top]),
        ndcg_of_top=ndcg(_gains(told, Counter(right)), list(Counter(right).values())),
        countries_in_top=_coverage(top, articles),
        diversity_of_top=diversity(vectors([story.lead.title for story in top])),
    )


def _article(number: int, headline: Labelled) -> Article:
    tags = tag(RawItem(headline.title, where=""))
    name = headline.source or "one"
    return Article(
        id=number,
        url=f"urn:digest:{number}",
        title=headline.title,
        lead="",
        published_at=headline.published_at or _UNDATED + number * _MINUTE,
        countries=tags.countries,
        category=tags.category,
        language=language_of(headline.title, default="fr"),
        source=Source(name, name),
    )


def _edition(language: str) -> Edition:
    sender = Sender("nobody@example.org", "Nobody")
    return Edition("evaluation", "Evaluation", "Evaluation", sender, Cadence("UTC", time(6)), locale=language)


def _event(story: Story, labels: dict[int, str]) -> str:
    """What most articles of a story tell of; of equally many the first by name."""
    counts = Counter(labels[article.id] for article in story.articles)
    return min(counts, key=lambda label: (-counts[label], label))


def _gains(told: Sequence[str], sizes: Counter[str]) -> list[float]:
    return [0.0 if label in told[:place] else float(sizes[label]) for place, label in enumerate(told)]


def _coverage(top: Sequence[Story], articles: Sequence[Article]) -> float:
    every = {code for article in articles for code in article.countries} - {WORLD}
    shown = {code for story in top for article in story.articles for code in article.countries}
    return len(shown & every) / len(every) if every else 1.0
