"""Offered: what readers may choose of an edition, and what their ticks mean."""

from collections.abc import Collection

from digest.core.country import WORLD
from digest.core.edition import Edition
from digest.core.naming import CategoryNames


def countries_of(edition: Edition) -> tuple[str, ...]:
    """The countries to tick; none where the edition takes all there are."""
    return (*edition.countries, WORLD) if edition.countries and edition.world else edition.countries


def categories_of(edition: Edition, names: CategoryNames) -> tuple[str, ...]:
    """The categories to tick: those of the edition, or all there are."""
    return edition.categories or names.categories


def ticked(values: Collection[str], offered: tuple[str, ...]) -> tuple[str, ...]:
    """What was chosen, in the order in which it was offered; nothing where that was everything."""
    chosen = tuple(each for each in offered if each in values)
    return () if chosen == offered else chosen
