"""How surely copies are found: invented texts, four ways of changing each, and how many are joined wrongly.

python -m tests.measures.copies [TEXTS]
"""

import sys
from collections.abc import Callable, Sequence
from itertools import accumulate
from random import Random

from digest.core.copies import Sketched, find_copies, samples, sketch

TEXTS = 10_000
_VOCABULARY = [f"mot{n}" for n in range(30_000)]
_FREQUENCY = list(accumulate(1 / (n + 5) for n in range(len(_VOCABULARY))))
"""Word frequencies fall off as in a natural language (Zipf)."""


def texts(count: int, *, seed: int = 4) -> list[str]:
    """Invented texts of 150 to 700 words."""
    random = Random(seed)
    return [" ".join(_some_words(random, random.randint(150, 700))) for _ in range(count)]


def variants(*, seed: int = 5) -> dict[str, Callable[[str], str]]:
    """The ways in which a text is changed, by name."""
    random = Random(seed)
    small_print = " ".join(_some_words(random, 60))

    def change_some(text: str) -> str:
        changed = (random.choice(_VOCABULARY) if random.random() < 0.1 else word for word in text.split())
        return " ".join(changed)

    return {
        "with small print": lambda text: f"{text} {small_print}",
        "cut to 60 %": lambda text: _beginning(text, len(text.split()) * 6 // 10),
        "a tenth of the words changed": change_some,
        "the first 80 words": lambda text: _beginning(text, 80),
    }


def drawn(some: Sequence[str], *, first_id: int = 0) -> list[Sketched]:
    """The sketches of texts, with ids in their order."""
    return [Sketched(number, samples(sketch(text))) for number, text in enumerate(some, start=first_id)]


def main(count: int) -> None:
    originals = texts(count)
    known = drawn(originals)
    print(f"{'unrelated texts joined':30}{len(find_copies(known, ())):6,} of {count:,}")
    for name, change in variants().items():
        found = find_copies(drawn([change(text) for text in originals], first_id=count), known)
        right = sum(copy - original == count for copy, original in found.items())
        print(f"{name:30}{right / count:6.3f} found, {len(found) - right} joined wrongly")


def _some_words(random: Random, count: int) -> list[str]:
    return random.choices(_VOCABULARY, cum_weights=_FREQUENCY, k=count)


def _beginning(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS)
