"""What may stand in a field of an edition file."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from digest.core.country import WORLD, is_country
from digest.core.naming import CategoryNames
from digest.locale import MAIL_LANGUAGES

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _country(code: str) -> str:
    if not is_country(code):
        raise ValueError(f"“{code}” is not an ISO 3166 country code such as BJ, nor {WORLD} for the world")
    return code


def _category(name: str, info: ValidationInfo) -> str:
    """Checked where the context says which categories there are: when a file is read, not when one is written."""
    if isinstance(info.context, CategoryNames) and name not in info.context.categories:
        raise ValueError(f"“{name}” is not a category; choose from {', '.join(info.context.categories)}")
    return name


def _day(name: str) -> str:
    if name not in DAYS:
        raise ValueError(f"“{name}” is not a day; choose from {', '.join(DAYS)}")
    return name


def _locale(name: str) -> str:
    if name not in MAIL_LANGUAGES:
        raise ValueError(f"“{name}” is not a language of the product; choose from {', '.join(MAIL_LANGUAGES)}")
    return name


def _key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError("a key is made of a-z, 0-9 and single hyphens")
    return key


Day = Annotated[str, AfterValidator(_day)]
Locale = Annotated[str, AfterValidator(_locale)]
Key = Annotated[str, AfterValidator(_key)]
Country = Annotated[str, AfterValidator(_country)]
Category = Annotated[str, AfterValidator(_category)]
Preference = Annotated[float, Field(ge=0, le=1)]
Hours = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1, le=200)]
