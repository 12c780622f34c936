"""How long articles take to become groups: `python -m tests.benchmarks.bench_cluster`.

An invented stream in which events, and the names in them, grow with the number of articles. Beside each size
stands the least that any way would cost: reading every title and lead into words. Processor time, not time on the
clock: what else the machine does is no part of it.
"""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate

from digest.core.article import Article
from digest.core.cluster import group
from digest.core.words import words
from tests.builders import NOON, an_article

SIZES = (1_000, 2_000, 4_000, 8_000, 10_000, 16_000, 32_000)
SYLLABLES = ("ba", "co", "di", "fou", "ga", "jo", "ka", "lo", "mi", "na", "pe", "ri", "sa", "tou", "va", "zé")
COMMON = 12_000


def a_stream(size: int, *, seed: int = 7) -> list[Article]:
    """`size` articles on about a third as many events, a few of which everybody writes about."""
    dice = random.Random(seed)
    common = _Words(dice, COMMON)
    names = _Words(dice, size)
    events = [(names.some(3), common.some(6)) for _ in range(size // 3)]
    fame = [dice.paretovariate(1.3) for _ in events]
    return [
        an_article(
            " ".join((*dice.sample(who, 2), *dice.sample(what, 3), *common.some(3))).capitalize(),
            id=number,
            lead=" ".join((*who, *dice.sample(what, 4), *common.some(16))),
            published_at=NOON - timedelta(seconds=dice.randrange(24 * 3600)),
        )
        for number, (who, what) in enumerate(dice.choices(events, fame, k=size), start=1)
    ]


class _Words:
    """Invented words whose frequencies fall off as in a natural language (Zipf)."""

    def __init__(self, dice: random.Random, number: int) -> None:
        self._dice = dice
        self._words = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(number)]
        self._frequency = list(accumulate(1 / (rank + 1) ** 0.9 for rank in range(number)))

    def some(self, count: int) -> list[str]:
        return self._dice.choices(self._words, cum_weights=self._frequency, k=count)


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """The shortest of several runs, in processor time: what disturbs a run can only make it longer."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    took: dict[int, float] = {}
    print("articles   groups   grouping   half as many   reading alone   ratio")
    for size in SIZES:
        stream = a_stream(size)
        took[size] = seconds(lambda stream=stream: group(stream))
        least = seconds(lambda stream=stream: [words(f"{a.title} {a.lead}") for a in stream])
        growth = f"× {took[size] / took[size // 2]:.2f}" if size // 2 in took else ""
        print(
            f"{size:>8}   {len(group(stream)):>6}   {took[size]:>6.3f} s   {growth:>12}   {least:>11.3f} s   "
            f"{took[size] / least:>5.1f}"
        )


if __name__ == "__main__":
    main()
