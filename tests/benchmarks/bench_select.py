"""How long it takes to choose an issue from a million articles: `python -m tests.benchmarks.bench_select [SIZE…]`.

Grouping is not in it: the events are given, about 300,000 for a million articles. What is measured is everything
that follows for one edition: what it takes at all, who tells each story, the scores, the places. Beside it stands
the least that any way would cost, sorting as many tuples once. Seconds are those of one processor, whatever else
the machine does. Each size has a process of its own, whose peak of memory counts from when the input is there.
"""

import gc
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from digest.core.article import Article, Picture
from digest.core.assemble import RESERVE
from digest.core.cadence import Window
from digest.core.candidate import RankedStory
from digest.core.category import CATEGORIES
from digest.core.collector import uncollected
from digest.core.coverage import Coverage, cover
from digest.core.edition import Edition
from digest.core.eligible import sift
from digest.core.layout import lay_out
from digest.core.memory import NOTHING_SHOWN
from digest.core.rank import rate, score
from digest.core.story import Score
from tests.benchmarks.bench_assemble import CLOSES, COUNTRIES, SOURCES
from tests.builders import TODAY, an_article, an_edition

SIZES = (125_000, 250_000, 500_000, 1_000_000)
EVENT = 2.5
"""Articles on one event, the mean; most are alone, a few have hundreds."""
PLACES = tuple((code,) for code in COUNTRIES)
PICTURE = Picture("https://echo.example/crue.jpg")

_Result = TypeVar("_Result")


def coverages(size: int, *, seed: int = 7) -> list[Coverage]:
    """The coverage of invented events with `size` articles, by id; each article is there before its event is."""
    dice = random.Random(seed)
    about = [(dice.choice(PLACES), dice.choice(CATEGORIES)) for _ in range(round(size / EVENT))]
    fame = list(accumulate(dice.paretovariate(1.3) for _ in about))
    events = dice.choices(range(len(about)), cum_weights=fame, k=size)
    articles = [_article(number, event, *about[event], dice) for number, event in enumerate(events, start=1)]
    groups: dict[int, list[Article]] = {}
    for event, article in zip(events, articles, strict=True):
        groups.setdefault(event, []).append(article)
    return sorted(map(cover, groups.values()), key=lambda coverage: coverage.id)


def _article(number: int, event: int, countries: tuple[str, ...], category: str, dice: random.Random) -> Article:
    return an_article(
        f"Titre {number % 5} {event}",
        id=number,
        published_at=CLOSES - timedelta(seconds=dice.randrange(1, 24 * 3600)),
        countries=countries,
        category=category,
        source=dice.choice(SOURCES),
        picture=PICTURE if dice.random() < 0.8 else None,
        words=dice.randrange(900),
    )


def _timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _peak() -> float:
    """Megabytes that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _explain(ranked: RankedStory, *, edition: Edition, window: Window) -> Score:
    return score(ranked.candidate, edition=edition, window=window)


def _forget_peak() -> float:
    """Let the peak of memory count from now (Linux); the megabytes that this process has."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def measure(articles: int) -> None:
    """Print the seconds of each step, those of sorting alone, the peak of memory and what the input takes."""
    given = coverages(articles)
    edition = an_edition()
    window = edition.cadence.window(TODAY)
    scoring = partial(_explain, edition=edition, window=window)
    before = _forget_peak()
    with uncollected():  # as core/assemble.py has it
        candidates, _ = sift(given, edition=edition, memory=NOTHING_SHOWN)
        rating, ranked = _timed(lambda: rate(candidates, edition=edition, window=window))
        placing, _ = _timed(lambda: lay_out(ranked, edition=edition, scoring=scoring, kept=RESERVE))
    peak = _peak()
    pairs = [(-each.points, each.story.lead.published_at, each.coverage.id) for each in ranked]
    least, _ = _timed(lambda: sorted(pairs))
    print(len(given), rating, placing, least, peak, before)


def main(sizes: tuple[int, ...]) -> None:
    before = None
    print(" articles   stories   sift, rate   lay out    total   growth   sorting alone   peak   above input")
    for articles in sizes:
        told = subprocess.run(
            [sys.executable, "-c", f"from tests.benchmarks.bench_select import measure; measure({articles})"],
            check=True,
            capture_output=True,
            text=True,
        )
        stories, rating, placing, least, peak, given = map(float, told.stdout.split())
        total = rating + placing
        growth = f"× {total / before:.2f}" if before else ""
        print(
            f"{articles:>9,} {stories:>9,.0f} {rating:>11.2f} s {placing:>7.2f} s"
            f" {total:>6.2f} s   {growth:>6} {least:>13.2f} s {peak:>4.0f} MB {peak - given:>8.0f} MB"
        )
        before = total


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
