"""What articles say, in terms that can be compared: stems, and the beginnings of long words at half weight.

The headline counts most, then the first lines below it, which name what a headline only hints at.
"""

from functools import lru_cache

from digest.core.words import beginning, carries_meaning, split, stem

Terms = dict[int, float]
"""What a text says: how much it says each term, by the term's number."""

LEAD_WEIGHT = 0.8
"""How much a word of the lead says beside one of the headline; the beginnings of its words say nothing.

Measured by tests.measures.grouping, BCubed F1: .61 without leads, .93 with 0.7, .95 with 0.8, .97 with 0.9. One
hand wrote that sample, so not the largest.
"""
_LEAD = 300
"""How many characters of a lead are read: what comes later is background, which other stories share."""
_WHOLE, _BEGINNING_WEIGHT = 1.0, 0.5


class Lexicon:
    """The terms of one run, numbered as they come up: each word is looked at once, however often it is written."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        """By number."""
        self._numbers: dict[str, int] = {}
        self._of_words: dict[str, Terms] = {}

    def read(self, title: str, lead: str = "") -> Terms:
        """The terms of a headline and what stands below it; none for one without a meaningful word."""
        said: Terms = {}
        for word in split(title):
            said.update(self._read_word(word))
        for word in split(lead[:_LEAD]):
            for term, weight in self._read_word(word).items():
                if weight == _WHOLE:
                    said.setdefault(term, LEAD_WEIGHT)
        return said

    def _read_word(self, word: str) -> Terms:
        if (terms := self._of_words.get(word)) is None:
            terms = self._of_words[word] = {self._number(term): weight for term, weight in _terms(word)}
        return terms

    def _number(self, term: str) -> int:
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number


@lru_cache(maxsize=65_536)
def _terms(word: str) -> tuple[tuple[str, float], ...]:
    if not carries_meaning(word):
        return ()
    start = beginning(word)
    return ((stem(word), _WHOLE), (f"{start}…", _BEGINNING_WEIGHT)) if start else ((stem(word), _WHOLE),)
