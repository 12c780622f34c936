"""Kept: what has been worked out once and may be asked for again, never without bounds."""

from collections.abc import Callable
from typing import TypeVar

MOST = 2_000
"""Outcomes that are kept: a section of eight stories has 255 selections, a million readers have no more of it."""

Key = TypeVar("Key")
Outcome = TypeVar("Outcome")


class Kept(dict[Key, Outcome]):
    """What `make` gives, by what it was given; made where it is missing. When it is full it starts anew."""

    def __init__(self, make: Callable[[Key], Outcome]) -> None:
        self._make = make

    def __missing__(self, key: Key) -> Outcome:
        if len(self) >= MOST:
            self.clear()
        outcome = self[key] = self._make(key)
        return outcome
