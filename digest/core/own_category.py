"""A category that a newsroom has added: its key, its names, and what sources may call it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from digest.core.category import NAMES, QCODES
from digest.core.errors import Conflict, InvalidInput
from digest.core.labels import plain

KEY_LIMIT = 40
"""Most characters of a key."""
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class OwnCategory:
    """A category that a newsroom has added."""

    key: str
    """What files and options call it: `[a-z0-9-]`."""
    fr: str
    en: str
    under: str | None = None
    """The topic of the IPTC that it is a part of, with its code and its colour; None for none."""


def check_own(key: str, under: str | None) -> None:
    """Raise InvalidInput for a key or a topic that cannot be used, Conflict for a key that names one of ours."""
    if not _KEY.fullmatch(key) or len(key) > KEY_LIMIT:
        raise InvalidInput(
            f"“{key}” cannot be the key of a category; write a-z, 0-9 and single hyphens, at most {KEY_LIMIT}."
        )
    if under is not None and under not in QCODES:
        raise InvalidInput(f"“{under}” is not a topic of the IPTC; choose from {', '.join(QCODES)}.")
    # Files call an article's category by its key, as they call it by any label.
    if ours := _our_labels().get(plain(key)):
        raise Conflict(f"“{key}” is what “{ours}” is called; choose another key.")


def labels_of(own: Iterable[OwnCategory]) -> dict[str, str]:
    """Which category sources mean by its key or a name, as `labels.plain` writes them.

    A label that names one of ours keeps its meaning.
    """
    every = tuple(own)
    names = {plain(name): each.key for each in every for name in (each.fr, each.en)}
    keys = {plain(each.key): each.key for each in every}
    return {label: key for label, key in (names | keys).items() if label not in _our_labels()}


@cache
def _our_labels() -> Mapping[str, str]:
    """The names that our categories came with, and their keys."""
    keys = {plain(category): category for category in NAMES["en"]}
    return keys | {plain(name): category for names in NAMES.values() for category, name in names.items()}
