"""Check: one question that is asked of a mail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from digest.render.preflight.finding import Flaw
from digest.render.preflight.specimen import Need, Specimen


@dataclass(frozen=True, slots=True)
class Check:
    """One question that is asked of a mail."""

    name: str
    about: str
    """What holds when it finds nothing."""
    needs: tuple[Need, ...]
    """Without which it cannot be asked."""
    find: Callable[[Specimen], Iterator[Flaw]]
