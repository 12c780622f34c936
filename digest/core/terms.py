"""What headlines say, in terms that can be compared: stems, and the beginnings of long words at half weight."""

from collections.abc import Iterable

from digest.core.words import beginning, carries_meaning, split, stem

Terms = dict[int, float]
"""What a text says: how much it says each term, by the term's number."""

_BEGINNING_WEIGHT = 0.5


class Lexicon:
    """The terms of one run, numbered as they come up: each word is looked at once, however often it is written."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        """By number."""
        self._numbers: dict[str, int] = {}
        self._of_words: dict[str, Terms] = {}

    def read(self, title: str) -> Terms:
        """The terms of a headline; none for one without a meaningful word."""
        said: Terms = {}
        for word in split(title):
            said.update(self._read_word(word))
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


def _terms(word: str) -> Iterable[tuple[str, float]]:
    if carries_meaning(word):
        yield stem(word), 1.0
        if (start := beginning(word)) is not None:
            yield f"{start}…", _BEGINNING_WEIGHT
