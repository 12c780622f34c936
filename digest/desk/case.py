"""A case: what the issue of a day was made from, or would be made from now, ready for questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest.core.comparison import Change, compare
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.inputs import Inputs, make
from digest.core.issue import Content
from digest.core.material import gather
from digest.db import editions, issues, snapshots
from digest.db.store import Store
from digest.desk.build import check_day, inputs_of
from digest.desk.what_if import suppose
from digest.desk.windows import read_material, territory


@dataclass(frozen=True, slots=True)
class Case:
    """An issue that was built, or one that could be."""

    edition: Edition
    """As it was then."""
    date: date
    content: Content
    inputs: Inputs
    coverages: tuple[Coverage, ...]
    built_at: datetime | None
    """None for one that was not built yet: then it is what would be built now."""
    is_kept: bool = True
    """Whether `inputs` are those that it was built from, and not what the database holds now."""


def open_case(store: Store, key: str, day: date, *, now: datetime) -> Case:
    """The issue of `day` of an edition; if there is none yet, what it would be. Nothing is stored.

    Raises NotFound for an edition that does not exist, InvalidInput for a day on which no issue appears.
    """
    with store.reading() as session:
        stored = editions.find(session, key)
        issue = issues.find_or_none(session, key, day)
        kept = snapshots.of_issue(session, issue.id) if issue else None
    if issue and kept:
        coverages = gather(kept.inputs.material)
        return Case(kept.inputs.edition, day, issue.content, kept.inputs, coverages, kept.made_at)
    if issue is None:
        check_day(stored.edition, day)
    window = issue.window if issue else stored.edition.cadence.window(day)
    inputs = inputs_of(store, stored, day, read_material(store, window))
    coverages = gather(inputs.material)
    content = issue.content if issue else make(inputs, coverages)
    return Case(stored.edition, day, content, inputs, coverages, issue.built_at if issue else None, is_kept=False)


def suppose_case(store: Store, case: Case, settings: Sequence[str]) -> Case:
    """`case` with fields of its edition changed (see `what_if`); content and coverages follow.

    Articles that the window was not read for, because of its times or its countries, come from the database as it
    is now. Raises InvalidInput for what cannot stand in an edition file.
    """
    edition = suppose(case.edition, settings, case.inputs.names)
    inputs, coverages = replace(case.inputs, edition=edition), case.coverages
    window = edition.cadence.window(case.date)
    if window != case.inputs.material.window or not _covers(store, case.edition, edition):
        material = read_material(store, window, also=edition)
        inputs, coverages = replace(inputs, material=material), gather(material)
    return replace(case, edition=edition, content=make(inputs, coverages), inputs=inputs, coverages=coverages)


def changes_between(before: Case, after: Case) -> tuple[Change, ...]:
    """The stories that stand elsewhere or have another score, both made by the method of this version."""
    changes = compare(make(before.inputs, before.coverages), after.content)
    return tuple(each for each in changes if each.before != each.after or each.points_before != each.points_after)


def _covers(store: Store, before: Edition, after: Edition) -> bool:
    """Whether all that `after` may take was read for `before` and the other editions."""
    with store.reading() as session:
        had = territory((before, *(stored.edition for stored in editions.every(session))))
    wanted = territory([after])
    return had is None or (wanted is not None and set(wanted) <= set(had))
