"""Tells French from English by the small words that no text does without."""

import re

from digest.core.words import fold

_FRENCH = """
le la les l un une des du de d et est en au aux dans pour par sur avec sans ce cette ces son sa ses leur qui que qu
ne pas plus a ete sont ont il elle ils se s selon apres avant contre entre chez vers
"""
_ENGLISH = """
the an of and to is are was were in on at for by with from as this that these his her its their who which
not has have had be been after before against between over says say will new
"""
_SMALL_WORDS = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
_WORD = re.compile(r"[^\W_]+")


def language_of(text: str, *, default: str) -> str:
    """Whichever of "fr" and "en" has more of its small words in `text`; `default` where neither has more."""
    words = _WORD.findall(fold(text))
    votes = {language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()}
    if votes["fr"] == votes["en"]:
        return default
    return max(votes, key=lambda language: votes[language])
