"""Templates: titles that a machine fills in, “Météo à Lyon”, “Météo à Nice”, found by their form alone.

No list of formulas could know them all. Titles that share most of their words, in the same order, and differ in
one place were not written one by one; the more of them there are, the less each of them says.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from digest.core.words import fold

SERIES = 4
"""So many titles of one form are a series; two or three newsrooms may well find the same words."""
_LONGEST_SLOT = 3
"""Words that may stand in the place that differs: a name, a date."""
_FEWEST_KEPT = 2

_Form = tuple[tuple[str, ...], tuple[str, ...]]
"""What stands before the place that differs, and what stands after it."""


def series(titles: Sequence[str]) -> list[str | None]:
    """The form that each of `titles` shares with enough others; None for one that somebody wrote.

    The order of `titles` does not matter, nor how often one stands among them.
    """
    if len(titles) < SERIES:
        return [None] * len(titles)
    texts = [tuple(fold(title).split()) for title in titles]
    sizes = Counter(form for text in set(texts) for form in _forms(text))
    return [_largest(text, sizes) for text in texts]


def _largest(text: tuple[str, ...], sizes: Counter[_Form]) -> str | None:
    form = max(_forms(text), key=lambda form: (sizes[form], sum(map(len, form)), form), default=None)
    return " ".join((*form[0], "…", *form[1])) if form and sizes[form] >= SERIES else None


def _forms(text: tuple[str, ...]) -> Iterator[_Form]:
    """Every form that a title may have: it keeps at least as many words as it leaves open."""
    for slot in range(1, min(_LONGEST_SLOT, len(text) // 2, len(text) - _FEWEST_KEPT) + 1):
        for start in range(len(text) - slot + 1):
            yield text[:start], text[start + slot :]
