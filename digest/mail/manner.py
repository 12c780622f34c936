"""Manner: how much is said to a server before it has answered."""

from collections.abc import Mapping
from enum import IntEnum


class Manner(IntEnum):
    """From the one that every server understands to the fastest."""

    STEP_BY_STEP = 0
    """Each command waits for its reply: four round trips a message."""
    OVERLAPPED = 1
    """The commands of the next message go out with the end of this one (RFC 2920): one round trip."""
    CHUNKED = 2
    """Whole messages go out one after the other, their length told beforehand (RFC 3030): less than one."""

    @property
    def lower(self) -> "Manner":
        """The next that asks less of a server."""
        return Manner(max(self - 1, 0))


def best_manner(offers: Mapping[str, str]) -> Manner:
    """The fastest manner that a server understands, by its own word."""
    if "pipelining" not in offers:
        return Manner.STEP_BY_STEP
    return Manner.CHUNKED if "chunking" in offers else Manner.OVERLAPPED
