"""The tables of an edition file, and what may stand in each field."""

import re
from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field

from digest.core.category import CATEGORIES
from digest.core.country import WORLD, is_country
from digest.core.edition import Approval, Grouping, Limits, Weights

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOCALES = ("fr", "en")
_LIMITS = Limits()
_WEIGHTS = Weights()
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _country(code: str) -> str:
    if not is_country(code):
        raise ValueError(f"“{code}” is not an ISO 3166 country code such as BJ, nor {WORLD} for the world")
    return code


def _category(name: str) -> str:
    if name not in CATEGORIES:
        raise ValueError(f"“{name}” is not a category; choose from {', '.join(CATEGORIES)}")
    return name


def _day(name: str) -> str:
    if name not in DAYS:
        raise ValueError(f"“{name}” is not a day; choose from {', '.join(DAYS)}")
    return name


def _locale(name: str) -> str:
    if name not in LOCALES:
        raise ValueError(f"“{name}” is not a language of the product; choose from {', '.join(LOCALES)}")
    return name


def _key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError("a key is made of a-z, 0-9 and single hyphens")
    return key


Country = Annotated[str, AfterValidator(_country)]
Category = Annotated[str, AfterValidator(_category)]
Preference = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1, le=200)]


class Table(BaseModel):
    """A table that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid")


class CadenceTable(Table):
    """When issues appear, in local time."""

    zone: str
    at: time
    days: list[Annotated[str, AfterValidator(_day)]] = list(DAYS)
    prepare_minutes: int = Field(default=60, ge=0, le=24 * 60)
    grace_minutes: int = Field(default=360, ge=0, le=24 * 60)
    span_hours: float | None = Field(default=None, gt=0, le=24 * 31)


class SenderTable(Table):
    """Whom the mails come from."""

    address: EmailStr
    name: str
    reply_to: EmailStr | None = None


class SectionTable(Table):
    """One section of every issue."""

    title: str
    countries: list[Country] = []
    categories: list[Category] = []
    limit: Count | None = None


class LimitsTable(Table):
    """How many of what an issue may hold."""

    stories: Count = _LIMITS.stories
    per_section: Count = _LIMITS.per_section
    per_source: Count = _LIMITS.per_source
    minimum: Count = _LIMITS.minimum


class WeightsTable(Table):
    """What a score is made of."""

    breadth: Preference = _WEIGHTS.breadth
    recency: Preference = _WEIGHTS.recency
    source: Preference = _WEIGHTS.source
    country: Preference = _WEIGHTS.country
    category: Preference = _WEIGHTS.category
    picture: Preference = _WEIGHTS.picture
    half_life_hours: float = Field(default=_WEIGHTS.half_life_hours, gt=0)
    countries: dict[Country, Preference] = {}
    categories: dict[Category, Preference] = {}


class EditionTable(Table):
    """The whole file."""

    key: Annotated[str, AfterValidator(_key)]
    name: str
    masthead: str
    cadence: CadenceTable
    sender: SenderTable
    locale: Annotated[str, AfterValidator(_locale)] = "fr"
    tagline: str = ""
    postal_address: str = ""
    signature: str = ""
    countries: list[Country] = []
    world: bool = True
    categories: list[Category] = []
    grouping: Grouping = Grouping.COUNTRY
    approval: Approval = Approval.REQUIRED
    limits: LimitsTable = LimitsTable()
    weights: WeightsTable = WeightsTable()
    sections: list[SectionTable] = []
