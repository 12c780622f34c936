"""How fast articles come in: addresses against the standard library's bare split of the same ones, then each step.

python -m tests.benchmarks.bench_intake [ITEMS]
"""

import statistics
import sys
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from digest.core.canonical import canonical
from digest.core.clean import clean_text
from digest.core.tagging import tag
from digest.wire.prepare import prepare
from tests.builders import NOON, a_raw_item

ROUNDS = 5
ADDRESSES = (
    "https://echo.example/2026/03/une-force-commune/?utm_source=rss&utm_medium=rss&fbclid=abc#respond",
    "HTTPS://WWW.Lagune.EXAMPLE:443/a/../b/?b=2&a=1&PHPSESSID=1",
    "https://rivage.example/?p={}",
    "https://sahel.example/spip.php?article{}&rubrique2",
    "https://copper.example/caf%C3%A9/Étude-{}/amp/",
)
PARAGRAPH = "<p>Le fleuve est sorti de son lit dans la nuit, dit M. Dossou. Les familles sont à l’abri.</p>"


def rate(work: Callable[[Any], object], values: Sequence[Any]) -> float:
    """Values a second, the median of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for value in values:
            work(value)
        seconds.append(perf_counter() - start)
    return len(values) / statistics.median(seconds)


def main(items: int) -> None:
    # More addresses than urlsplit remembers, and each of them new to it.
    addresses = [f"{ADDRESSES[n % len(ADDRESSES)].format(n)}&n={n}" for n in range(items * 10)]
    ours, split = rate(canonical, addresses), rate(urlsplit, addresses)
    print(f"canonical {ours:9,.0f} addresses/s, urlsplit {split:9,.0f} addresses/s, ratio {ours / split:.2f}")
    raw = [
        a_raw_item(
            f"Bénin : le fleuve {n} sort de son lit à Malanville",
            url=f"https://echo.example/{n}",
            summary=PARAGRAPH,
            body=PARAGRAPH * 15,
            labels=("Environnement",),
        )
        for n in range(items)
    ]
    bodies = [item.body for item in raw]
    print(f"clean     {rate(clean_text, bodies):9,.0f} bodies/s of {len(bodies[0])} characters")
    print(f"tag       {rate(tag, raw):9,.0f} articles/s")
    print(f"prepare   {rate(lambda item: prepare(item, source='echo', now=NOON), raw):9,.0f} articles/s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
