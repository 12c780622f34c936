"""Decides which countries and which category an article carries, and keeps the evidence for it.

Order of evidence, strongest first: what the source says (labels), its address, how the title begins, the title,
and, only where all of these name no country or just a region, the lead. The body is never read: it names too much.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

from digest.core.article import Evidence, RawItem
from digest.core.category import GENERAL
from digest.core.country import WORLD
from digest.core.gazetteer import CITY, Mention, country_of, mentions
from digest.core.labels import category_of, plain
from digest.core.topics import topic_of

_LEAD = 300
"""Characters of the lead that are read for countries; more of them name more than the article is about."""

_LABEL, _PATH, _PREFIX, _TITLE, _IN_LEAD, _WORDS = "label", "path", "title prefix", "title", "lead", "words"
_POINTS = {_LABEL: 8.0, _PATH: 7.0, _PREFIX: 6.0, _TITLE: 3.0, _IN_LEAD: 1.0}
_SURE = _POINTS[_TITLE] * CITY
"""From here on the lead has no say: less is a region, whose members it may tell apart."""

_COLON = re.compile(r"\s*([^:|]{2,45}?)\s*[:|]\s")
_DASH = re.compile(r"\s*(.{2,45}?)\s+[–—-]\s")


NOTHING_MAPPED: Mapping[str, str] = MappingProxyType({})

_Found = tuple[Evidence, float]
"""What speaks for a country, and its weight."""
_GENERAL = Evidence(GENERAL, "default", "")
_THE_WORLD = Evidence(WORLD, "default", "")


@dataclass(frozen=True, slots=True)
class Tags:
    """What was decided about one article."""

    countries: tuple[str, ...]
    """At least one code; the first is the primary one, WORLD where no country is named."""
    category: str
    evidence: tuple[Evidence, ...]
    """Everything that spoke for the countries and the category, strongest first."""


def tag(
    item: RawItem, *, mapped: Mapping[str, str] = NOTHING_MAPPED, own: Mapping[str, str] = NOTHING_MAPPED
) -> Tags:
    """The countries and the category of `item`, whose texts are plain already.

    `mapped` says which category a label of this source stands for, by `labels.plain`; it goes before our words.
    `own` says what the categories are called that the newsroom has added, in an address or before a title.
    """
    stated = [(_LABEL, label) for label in item.labels] + [(_PATH, folder) for folder in _sections_in(item.url)]
    prefix = title_prefix(item.title)
    countries, for_countries = _countries(item, stated, prefix)
    for_category = next(_category_evidence(item, [*stated, (_PREFIX, prefix)], mapped, own), _GENERAL)
    return Tags(countries, for_category.value, (*for_countries, for_category))


def _countries(
    item: RawItem, stated: Iterable[tuple[str, str]], prefix: str
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    found = [each for found_in, text in stated if (each := _named_by(found_in, text))]
    found += _named_in_prefix(prefix)
    found += _mentioned(_TITLE, mentions(item.title))
    named = {evidence.value for evidence, _ in found}
    if not any(weight >= _SURE for _, weight in found):
        found += _mentioned(_IN_LEAD, mentions((item.summary or item.body)[:_LEAD]))
    points: dict[str, float] = {}
    for evidence, weight in found:
        points[evidence.value] = points.get(evidence.value, 0.0) + weight
    kept = named or {country for country, total in points.items() if total >= CITY}
    if not kept:
        return (WORLD,), (_evidence_of_the_world(item),)
    # Equal points keep the order in which the countries were found: sorting is stable.
    ranked = sorted((country for country in points if country in kept), key=lambda code: -round(points[code], 6))
    return tuple(ranked), tuple(dict.fromkeys(evidence for evidence, _ in found if evidence.value in kept))


@lru_cache(maxsize=20_000)
def _named_by(found_in: str, text: str) -> _Found | None:
    """The country that all of `text` is the name of."""
    country = country_of(text)
    return (Evidence(country, found_in, text), _POINTS[found_in]) if country and country != WORLD else None


@lru_cache(maxsize=20_000)
def _named_in_prefix(prefix: str) -> tuple[_Found, ...]:
    """The countries that a title begins with, as so many titles do."""
    if not prefix:
        return ()
    found = tuple(_mentioned(_PREFIX, mentions(prefix)))
    whole = None if found else _named_by(_PREFIX, prefix)
    return (whole,) if whole else found


def _mentioned(found_in: str, found: Iterable[Mention]) -> Iterator[_Found]:
    for mention in found:
        for country in mention.place.countries:
            yield Evidence(country, found_in, mention.words), _POINTS[found_in] * mention.place.weight


def _evidence_of_the_world(item: RawItem) -> Evidence:
    label = next((label for label in item.labels if country_of(label) == WORLD), None)
    return Evidence(WORLD, _LABEL, label) if label else _THE_WORLD


def unknown_labels(item: RawItem, *, mapped: Mapping[str, str] = NOTHING_MAPPED) -> tuple[str, ...]:
    """The labels of `item` that name neither a category nor a country, as they are compared."""
    found = [plain(label) for label in item.labels if not category_of(label) and not country_of(label)]
    return tuple(dict.fromkeys(label for label in found if label and label not in mapped)) if found else ()


def _category_evidence(
    item: RawItem, stated: Iterable[tuple[str, str]], mapped: Mapping[str, str], own: Mapping[str, str]
) -> Iterator[Evidence]:
    if mapped:
        for label in item.labels:
            if category := mapped.get(plain(label)):
                yield Evidence(category, _LABEL, label)
    for found_in, text in stated:
        if category := (own and own.get(plain(text))) or category_of(text):
            yield Evidence(category, found_in, text)
    if suggested := topic_of(item.title):
        yield Evidence(suggested[0], _WORDS, suggested[1])


def title_prefix(title: str) -> str:
    """What stands before the first colon or dash of `title`: "Burkina Faso – Tchad: …"; "" if nothing does."""
    prefix = _COLON.match(title) or _DASH.match(title)
    return prefix[1] if prefix else ""


def _sections_in(url: str | None) -> Iterable[str]:
    """The folders of an address as labels; the last part is the article itself."""
    folders = (url or "").partition("://")[2].partition("?")[0].split("/")[1:-1]
    return [unquote(folder).replace("-", " ") for folder in folders if folder and not folder.isdigit()]
