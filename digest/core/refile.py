"""Whether an article that is stored goes into another category, once an editor has decided about a label."""

from collections.abc import Container

from digest.core.article import Evidence
from digest.core.labels import plain

_WEAKER = frozenset({"path", "title prefix", "words", "default"})
"""Where a category was found that gives way to what the source itself says."""


def refile(
    evidence: tuple[Evidence, ...], was: str, *, carried: Container[str], label: str, category: str
) -> tuple[Evidence, ...] | None:
    """The evidence of an article in the category `was`, after `label` (plain) stands for `category`.

    `carried` are the plain labels that nothing was known about when it came in. None where it stays as it is: it
    does not carry the label, follows it already, or was filed by another label.
    """
    old = next((found for found in reversed(evidence) if found.value == was), None)
    new = Evidence(category, "label", label)
    if old is None or not _gives_way(old, carried, new):
        return None
    return tuple(new if found is old else found for found in evidence)


def _gives_way(old: Evidence, carried: Container[str], new: Evidence) -> bool:
    if old.found_in == new.found_in:
        return plain(old.words) == new.words and old.value != new.value
    return old.found_in in _WEAKER and new.words in carried
