"""Build the day's issue of one edition: once, or again with what has come in since."""

from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version

from digest.core.edit_log import in_force
from digest.core.edition import Approval, Edition
from digest.core.errors import InvalidInput
from digest.core.inputs import Inputs, make
from digest.core.issue import Content, Issue, IssueState
from digest.core.material import Material
from digest.core.signoff import sensitive_in
from digest.db import categories, editions, edits, issues, snapshots
from digest.db.editions import StoredEdition
from digest.db.snapshots import Packed
from digest.db.store import Store
from digest.desk.approval import AUTOMATIC, approve_unasked
from digest.desk.carry import carry_over
from digest.desk.pictures import CopyPictures
from digest.desk.windows import Windows
from digest.desk.worktable import lay_again
from digest.render.press import MakePress

REMEMBERED_ISSUES = 14
"""A story that stood in one of so many earlier issues of the edition is not shown again."""


@dataclass(frozen=True, slots=True)
class Built:
    """An issue, and from how many articles it was chosen."""

    issue: Issue
    candidates: int
    """How many articles its window held."""
    without: tuple[str, ...] = ()
    """A sentence on each picture that could not be copied: its story comes without."""


def build(
    store: Store,
    make_press: MakePress,
    key: str,
    day: date,
    *,
    now: datetime,
    windows: Windows | None = None,
    copy_pictures: CopyPictures | None = None,
) -> Built:
    """Build the issue of `day`, or rebuild it; once its window has closed, an automatic edition approves it.

    Editions that are built with the same `windows` share what was gathered. Without `copy_pictures` an issue
    shows its publishers' own. Raises Conflict for an issue that was approved or sent: hold it first.
    """
    with store.reading() as session:
        stored = editions.find(session, key)
    check_day(stored.edition, day)
    windows = windows or Windows(store)
    gathered = windows.gather(stored.edition.cadence.window(day), now=now)
    inputs = inputs_of(store, stored, day, gathered.material)
    content = make(inputs, gathered.coverages)
    issue = _keep(store, stored, day, inputs, windows.pack(gathered), content, now=now)
    without = copy_pictures(issue, stored.edition, now) if copy_pictures else ()
    if _approves_itself(store, stored.edition, issue, now):
        issue = approve_unasked(store, make_press, key, day, by=AUTOMATIC, now=now)
    return Built(issue, len(gathered.material.articles), without)


def check_day(edition: Edition, day: date) -> None:
    """Raise InvalidInput unless the edition appears on `day`."""
    if not edition.cadence.is_day(day):
        following = next(edition.cadence.days_from(day))
        raise InvalidInput(f"“{edition.key}” does not appear on {day}; the next day is {following} (--date).")


def inputs_of(store: Store, stored: StoredEdition, day: date, material: Material) -> Inputs:
    """What the issue of `day` is made from as things stand now."""
    with store.reading() as session:
        memory = issues.memory(session, stored.id, before=day, issues=REMEMBERED_ISSUES)
        names = categories.names(session)
    return Inputs(material, stored.edition, memory, names)


def _approves_itself(store: Store, edition: Edition, issue: Issue, now: datetime) -> bool:
    """Nothing that somebody held back, and nothing before the window has closed: until then it may change.

    Nor what wants more than one pair of eyes: sensitive stories, or an editor's hand where four are asked for.
    """
    is_settled = issue.held_because is None and now >= edition.cadence.closes_at(issue.date)
    if edition.approval is not Approval.AUTOMATIC or issue.state is not IssueState.READY or not is_settled:
        return False
    with store.reading() as session:
        is_edited = bool(in_force(edits.log(session, issue.id)))
    return not sensitive_in(issue.content, edition) and not (edition.four_eyes and is_edited)


def _keep(
    store: Store,
    stored: StoredEdition,
    day: date,
    inputs: Inputs,
    packed: Packed,
    content: Content,
    *,
    now: datetime,
) -> Issue:
    cadence = stored.edition.cadence
    minimum = stored.edition.limits.minimum
    with store.writing() as session:
        draft = issues.create(
            session, stored, day, window=cadence.window(day), due_at=cadence.due_at(day), content=content, now=now
        )
        issue = draft or issues.find(session, stored.edition.key, day)
        laid = (
            carry_over(session, stored, issue, content, now=now)
            if draft
            else lay_again(session, stored, issue, content)
        )
        rebuilt = issues.save(session, issue.rebuild(laid, at=now, minimum=minimum))
        ours = version("news-digest")
        snapshots.keep(session, rebuilt.id, packed, inputs, content, version=ours, now=now)
    return rebuilt
