"""Finds the countries that a text names: in eight languages by CLDR, in the tongues of Africa’s newsrooms by more.

The names are those of CLDR and of place_names.py. A text is cut into folded words, and each word is looked
up once: the longest name that starts there counts, so “Guinée équatoriale” is never Guinea.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from digest.core import leaders, place_names
from digest.core.country import WORLD, country_names
from digest.core.words import fold

NAME, DEMONYM, CITY, REGION = 1.0, 0.7, 0.6, 0.5
"""How surely a mention means the country itself."""

_LANGUAGES = ("en", "fr", "pt", "es", "sw", "ha", "ar", "am")
_WORD = re.compile(r"[^\W_]+")
# Arabic and Amharic write “and”, “in”, “to” and the like as the first letter of the word that follows.
_CLITICS = {"ا": ("و", "ب", "ل", "ف", "ك"), "አ": ("በ", "ለ", "ከ", "የ")}
_BRACKETS = re.compile(r"\s*\(.*?\)")
_WORLD_LABELS = frozenset({"monde", "world", "international", "internationale", "etranger", "planete"})
# Words that a label may put beside the name of a country without meaning another place.
_LABEL_NOISE = frozenset(
    (
        "a",
        "la",
        "une",
        "actu",
        "actus",
        "actualite",
        "actualites",
        "news",
        "info",
        "infos",
        "pays",
        "afrique",
        "africa",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a name stands for; no countries: the phrase only looks like the name of a place."""

    countries: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a text names."""

    place: Place
    words: str
    """As they stand in the text."""


_Phrase = tuple[tuple[str, ...], Place]
_folded = lru_cache(maxsize=20_000)(fold)


def mentions(text: str) -> list[Mention]:
    """The places that `text` names, in the order of the text."""
    names, beginnings = _names(), _beginnings()
    words = _WORD.findall(text)
    folded = list(map(_folded, words))
    if beginnings.isdisjoint(folded):
        return []
    starts = [n for n, word in enumerate(folded) if word in beginnings]
    cut = list(islice(_WORD.finditer(text), starts[-1] + _longest_name()))
    found: list[Mention] = []
    end = 0
    for start in starts:
        if start < end:
            continue
        length, place = _longest(names.get(folded[start], ()), folded, start) or (1, None)
        end = start + length
        place = place or _acronym(words[start], text)
        if place and folded[start] in place_names.GIVEN_NAMES and _is_name(text[cut[start].end() :]):
            place = None
        if place and place.countries:
            found.append(Mention(place, text[cut[start].start() : cut[end - 1].end()]))
    return found


@lru_cache(maxsize=20_000)
def country_of(label: str) -> str | None:
    """The one country that a section or a tag is named after, WORLD for “Monde”, None for anything else."""
    words = _WORD.findall(fold(label))
    telling = [word for word in words if word not in _LABEL_NOISE]
    if len(telling) == 1 and telling[0] in _WORLD_LABELS:
        return WORLD
    return _named(words) or _named(telling) or place_names.ACRONYMS.get(label.strip())


def _named(words: list[str]) -> str | None:
    if country := _ambiguous().get(" ".join(words)):
        return country
    found = _longest(_names().get(words[0], ()), words, 0) if words else None
    if found and found[0] == len(words) and found[1].weight == NAME and found[1].countries:
        return found[1].countries[0]
    return None


def _longest(phrases: Iterable[_Phrase], words: list[str], position: int) -> tuple[int, Place] | None:
    for phrase, place in phrases:
        if tuple(words[position : position + len(phrase)]) == phrase:
            return len(phrase), place
    return None


def _is_name(rest: str) -> bool:
    """Whether a capital follows, as that of a family name does."""
    return rest[:1] == " " and rest[1:2].isupper() and not rest[2:3].isupper()


def _acronym(word: str, text: str) -> Place | None:
    country = place_names.ACRONYMS.get(word)
    return Place((country,), NAME) if country and not text.isupper() else None


@cache
def _names() -> Mapping[str, tuple[_Phrase, ...]]:
    """Every name by its first word, the longest first."""
    by_first_word: dict[str, list[_Phrase]] = {}
    for name, place in _places().items():
        phrase = tuple(_WORD.findall(name))
        by_first_word.setdefault(phrase[0], []).append((phrase, place))
    return {first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in by_first_word.items()}


@cache
def _beginnings() -> frozenset[str]:
    """Every folded word that a name or an acronym may begin with."""
    return frozenset((*_names(), *map(fold, place_names.ACRONYMS)))


@cache
def _longest_name() -> int:
    """In words."""
    return max(len(phrases[0][0]) for phrases in _names().values())


def _places() -> dict[str, Place]:
    """Every name and what it stands for; where one name has two meanings, the later step below decides."""
    places = {city: Place((code,), CITY) for code, city in _lines(place_names.CITIES)}
    for code, demonym in _lines(place_names.ENGLISH_DEMONYMS):
        places |= {form: Place((code,), DEMONYM) for form in (demonym, f"{demonym}s")}
    for code, demonym in _lines(place_names.FRENCH_DEMONYMS):
        places |= {form: Place((code,), DEMONYM) for form in _french_forms(demonym)}
    for code, demonym in _lines(place_names.PORTUGUESE_DEMONYMS):
        places |= {form: Place((code,), DEMONYM) for form in _portuguese_forms(demonym) if form not in places}
    places |= {half: Place((code,), DEMONYM) for code, half in _lines(place_names.COMPOUNDS)}
    places |= {name: Place((code,), CITY) for code, name in _lines(leaders.LEADERS)}
    # A name that two languages share is what the earlier of them means by it.
    places |= {name: Place((code,), NAME) for code, name in reversed(list(_cldr_names()))}
    places |= {name: Place((code,), NAME) for code, name in _lines(place_names.ALIASES)}
    places |= {name: Place(codes, REGION) for name, codes in place_names.REGIONS.items()}
    places |= {phrase: Place((), NAME) for phrase in place_names.NOT_PLACES}
    left_out = place_names.AMBIGUOUS | place_names.COMMON_WORDS
    sure = {name: place for name, place in places.items() if name not in left_out}
    return {prefix + name: place for name, place in sure.items() for prefix in _clitics(name)} | sure


@cache
def _ambiguous() -> Mapping[str, str]:
    named = (*_cldr_names(), *_lines(place_names.ALIASES))
    return {name: code for code, name in reversed(named) if name in place_names.AMBIGUOUS}


def _clitics(name: str) -> tuple[str, ...]:
    """What may be written before `name` without a space; nothing in scripts that part their words."""
    if "\u0600" <= name[0] <= "\u06ff":
        return _CLITICS["ا"]
    return _CLITICS["አ"] if "\u1200" <= name[0] <= "\u137f" else ()


def _cldr_names() -> Iterator[tuple[str, str]]:
    for language in _LANGUAGES:
        for code, name in country_names(language).items():
            if code != WORLD:
                yield code, " ".join(_WORD.findall(fold(_BRACKETS.sub("", name))))


def _lines(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        code, _, names = line.partition(" ")
        for name in names.split(", "):
            yield code, fold(name)


def _french_forms(masculine: str) -> tuple[str, ...]:
    """The four forms of a demonym: "malien", "maliens", "malienne", "maliennes"."""
    if masculine.endswith("e"):
        feminine = masculine
    elif masculine.endswith("en"):
        feminine = f"{masculine}ne"
    else:
        feminine = "turque" if masculine == "turc" else f"{masculine}e"
    plural = masculine if masculine.endswith("s") else f"{masculine}s"
    return masculine, plural, feminine, f"{feminine}s"


def _portuguese_forms(masculine: str) -> tuple[str, ...]:
    """The four forms of a demonym: "angolano", "angolanos", "angolana", "angolanas"."""
    if masculine.endswith("o"):
        return masculine, f"{masculine}s", f"{masculine[:-1]}a", f"{masculine[:-1]}as"
    if masculine.endswith("es"):
        return masculine, f"{masculine}es", f"{masculine}a", f"{masculine}as"
    return (masculine, f"{masculine}s")
