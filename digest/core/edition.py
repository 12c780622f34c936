"""Edition: the standing plan of a digest, everything that differs between readers rather than machines."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from digest.core.cadence import Cadence
from digest.core.picture import Pictures
from digest.core.quota import Mix, Quota

DEFAULT_THEME = "default"
"""The look that is shipped."""


class Approval(StrEnum):
    """Whether a person has to approve an issue before it is sent."""

    REQUIRED = "required"
    AUTOMATIC = "automatic"


class Silence(StrEnum):
    """What becomes of an issue that is due and that nobody has approved."""

    HOLD = "hold"
    SEND = "send"
    """As it stands; held all the same where it shows a sensitive category."""
    SEND_SAFE = "send safe"
    """As the ranking had it, without anything of the editors’ and without sensitive categories."""


class Grouping(StrEnum):
    """What the sections of an issue are, where the edition does not list them."""

    COUNTRY = "country"
    CATEGORY = "category"


class EmptySections(StrEnum):
    """What becomes of a section that an edition promises and that has nothing today."""

    LEAVE_OUT = "leave out"
    SAY_SO = "say so"


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section of every issue: what it is called and what it takes."""

    title: str
    countries: tuple[str, ...] = ()
    """Codes it takes; none listed: any country of the edition."""
    categories: tuple[str, ...] = ()
    """Categories it takes; none listed: any category of the edition."""
    limit: int | None = None
    """Most stories it shows; None: the edition's `per_section`."""
    headlines: bool = False
    """Whether it is a list of headlines and nothing more."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many of what an issue may hold."""

    stories: int = 12
    per_section: int = 4
    per_source: int = 5
    """Of one source, as long as others have something to offer."""
    minimum: int = 3
    """Fewer stories than this, and the issue is withheld rather than sent almost empty."""
    per_country: int | None = None
    """Of any one country, whatever else there is; None: as many as find a place."""
    per_category: int | None = None
    """Of any one category, likewise."""
    per_owner: int | None = None
    """Of all sources of one owner, likewise."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a score is made of; each factor lies between 0 and 1 before it is weighted, but for two.

    The weights of what speaks for a story add up to 1, so that a score of 1 is as good as can be.
    """

    breadth: float = 0.36
    recency: float = 0.18
    source: float = 0.11
    country: float = 0.08
    category: float = 0.05
    picture: float = 0.04
    completeness: float = 0.02
    mark: float = 0.16
    """From -0.5 to 1."""
    shown: float = 0.10
    """From -1 to 0: against an update of a story that the edition has shown."""
    engagement: float = 0.0
    """How often readers open stories of its kind; nobody is measured unless the newsroom wants it."""
    half_life_hours: float = 12.0
    """After this time the recency of a story has halved."""
    half_lives: tuple[tuple[str, float], ...] = ()
    """The same for single categories, in hours."""
    countries: tuple[tuple[str, float], ...] = ()
    """Preference for single countries, 0 to 1; 1 for the edition's own unless listed, 0.5 for others."""
    categories: tuple[tuple[str, float], ...] = ()
    """Preference for single categories, 0 to 1; 0.5 unless listed."""
    diversity: float = 0.15
    """The most that a story loses, when places are given, to others of its country, category and source."""
    mix: float = 0.20
    """The most that it loses because its country or its category is above the share that the edition aims at."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a mail comes from."""

    address: str
    name: str
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """The standing product: what its issues are made of, when they appear and how they look."""

    key: str
    """Short name in addresses, files and commands: `[a-z0-9-]`, unique."""
    name: str
    masthead: str
    """Name of the newspaper, printed on top."""
    sender: Sender
    cadence: Cadence
    locale: str = "fr"
    tagline: str = ""
    postal_address: str = ""
    signature: str = ""
    theme: str = DEFAULT_THEME
    """Which templates and colours its mails have."""
    pictures: Pictures = Pictures.SERVE
    """Where those of its mails come from; copies are made when an issue is built."""
    countries: tuple[str, ...] = ()
    """The home set: countries that stand under their own name; all others are the world. Empty: no world."""
    world: bool = True
    """Whether stories from outside the home set appear at all."""
    world_headlines: bool = False
    """Whether their section is a list of headlines, where it is not listed in `sections`."""
    categories: tuple[str, ...] = ()
    """Categories that may appear; empty: all."""
    grouping: Grouping = Grouping.COUNTRY
    sections: tuple[SectionPlan, ...] = ()
    empty_sections: EmptySections = EmptySections.LEAVE_OUT
    limits: Limits = field(default_factory=Limits)
    quotas: tuple[Quota, ...] = ()
    """Promises about single kinds, the most important one first."""
    mix: Mix = field(default_factory=Mix)
    weights: Weights = field(default_factory=Weights)
    approval: Approval = Approval.REQUIRED
    sign_up: bool = False
    """Whether anybody may ask for it on a public page."""
    goodbye: bool = False
    """Whether whoever leaves gets a letter that says so."""
    four_eyes: bool = False
    """Whether whoever changed an issue last may not approve it."""
    sensitive: tuple[str, ...] = ()
    """Categories of which an issue that shows one needs the approval of two people."""
    on_silence: Silence = Silence.HOLD
    notify: tuple[str, ...] = ()
    """Addresses of the editors who get mails about its issues."""
    remind: timedelta = timedelta(minutes=15)
    """How long before an issue is due they are told that nobody has approved it."""
