"""Sign-off: whose approval an issue needs before it is sent, and whose it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from digest.core.edition import Edition, Silence
from digest.core.errors import Conflict
from digest.core.issue import Content, Issue, IssueState


@dataclass(frozen=True, slots=True)
class Signature:
    """That somebody approved an issue as it was."""

    editor: str
    at: datetime
    version: int
    """Of the issue that they looked at; any later change makes the signature void."""
    fingerprint: str
    """Of what readers would have got."""


def sensitive_in(content: Content, edition: Edition) -> tuple[str, ...]:
    """The sensitive categories of `edition` that `content` shows, in the order of the edition."""
    shown = {placement.story.lead.category for placement in content.placements}
    return tuple(category for category in edition.sensitive if category in shown)


def needed(content: Content, edition: Edition) -> int:
    """How many people have to approve what shows `content`."""
    return 2 if sensitive_in(content, edition) else 1


def standing(signatures: Iterable[Signature], issue: Issue) -> tuple[Signature, ...]:
    """Those of `signatures` that hold for an issue that waits for more of them."""
    return tuple(each for each in signatures if each.version == issue.version)


def void(signatures: Iterable[Signature], issue: Issue) -> tuple[Signature, ...]:
    """Those of `signatures` that a change has made void since, for an issue that is not approved."""
    return () if issue.approved_by else tuple(each for each in signatures if each.version < issue.version)


def is_own_work(edition: Edition, editor: str, last_editor: str | None) -> bool:
    """Whether four eyes keep `editor` from approving: they changed the issue last themselves."""
    return edition.four_eyes and editor == last_editor


def sign(
    signatures: Iterable[Signature], new: Signature, issue: Issue, edition: Edition, *, last_editor: str | None
) -> tuple[Signature, ...]:
    """The signatures that hold once `new` is among them; Conflict where that may not be."""
    if is_own_work(edition, new.editor, last_editor):
        raise Conflict(
            f"{new.editor} changed {issue.edition}/{issue.date} last, and this edition wants four eyes: "
            "somebody else has to approve it."
        )
    # An edition that was changed in between looks different, although the issue did not change.
    others = tuple(each for each in standing(signatures, issue) if each.fingerprint == new.fingerprint)
    if any(each.editor == new.editor for each in others):
        raise Conflict(
            f"{new.editor} has approved {issue.edition}/{issue.date} already; it needs somebody else as well."
        )
    return (*others, new)


def on_silence(issue: Issue, edition: Edition) -> Silence | None:
    """What has to become of an issue that is due and that nobody approved; None: it waits for a person.

    What somebody held is never sent by silence, and neither is what is sensitive.
    """
    if issue.state is not IssueState.READY or issue.held_because is not None:
        return None
    if edition.on_silence is Silence.SEND and sensitive_in(issue.content, edition):
        return Silence.HOLD
    return edition.on_silence
