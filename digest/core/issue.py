"""Issue: one dated instance of an edition, its states, and what makes its content the same."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from digest.core.cadence import Window
from digest.core.edition import SectionPlan
from digest.core.errors import Conflict
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.quota import Unmet
from digest.core.story import Factor, LeftOut, Measured, Score, Story


class IssueState(StrEnum):
    """Where an issue is on its way."""

    DRAFT = "draft"
    READY = "ready"
    APPROVED = "approved"
    SENDING = "sending"
    STOPPED = "stopped"
    """Halted while it was being sent; some readers have it, the others wait."""
    SENT = "sent"
    HELD = "held"
    WITHHELD = "withheld"
    """Too thin to be sent."""
    EXPIRED = "expired"
    """Too late to be sent."""


_S = IssueState
TRANSITIONS: dict[IssueState, frozenset[IssueState]] = {
    _S.DRAFT: frozenset({_S.READY, _S.WITHHELD}),
    _S.READY: frozenset({_S.APPROVED, _S.HELD, _S.READY, _S.WITHHELD, _S.EXPIRED}),
    _S.WITHHELD: frozenset({_S.READY, _S.WITHHELD, _S.EXPIRED}),
    _S.HELD: frozenset({_S.READY, _S.APPROVED, _S.WITHHELD, _S.EXPIRED}),
    _S.APPROVED: frozenset({_S.SENDING, _S.HELD, _S.EXPIRED}),
    _S.SENDING: frozenset({_S.SENT, _S.STOPPED}),
    _S.STOPPED: frozenset({_S.SENDING, _S.EXPIRED}),
    _S.SENT: frozenset({_S.SENDING}),
    _S.EXPIRED: frozenset(),
}

EDITABLE = frozenset({_S.READY, _S.HELD, _S.WITHHELD, _S.APPROVED})
"""The states in which editors may change what an issue says."""


class SlotKind(StrEnum):
    """What kind of place a story has; the name of the part of the template that shows it."""

    LEAD = "lead"
    FEATURE = "feature"
    BRIEF = "brief"


class Claim(StrEnum):
    """What gave a story its place, and what `Placement.because` then holds."""

    SCORE = "score"
    """Its score, less what it repeats of others; nothing more to say."""
    QUOTA = "quota"
    """The axis of the quota, what it is about by code or name, and how many it asks for at least."""
    HOME = "home"
    """The title of the section whose first story it is."""
    SPARE = "spare"
    """The name of its source, which had its share while others had something to offer."""
    EDITOR = "editor"
    """An editor, whatever the ranking says: see `Placement.hands`; nothing more to say."""


class Act(StrEnum):
    """What an editor did with a story."""

    PINNED = "pinned"
    MOVED = "moved"
    MADE_LEAD = "made lead"
    BROUGHT_IN = "brought in"
    """From the reserve, or past the ranking."""
    TITLE = "title rewritten"
    TEASER = "teaser rewritten"
    ALT = "alt rewritten"
    WHY = "why written"
    PICTURE = "picture chosen"


@dataclass(frozen=True, slots=True)
class Hand:
    """An editor's hand in a placement; never a part of its score."""

    act: Act
    by: str


@dataclass(frozen=True, slots=True)
class Placement:
    """This story in that slot, with the score that brought it there."""

    slot: SlotKind
    story: Story
    score: Score
    crowding: tuple[Factor, ...] = ()
    """What spoke against it beside its score when places were given: that others like it had one."""
    claim: Claim = Claim.SCORE
    because: Measured = ()
    why: str = ""
    """Why it matters, in the words of an editor; nothing where nobody wrote any."""
    before: Story | None = None
    """The story as its sources tell it, where an editor changed how it reads or looks."""
    hands: tuple[Hand, ...] = ()
    """What editors did with it."""

    @property
    def told(self) -> Story:
        """The story as its sources tell it."""
        return self.before or self.story


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of an issue; its placements stand in reading order."""

    title: str
    placements: tuple[Placement, ...]
    promise: SectionPlan | None = None
    """What it takes, where it says so when it has nothing; None: then it is left out."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an issue says, apart from when it appears and who approved it."""

    lead: Placement | None
    sections: tuple[Section, ...]
    reserve: tuple[LeftOut, ...] = field(default=())
    """What came nearest to being in it, best first, and why it is not."""
    left_out: int = 0
    """How many stories were left out in all."""
    names: CategoryNames = OUR_NAMES
    """What its categories are called; a later change of names leaves what was approved as it is."""
    unmet: tuple[Unmet, ...] = ()
    """The promises of the edition that the day did not allow to keep."""
    subject: str = ""
    """Of its mails, by an editor; empty: the headline of whatever leads them."""
    preheader: str = ""
    """The line beside the subject, by an editor; empty: the next headlines."""
    opening: str = ""
    """The words before the first story, by an editor; empty: how much there is to read."""
    signature: str = ""
    """Who signs them; empty: as the edition does."""

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Every placement, the lead first."""
        first = (self.lead,) if self.lead else ()
        return first + tuple(placement for section in self.sections for placement in section.placements)


@dataclass(frozen=True, slots=True)
class Issue:
    """One dated instance of an edition."""

    id: int
    edition: str
    """Key of its edition."""
    date: date
    number: int
    """Counts the issues of the edition, from 1."""
    state: IssueState
    window: Window
    due_at: datetime
    content: Content
    built_at: datetime
    version: int = 1
    """Grows with each change; a command that carries an older one is refused."""
    approved_by: str | None = None
    approved_at: datetime | None = None
    approved_hash: str | None = None
    """What was approved, as `fingerprint`; sending refuses anything else."""
    held_because: str | None = None
    stopped_because: str | None = None
    """Why it was stopped last; it stays when the issue goes on."""

    def approve(self, *, by: str, at: datetime, fingerprint: str) -> "Issue":
        """The issue, approved as it stands; `fingerprint` covers content, edition and template."""
        moved = self._to(IssueState.APPROVED)
        return replace(moved, approved_by=by, approved_at=at, approved_hash=fingerprint, held_because=None)

    def unschedule(self) -> "Issue":
        """The issue, not approved any more and otherwise as it was; Conflict once it is being sent.

        Not a step of the table: from there a rebuild would undo an approval without anybody’s noticing.
        """
        if self.state is not _S.APPROVED:
            raise Conflict(f"The issue {self.edition}/{self.date} is {self.state}, not waiting to be sent.")
        ready = replace(self, state=_S.READY, version=self.version + 1)
        return replace(ready, approved_by=None, approved_at=None, approved_hash=None)

    def hold(self, *, because: str) -> "Issue":
        """The issue, kept back until somebody approves it."""
        moved = self._to(IssueState.HELD)
        return replace(moved, held_because=because, approved_by=None, approved_at=None, approved_hash=None)

    def rebuild(self, content: Content, *, at: datetime, minimum: int) -> "Issue":
        """The issue with new content; withheld where that is too thin."""
        enough = len(content.placements) >= minimum
        return replace(self._to(IssueState.READY if enough else IssueState.WITHHELD), content=content, built_at=at)

    def edit(self, content: Content, *, minimum: int) -> "Issue":
        """The issue as an editor changed it: what was approved is so no more, what was held stays held."""
        if self.state not in EDITABLE:
            raise Conflict(
                f"The issue {self.edition}/{self.date} is {self.state}; what it says cannot be changed."
            )
        state = _S.READY if len(content.placements) >= minimum else _S.WITHHELD
        changed = replace(self, state=self.state if self.state is _S.HELD else state, version=self.version + 1)
        return replace(changed, content=content, approved_by=None, approved_at=None, approved_hash=None)

    def expire(self) -> "Issue":
        """The issue, too late to be sent."""
        return self._to(IssueState.EXPIRED)

    def start(self) -> "Issue":
        """The issue, on its way to subscribers."""
        return self._to(IssueState.SENDING)

    def reopen(self) -> "Issue":
        """The issue, with messages that have to go out again."""
        return self._to(IssueState.SENDING)

    def stop(self, *, because: str) -> "Issue":
        """The issue, halted on its way; nobody else gets it until it goes on."""
        return replace(self._to(IssueState.STOPPED), stopped_because=because)

    def resume(self) -> "Issue":
        """The issue, on its way again."""
        return self._to(IssueState.SENDING)

    def finish(self) -> "Issue":
        """The issue, with nothing left to send."""
        return self._to(IssueState.SENT)

    def _to(self, state: IssueState) -> "Issue":
        if state not in TRANSITIONS[self.state]:
            why = "already" if state is self.state else f"and cannot become {state}"
            raise Conflict(f"The issue {self.edition}/{self.date} is {self.state} {why}.")
        return replace(self, state=state, version=self.version + 1)


def fingerprint(*parts: str) -> str:
    """SHA-256 over `parts`, in hexadecimal; a part cannot run into the next one."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()
