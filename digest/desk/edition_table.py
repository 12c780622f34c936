"""The tables of an edition file."""

from datetime import time
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, EmailStr, Field, model_validator

from digest.core.edition import DEFAULT_THEME, Approval, EmptySections, Grouping, Limits, Silence, Weights
from digest.core.picture import Pictures
from digest.core.quota import Axis
from digest.desk.edition_fields import DAYS, Category, Count, Country, Day, Hours, Key, Locale, Preference

_LIMITS = Limits()
_WEIGHTS = Weights()
_ROUNDING = 1e-9


class Table(BaseModel):
    """A table that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid")


class CadenceTable(Table):
    """When issues appear, in local time."""

    zone: str
    at: time
    days: list[Day] = list(DAYS)
    prepare_minutes: int = Field(default=60, ge=0, le=24 * 60)
    grace_minutes: int = Field(default=360, ge=0, le=24 * 60)
    lateness_minutes: int = Field(default=720, ge=30, le=7 * 24 * 60)
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
    headlines: bool = False


class LimitsTable(Table):
    """How many of what an issue may hold."""

    stories: Count = _LIMITS.stories
    per_section: Count = _LIMITS.per_section
    per_source: Count = _LIMITS.per_source
    minimum: Count = _LIMITS.minimum
    per_country: Count | None = None
    per_category: Count | None = None
    per_owner: Count | None = None


class QuotaTable(Table):
    """How many stories of one kind every issue holds."""

    country: Country | None = None
    category: Category | None = None
    source: Key | None = None
    owner: Annotated[str, Field(min_length=1)] | None = None
    at_least: Annotated[int, Field(ge=0, le=200)] = 0
    at_most: Count | None = None

    @property
    def about(self) -> list[tuple[Axis, str]]:
        """What it names; one thing, once it is known to be valid."""
        named = ((axis, getattr(self, axis.value)) for axis in Axis)
        return [(axis, value) for axis, value in named if value is not None]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.about) != 1:
            raise ValueError("name exactly one of country, category, source and owner")
        if not self.at_least and self.at_most is None:
            raise ValueError("say at_least, at_most or both")
        if self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least is {self.at_least}, more than at_most, {self.at_most}")
        return self


class MixTable(Table):
    """Which shares of every issue the edition aims at."""

    countries: dict[Country, Preference] = {}
    categories: dict[Category, Preference] = {}

    @model_validator(mode="after")
    def _check(self) -> Self:
        for name, shares in (("countries", self.countries), ("categories", self.categories)):
            total = sum(shares.values())
            if total > 1 + _ROUNDING:
                raise ValueError(f"the shares of {name} add up to {total:.2f}; they may be 1 at most")
        return self


class WeightsTable(Table):
    """What a score is made of."""

    breadth: Preference = _WEIGHTS.breadth
    recency: Preference = _WEIGHTS.recency
    source: Preference = _WEIGHTS.source
    country: Preference = _WEIGHTS.country
    category: Preference = _WEIGHTS.category
    picture: Preference = _WEIGHTS.picture
    completeness: Preference = _WEIGHTS.completeness
    mark: Preference = _WEIGHTS.mark
    shown: Preference = _WEIGHTS.shown
    engagement: Preference = _WEIGHTS.engagement
    half_life_hours: Hours = _WEIGHTS.half_life_hours
    half_lives: dict[Category, Hours] = {}
    countries: dict[Country, Preference] = {}
    categories: dict[Category, Preference] = {}
    diversity: Preference = _WEIGHTS.diversity
    mix: Preference = _WEIGHTS.mix


class EditionTable(Table):
    """The whole file."""

    key: Key
    name: str
    masthead: str
    cadence: CadenceTable
    sender: SenderTable
    locale: Locale = "fr"
    tagline: str = ""
    postal_address: str = ""
    signature: str = ""
    theme: Key = DEFAULT_THEME
    pictures: Pictures = Pictures.SERVE
    countries: list[Country] = []
    world: bool = True
    world_headlines: bool = False
    categories: list[Category] = []
    grouping: Grouping = Grouping.COUNTRY
    approval: Approval = Approval.REQUIRED
    sign_up: bool = False
    goodbye: bool = False
    four_eyes: bool = False
    sensitive: list[Category] = []
    on_silence: Silence = Silence.HOLD
    notify: list[EmailStr] = []
    remind_minutes: int = Field(default=15, ge=0, le=24 * 60)
    empty_sections: EmptySections = EmptySections.LEAVE_OUT
    limits: LimitsTable = LimitsTable()
    quotas: list[QuotaTable] = []
    mix: MixTable = MixTable()
    weights: WeightsTable = WeightsTable()
    sections: list[SectionTable] = []

    @model_validator(mode="after")
    def _check(self) -> Self:
        promised, room = sum(quota.at_least for quota in self.quotas), self.limits.stories
        if promised > room:
            raise ValueError(
                f"the quotas ask for at least {promised} stories, more than limits.stories, {room}; "
                "raise that limit or ask for fewer"
            )
        named = [about for quota in self.quotas for about in quota.about]
        for axis, value in named:
            if named.count((axis, value)) > 1:
                raise ValueError(f"there are two quotas for the {axis} “{value}”; make one of them")
        return self
