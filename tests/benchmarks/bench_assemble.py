"""How long a day takes to become an issue: `python -m tests.benchmarks.bench_assemble`.

Days of invented articles, in which the news keep one shape while the number of articles doubles. Beside
each day stands the least that any way would cost: reading every title into words and sorting once.
"""

import random
import time
from collections.abc import Callable
from datetime import timedelta

from digest.core.article import Article
from digest.core.assemble import assemble
from digest.core.category import CATEGORIES
from digest.core.material import Material, gather
from digest.core.words import words
from tests.builders import TODAY, a_cadence, a_source, an_article, an_edition

DAYS = (1_000, 2_000, 4_000, 8_000)
CLOSES = a_cadence().closes_at(TODAY)
COUNTRIES = ("BJ", "BF", "CI", "ML", "NE", "SN", "TG", "CM", "CF", "ZM", "FR", "US")
SOURCES = tuple(a_source(f"source-{n}", weight=n % 10 / 10) for n in range(60))
SYLLABLES = ("ba", "co", "di", "fou", "ga", "jo", "ka", "lo", "mi", "na", "pe", "ri", "sa", "tou", "va", "zé")


def a_day(size: int, *, seed: int = 7) -> list[Article]:
    """`size` articles on about half as many events, a few of which everybody writes about."""
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(12_000)]
    frequency = [1 / (rank + 1) ** 0.9 for rank in range(len(vocabulary))]
    events = [dice.choices(vocabulary, frequency, k=7) for _ in range(size // 2)]
    fame = [dice.paretovariate(1.3) for _ in events]
    return [
        an_article(
            " ".join(dice.sample(event, 5) + dice.choices(vocabulary, frequency, k=3)),
            id=number,
            published_at=CLOSES - timedelta(seconds=dice.randrange(1, 24 * 3600)),
            countries=(dice.choice(COUNTRIES),),
            category=dice.choice(CATEGORIES),
            source=dice.choice(SOURCES),
        )
        for number, event in enumerate(dice.choices(events, fame, k=size), start=1)
    ]


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """The shortest of several runs: what disturbs a run can only make it longer."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    edition = an_edition()
    window = edition.cadence.window(TODAY)
    before = None
    print("articles   assemble   growth   reading and sorting alone   ratio")
    for size in DAYS:
        day = a_day(size)
        ours = seconds(
            lambda day=day: assemble(gather(Material(window, tuple(day))), edition=edition, window=window)
        )
        least = seconds(lambda day=day: sorted(words(article.title) for article in day))
        growth = f"× {ours / before:.2f}" if before else ""
        print(f"{size:>8}   {ours:>6.3f} s   {growth:>6}   {least:>23.3f} s   {ours / least:>5.1f}")
        before = ours


if __name__ == "__main__":
    main()
