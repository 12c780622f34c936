"""Edition: the standing plan of a digest, everything that differs between readers rather than machines."""

from dataclasses import dataclass, field
from enum import StrEnum

from digest.core.cadence import Cadence


class Approval(StrEnum):
    """Whether a person has to approve an issue before it is sent."""

    REQUIRED = "required"
    AUTOMATIC = "automatic"


class Grouping(StrEnum):
    """What the sections of an issue are, where the edition does not list them."""

    COUNTRY = "country"
    CATEGORY = "category"


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


@dataclass(frozen=True, slots=True)
class Limits:
    """How many of what an issue may hold."""

    stories: int = 12
    per_section: int = 4
    per_source: int = 5
    """Of one source, as long as others have something to offer."""
    minimum: int = 3
    """Fewer stories than this, and the issue is withheld rather than sent almost empty."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a score is made of; each factor lies between 0 and 1 before it is weighted."""

    breadth: float = 0.40
    recency: float = 0.24
    source: float = 0.14
    country: float = 0.10
    category: float = 0.06
    picture: float = 0.06
    half_life_hours: float = 12.0
    """After this time the recency of a story has halved."""
    countries: tuple[tuple[str, float], ...] = ()
    """Preference for single countries, 0 to 1; 1 for the edition's own unless listed, 0.5 for others."""
    categories: tuple[tuple[str, float], ...] = ()
    """Preference for single categories, 0 to 1; 0.5 unless listed."""


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
    countries: tuple[str, ...] = ()
    """The home set: countries that stand under their own name; all others are the world. Empty: no world."""
    world: bool = True
    """Whether stories from outside the home set appear at all."""
    categories: tuple[str, ...] = ()
    """Categories that may appear; empty: all."""
    grouping: Grouping = Grouping.COUNTRY
    sections: tuple[SectionPlan, ...] = ()
    limits: Limits = field(default_factory=Limits)
    weights: Weights = field(default_factory=Weights)
    approval: Approval = Approval.REQUIRED
