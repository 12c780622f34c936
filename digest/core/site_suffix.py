"""Titles without the name of their site: “Accord signé - Le Quotidien du Zou” is “Accord signé”."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from digest.core.gazetteer import country_of
from digest.core.words import fold

_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»]|::)\s+|\s*\|\s*")
_WORD = re.compile(r"[^\W_]+")
_FEWEST_TITLES = 3
_SHARE = 0.8
_FEWEST_WORDS = 2
"""Words that a title keeps."""

_Words = tuple[str, ...]


def without_site_suffix(titles: Sequence[str], *, names: Sequence[str]) -> list[str]:
    """The plain `titles` of one reading, each without the site’s name behind it; `names` are its names and host.

    An ending that nobody named is the site’s where at least three titles and four out of five of them have it, and
    where it is no country: one title alone tells nothing.
    """
    known = {_words(name) for name in names} - {()}
    left: list[str] = []
    shorter = list(titles)
    while shorter != left:
        left, endings = shorter, known | _common(shorter)
        shorter = [_cut(title, endings) for title in left]
    return left


def _cut(title: str, endings: Collection[_Words]) -> str:
    for separator in _SEPARATOR.finditer(title):
        kept = title[: separator.start()]
        if _words(title[separator.end() :]) in endings and len(_words(kept)) >= _FEWEST_WORDS:
            return kept
    return title


def _common(titles: Iterable[str]) -> set[_Words]:
    """The endings that most titles share; a title that comes twice counts once."""
    different = set(titles)
    endings = Counter(ending for title in different if (ending := _last_part(title)))
    enough = max(_FEWEST_TITLES, _SHARE * len(different))
    return {_words(ending) for ending, count in endings.items() if count >= enough and not country_of(ending)}


def _last_part(title: str) -> str:
    """What stands behind the last separator, folded; empty if there is none."""
    parts = _SEPARATOR.split(title)
    return " ".join(_words(parts[-1])) if len(parts) > 1 else ""


def _words(text: str) -> _Words:
    return tuple(_WORD.findall(fold(text).removeprefix("www.")))
