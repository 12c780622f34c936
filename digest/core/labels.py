"""What a source means by the name of a section: one of our categories, or nothing that we know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from digest.core.category import GENERAL, NAMES
from digest.core.words import fold

# Folded, beside our own names of the categories; junk such as “News - Infos” is in no line and so means nothing.
_LABELS = """
culture: cultures, art, arts, musique, music, cinema, livres, books, litterature, theatre, patrimoine
justice: faits divers, fait divers, crime, tribunal, tribunaux, droit, law, courts, police
disaster: catastrophe, disaster, accident, accidents, drame, inondations, seisme, incendie
economy: eco, business, finance, finances, entreprises, marches, markets, commerce, bourse, argent, money
economy: agriculture, energie, energy, mines, transport, transports, tourisme, infrastructures
education: ecole, enseignement, universite, universites, schools, formation
environment: climat, climate, nature, ecologie, biodiversite
health: medecine, bien etre, sante publique, sida, vih, paludisme, covid, covid 19, ebola
people: celebrites, celebrities, portrait, portraits, insolite, carnet, necrologie
labour: emploi, emplois, jobs, social, syndicats, employment
lifestyle: style, mode, fashion, cuisine, food, loisirs, vie pratique, voyage, travel, beaute
politics: politiques, election, elections, diplomatie, diplomacy, gouvernement, parlement, cooperation
politics: geopolitique, relations internationales, assemblee nationale, presidentielle
religion: religions, foi, islam, eglise, faith
science: tech, technologie, technologies, technology, numerique, digital, high tech, innovation
society: societes, femmes, women, jeunesse, youth, famille, migration, migrations
society: droits humains, human rights, societe civile
sport: sports, football, foot, soccer, basket, basketball, cyclisme, athletisme, rugby, tennis, mondial
security: defense, defence, armee, armees, military, terrorisme, terrorism, insecurite, djihadisme, jihadisme
security: conflit, conflits, conflict, guerre, war, paix et securite
weather: previsions
"""
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[/&,;|>»–—-]|\s(?:et|and)\s", re.I)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a newsroom itself made of labels; all of them as `plain` writes them."""

    own: Mapping[str, str]
    """Category by what sources may call it, of those that the newsroom has added."""
    by_source: Mapping[str, Mapping[str, str]]
    """Category by label as editors decided, by the key of the source."""

    def of(self, source: str) -> Mapping[str, str]:
        """Category by label for the source with that key, known or new; what was decided goes first."""
        return {**self.own, **self.by_source.get(source, {})}


@lru_cache(maxsize=20_000)
def category_of(label: str) -> str | None:
    """The category that a section or a tag is named after; of a label in parts, that of the first part known."""
    known = _categories()
    spellings = (plain(text) for text in (label, *_PARTS.split(label)))
    return next((known[text] for text in spellings if text in known), None)


@cache
def _categories() -> dict[str, str]:
    """Every known label and its category."""
    ours = {plain(name): category for names in NAMES.values() for category, name in names.items()}
    slugs = {category: category for category in NAMES["en"]}
    return {label: category for label, category in (slugs | _theirs() | ours).items() if category != GENERAL}


def _theirs() -> dict[str, str]:
    lines = (line.partition(": ") for line in _LABELS.strip().splitlines())
    return {label: category for category, _, labels in lines for label in labels.split(", ")}


@lru_cache(maxsize=20_000)
def plain(label: str) -> str:
    """A label as it is compared: folded, and words alone."""
    return " ".join(_WORD.findall(fold(label)))
