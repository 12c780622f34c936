"""How well articles become stories, with their leads and without: `python -m tests.measures.grouping`.

The articles of tests/samples/stories.tsv were written and sorted into stories before anything was measured; most
stories have a neighbour that is about the same country or subject and another event. One hand wrote them, with
headlines that say less than real ones, so expect less of leads that nobody here has seen.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from digest.core.article import Article
from digest.core.cluster import group
from digest.core.measures import Agreement, bcubed, pairwise
from tests.builders import NOON, an_article

SAMPLE = Path(__file__).parents[1] / "samples" / "stories.tsv"


@dataclass(frozen=True, slots=True)
class Told:
    """An article, and the story that it tells."""

    story: str
    article: Article


def sample() -> list[Told]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Told(story, an_article(title, id=n, lead=lead, published_at=NOON + timedelta(minutes=n * 7 % 60)))
            for n, (story, title, lead) in enumerate(rows, start=1)
        ]


def measure(told: Sequence[Told]) -> tuple[Agreement, Agreement]:
    """BCubed and pairwise agreement of the groups that are found with the stories that are told."""
    found = {article.id: n for n, some in enumerate(group(each.article for each in told)) for article in some}
    ours, right = [found[each.article.id] for each in told], [each.story for each in told]
    return bcubed(ours, right), pairwise(ours, right)


def without_leads(told: Sequence[Told]) -> list[Told]:
    return [replace(each, article=replace(each.article, lead="")) for each in told]


def main() -> None:
    for name, told in (("titles and leads", sample()), ("titles alone", without_leads(sample()))):
        for measured, agreement in zip(("BCubed", "pairwise"), measure(told), strict=True):
            print(
                f"{name:<18}{measured:<10}F1 {agreement.f1:.3f}   precision {agreement.precision:.3f}   "
                f"recall {agreement.recall:.3f}"
            )


if __name__ == "__main__":
    main()
