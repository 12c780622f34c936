"""How well countries, category and language are found: `python -m tests.measures.tagging`.

The headlines of tests/samples/headlines.tsv were written for this and labelled by hand before anything was
measured. Lines with odd numbers may be looked at while the word lists are worked on; the even ones are only
counted. One hand wrote both the headlines and the lists, so expect less of titles that nobody here has seen.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from digest.core.category import GENERAL
from digest.core.country import WORLD
from digest.core.language import language_of
from digest.core.tagging import tag
from tests.builders import a_raw_item

SAMPLE = Path(__file__).parents[1] / "samples" / "headlines.tsv"
NOTHING = {WORLD, GENERAL, "und"}


@dataclass(frozen=True, slots=True)
class Headline:
    """A title and what a reader says that it is about."""

    line: int
    title: str
    countries: frozenset[str]
    category: str
    language: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What was found against what should have been: counts of values, over all headlines."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A headline of which something else was found than is right."""

    headline: Headline
    found: frozenset[str]
    wanted: frozenset[str]


def headlines() -> list[Headline]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Headline(line, title, frozenset(countries.split()), category, language)
            for line, (language, countries, category, title) in enumerate(rows, start=1)
        ]


def measure(field: str, sample: Iterable[Headline]) -> tuple[Measure, list[Miss]]:
    """Counts and misses for "countries", "category" or "language"; “none” counts as no value."""
    right = found = wanted = 0
    misses = []
    for headline in sample:
        theirs, ours = _values(field, headline)
        right += len((ours & theirs) - NOTHING)
        found += len(ours - NOTHING)
        wanted += len(theirs - NOTHING)
        if ours != theirs:
            misses.append(Miss(headline, ours, theirs))
    return Measure(right, found, wanted), misses


def _values(field: str, headline: Headline) -> tuple[frozenset[str], frozenset[str]]:
    if field == "language":
        return frozenset({headline.language}), frozenset({language_of(headline.title, default="und")})
    tags = tag(a_raw_item(headline.title, url=None))
    if field == "category":
        return frozenset({headline.category}), frozenset({tags.category})
    return headline.countries, frozenset(tags.countries)


def main() -> None:
    sample = headlines()
    halves = {
        "tuned": [h for h in sample if h.line % 2],
        "held": [h for h in sample if not h.line % 2],
        "all": sample,
    }
    print(f"{len(sample)} headlines\nfield      half    precision  recall     F1   found  wanted")
    for field in ("countries", "category", "language"):
        for half, lines in halves.items():
            m, _ = measure(field, lines)
            rates = f"{m.precision:>9.3f} {m.recall:>8.3f} {m.f1:>6.3f}"
            print(f"{field:<10} {half:<6} {rates} {m.found:>7} {m.wanted:>7}")
    for field in ("countries", "category", "language"):
        print(f"\n{field} missed in the half that may be looked at:")
        for miss in measure(field, halves["tuned"])[1]:
            print(
                f"  line {miss.headline.line}: {sorted(miss.wanted)} ≠ {sorted(miss.found)}  {miss.headline.title}"
            )


if __name__ == "__main__":
    main()
