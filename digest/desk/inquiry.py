"""An inquiry about one story: all that is known of it, its place or its refusal, and what it would need."""

import re
from dataclasses import dataclass
from datetime import datetime

from digest.core.canonical import canonical
from digest.core.chances import Chances, advantage, chances_of, find_coverage
from digest.core.country import country_name
from digest.core.edition import Edition
from digest.core.revision import spellings
from digest.db.dossier import Dossier, dossier
from digest.db.store import Store
from digest.desk.case import Case
from digest.desk.explain import Placed, Reason, Refused, Telling, explain

_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Told:
    """One article of a story."""

    id: int
    title: str
    source: str
    published_at: datetime
    language: str
    link: str | None
    tells: bool
    """Whether it is the one that is shown."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """All about one story in one edition."""

    id: int
    title: str
    countries: tuple[str, ...]
    category: str
    articles: tuple[Told, ...]
    """Oldest first."""
    advantage: str | None
    """What put the article that tells it before the next one: see core/chances.advantage."""
    points: int | None
    because: str
    reasons: tuple[Reason, ...]
    placed: Placed | None
    refused: Refused | None
    missing: int | None
    """With so many points more it would be in the issue; None where it is, or where no score would help."""


@dataclass(frozen=True, slots=True)
class Absence:
    """An article that the window does not hold."""

    id: int
    title: str
    source: str
    published_at: datetime
    reason: str
    """One of "too old", "too new", "came later", "country", "changed"."""
    at: datetime | None
    """The moment that decides: where the window begins or ends, or when the article came."""
    countries: tuple[str, ...]


def inquire(store: Store, case: Case, reference: str, *, language: str) -> Inquiry | Absence:
    """What became of the story or the article that `reference` names by id or web address.

    Raises NotFound for an article that was never taken in.
    """
    id = int(reference) if re.fullmatch(r"[0-9]{1,10}", reference) and int(reference) <= _LARGEST_ID else None
    urls = () if id is not None else spellings(canonical(reference) or reference)
    coverage = find_coverage(case.coverages, id=id, urls=urls)
    if coverage:
        return _found(case, chances_of(coverage.id, case.inputs, case.coverages), language)
    with store.reading() as session:
        return _absence(case, dossier(session, reference), language)


def _found(case: Case, chances: Chances, language: str) -> Inquiry:
    story, names = chances.story, case.inputs.names
    telling = Telling(language, names)
    placed = next((each for each in explain(case.content, language=language).placed if each.id == story.id), None)
    factors = chances.score.factors if chances.score else ()
    return Inquiry(
        id=story.id,
        title=story.lead.title,
        countries=tuple(country_name(code, language) for code in story.lead.countries),
        category=names.of(story.lead.category, language),
        articles=tuple(
            Told(a.id, a.title, a.source.name, a.published_at, a.language, a.link, a is story.lead)
            for a in sorted(story.articles, key=lambda article: (article.published_at, article.id))
        ),
        advantage=advantage(story, language=case.edition.locale),
        points=chances.score.points if chances.score else None,
        because=telling.because(factors),
        reasons=telling.reasons(factors),
        placed=placed,
        refused=telling.refused(chances.left_out) if chances.left_out else None,
        missing=chances.missing,
    )


def _absence(case: Case, found: Dossier, language: str) -> Absence:
    article, window = found.article, case.inputs.material.window
    reason, at = "changed", None
    if article.published_at < window.start:
        reason, at = "too old", window.start
    elif article.published_at >= window.end:
        reason, at = "too new", window.end
    elif case.built_at and found.first_seen > case.built_at:
        reason, at = "came later", found.first_seen
    elif not _takes(case.edition, article.countries):
        reason = "country"
    return Absence(
        id=article.id,
        title=article.title,
        source=article.source.name,
        published_at=article.published_at,
        reason=reason,
        at=at,
        countries=tuple(country_name(code, language) for code in article.countries),
    )


def _takes(edition: Edition, countries: tuple[str, ...]) -> bool:
    return edition.world or not edition.countries or not set(edition.countries).isdisjoint(countries)
