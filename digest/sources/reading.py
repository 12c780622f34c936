"""Reading: what a parser hands back, the good items and the broken ones side by side."""

from dataclasses import dataclass

from digest.core.article import RawItem


@dataclass(frozen=True, slots=True)
class Broken:
    """One item that cannot be used."""

    where: str
    """Place in the input: "articles.csv, line 12"."""
    why: str
    """What is wrong with it, as the end of a sentence: "has no title"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was in one file or answer, in its order."""

    entries: tuple[RawItem | Broken, ...]
    title: str | None = None
    """What the input calls itself; None where it does not."""
    kind: str = "feed"
    """What answers so: a source’s kind ("feed", "wordpress", "sitemap", "page"), or "sitemap index"."""
