"""Inspect: every check that there is, and what they find in a mail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from digest.core.errors import InvalidInput
from digest.render.preflight import (
    clients,
    duties,
    envelope,
    frame,
    headers,
    identity,
    legibility,
    links,
    parts,
    pictures,
    privacy,
    structure,
    transfer,
    weight,
    wording,
)
from digest.render.preflight.check import Check
from digest.render.preflight.finding import Finding, Level
from digest.render.preflight.specimen import Specimen

_FAMILIES = (
    duties, envelope, frame, weight, structure, links, pictures, legibility, wording, parts, privacy, clients,
    headers, identity, transfer,
)  # fmt: skip
CHECKS: dict[str, Check] = {check.name: check for family in _FAMILIES for check in family.CHECKS}
"""By their names, in the order in which they are asked."""
_MOST = 20
"""Findings of one check that are told; a mail that somebody broke on purpose has thousands."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that could not be asked."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """What came out of looking at a mail."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps an issue from being sent."""
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)


def inspect(mail: Specimen, *, only: Iterable[str] = ()) -> Report:
    """What the checks find, or those named; InvalidInput for a name that there is not."""
    chosen = [CHECKS[name] for name in known(only)] or list(CHECKS.values())
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for check in chosen:
        if lacking := [need for need in check.needs if need not in mail.holds]:
            skipped.append(Skipped(check.name, lacking[0].value))
        else:
            findings += _ask(check, mail)
    return Report(tuple(findings), tuple(skipped))


def known(names: Iterable[str]) -> tuple[str, ...]:
    """The same names; InvalidInput for one that is not the name of a check."""
    chosen = tuple(dict.fromkeys(names))
    if unknown := [name for name in chosen if name not in CHECKS]:
        raise InvalidInput(f"There is no check “{unknown[0]}”; there are {', '.join(sorted(CHECKS))}.")
    return chosen


def _ask(check: Check, mail: Specimen) -> Iterator[Finding]:
    flaws = check.find(mail)
    for flaw in islice(flaws, _MOST):
        yield Finding(flaw.level, check.name, flaw.message, flaw.where, flaw.mend)
    if more := next(flaws, None):
        message = f"There are more than {_MOST} of these."
        yield Finding(
            more.level, check.name, message, more.where, "Mend those first that are told, and check again."
        )
