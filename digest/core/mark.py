"""Mark: what an editor says of an article, for every issue that it may be in."""

from collections.abc import Iterable

from digest.core.errors import InvalidInput

MARKS = {"top": 2, "important": 1, "normal": 0, "low": -1}
"""What each mark is worth."""

UNMARKED = 0


def mark_named(name: str) -> int:
    """The mark called `name`; InvalidInput if there is none."""
    if name not in MARKS:
        raise InvalidInput(f"“{name}” is not a mark; choose from {', '.join(MARKS)}.")
    return MARKS[name]


def mark_name(mark: int) -> str:
    """What `mark` is called."""
    return next(name for name, worth in MARKS.items() if worth == mark)


def overall(marks: Iterable[int]) -> int:
    """What the marks of its articles say of a story: the highest that speaks for it, else the lowest.

    Their order does not matter.
    """
    given = set(marks)
    return max(given) if max(given) > UNMARKED else min(given)
