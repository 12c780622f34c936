"""How fast titles are tagged: `python -m tests.benchmarks.bench_tagging`.

Beside it stands the least that any way would cost: cutting the same titles into words and folding each of them.
"""

from collections.abc import Callable

from digest.core.language import language_of
from digest.core.tagging import tag
from digest.core.words import words
from tests.benchmarks.bench_assemble import seconds
from tests.builders import a_raw_item
from tests.measures.tagging import headlines

ROUNDS = 40
LIMIT = 20_000
"""Titles a second on one core that the house promises."""


def main() -> None:
    items = [a_raw_item(headline.title, url=None) for headline in headlines()] * ROUNDS
    work: dict[str, Callable[[], object]] = {
        "words alone": lambda: [words(item.title) for item in items],
        "countries and category": lambda: [tag(item) for item in items],
        "language": lambda: [language_of(item.title, default="fr") for item in items],
    }
    rates = {name: len(items) / seconds(run) for name, run in work.items()}
    for name, rate in rates.items():
        print(f"{name:<24} {rate:>10,.0f} titles/s   {rate / rates['words alone']:>5.2f} × words alone")
    print(f"tagging is at {rates['countries and category'] / LIMIT:.2f} × the limit of {LIMIT:,} titles/s")


if __name__ == "__main__":
    main()
