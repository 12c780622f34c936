"""Apart: an operator’s templates are prepared in a process of their own, whose time and memory are bounded."""

import sys
from collections.abc import Callable
from typing import TypeVar

from digest.bounded import BoundedReader, Bounds
from digest.core.errors import InvalidInput
from digest.render.environment import text_environment
from digest.render.prepare import Prepared, prepare, set_up
from digest.render.templates import Library

BOUNDS = Bounds(cpu=2, wall=20, kind="a template")
"""Ours take a quarter of a second, most of it for the engines to load."""

_LONGEST = 2_000_000
"""Characters of compiled HTML: fifty times ours."""
_FRAMES = 600
"""Depth of calls, less than where a process of ours stands: what passes here passes there."""

Result = TypeVar("Result")


def prepare_apart(library: Library) -> Prepared:
    """What `prepare` gives; InvalidInput also for templates that take more time or memory than they may."""
    return read_apart(library, _prepare)


def read_apart(library: Library, read: Callable[[Library], Result]) -> Result:
    """What `read` gives, done elsewhere; InvalidInput also where that takes more time or memory than it may."""
    with BoundedReader(BOUNDS, processes=1) as reader:
        return reader.read(f"What stands in {library.folders[0]}", read, library)


def _prepare(library: Library) -> Prepared:
    sys.setrecursionlimit(_FRAMES)
    prepared = prepare(library)
    if len(prepared.html) > _LONGEST:
        raise InvalidInput(
            f"The mail of {library.folders[0]} grows beyond {_LONGEST:,} characters; make it shorter."
        )
    set_up(prepared).page()
    text_environment().from_string(prepared.text)  # all that a press would compile in pieces, later
    return prepared
