"""The page of one issue: how it will arrive, what it holds and why, and what an editor may do about it."""

from dataclasses import dataclass
from datetime import date, datetime

from digest.circulation.preflight import preflight
from digest.core.edition import Approval, Edition
from digest.core.issue import TRANSITIONS, Issue, IssueState
from digest.core.rendering import EVERYTHING, Rendering
from digest.core.role import Act
from digest.db import editions, issues, subscribers
from digest.db.editors import Editor
from digest.newsroom import Newsroom
from digest.render.preflight.finding import Finding
from digest.web.phrases import Mark, Phrases
from digest.web.running_order import LeftOutView, RunningOrder, SectionView
from digest.web.today import issue_url

PUBLISHED = frozenset({IssueState.APPROVED, IssueState.SENDING, IssueState.STOPPED, IssueState.SENT})
"""The states in which everybody may read an issue on the web."""
_OPEN = frozenset({IssueState.READY, IssueState.HELD, IssueState.APPROVED})
"""The states in which it still matters what preflight finds."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something that is wrong with the mail; what it says is in English."""

    level: Mark
    name: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """Everything that the page shows, apart from the rendered issue itself."""

    url: str
    online_url: str
    """Where everybody reads it; empty as long as nobody may."""
    edition: str
    masthead: str
    initial: str
    sender: str
    number: int
    day: str
    due: str
    distance: str
    is_late: bool
    """Whether it goes out as soon as it is approved."""
    subscribers: str
    state: Mark
    note: str
    version: int
    subject: str
    preheader: str
    stories: str
    sections: tuple[SectionView, ...]
    unmet: tuple[str, ...]
    left_out: tuple[LeftOutView, ...]
    left_out_more: int
    findings: tuple[FindingView, ...]
    """What preflight found, as long as something can be done about it."""
    may_approve: bool
    may_hold: bool
    may_rebuild: bool
    approves_itself: bool
    """Whether a rebuilt issue is approved without anybody’s doing."""


def show_issue(
    newsroom: Newsroom,
    editor: Editor,
    key: str,
    day: date,
    phrases: Phrases,
    *,
    language: str,
    now: datetime,
    chosen: int = 0,
) -> IssueView:
    """Read what `editor` sees of the issue of `day`; NotFound if it has not been built."""
    with newsroom.store.reading() as session:
        stored = editions.find(session, key)
        issue = issues.find(session, key, day)
        readers = subscribers.count_active(session, stored.id)
    rendering = newsroom.press(issue, stored.edition).render(EVERYTHING)
    order = RunningOrder(phrases, language, names=issue.content.names, now=now, chosen=chosen)
    findings = _find(newsroom, issue, stored.edition, now) if issue.state in _OPEN else ()
    return _view(issue, stored.edition, editor, rendering, readers, order, findings, phrases, now)


def _find(newsroom: Newsroom, issue: Issue, edition: Edition, now: datetime) -> tuple[Finding, ...]:
    store, press, links = newsroom.store, newsroom.press, newsroom.links
    return preflight(store, press, links, edition, issue, identity=newsroom.identity, now=now).findings


def _view(
    issue: Issue,
    edition: Edition,
    editor: Editor,
    rendering: Rendering,
    readers: int,
    order: RunningOrder,
    findings: tuple[Finding, ...],
    phrases: Phrases,
    now: datetime,
) -> IssueView:
    content = issue.content
    return IssueView(
        url=issue_url(issue.edition, issue.date),
        online_url=f"/online/{issue.edition}/{issue.date}" if issue.state in PUBLISHED else "",
        edition=edition.name,
        masthead=edition.masthead,
        initial=edition.masthead[:1],
        sender=edition.sender.name,
        number=issue.number,
        day=phrases.day(issue.date),
        due=phrases.clock(issue.due_at, edition.cadence.zone),
        distance=phrases.distance(issue.due_at, now),
        is_late=issue.due_at <= now,
        subscribers=phrases.subscribers(readers),
        state=phrases.state(issue.state),
        note=phrases.note(issue, edition.cadence),
        version=issue.version,
        subject=rendering.subject,
        preheader=rendering.preheader,
        stories=phrases.stories(len(content.placements)),
        sections=order.sections(content),
        unmet=order.unmet(content),
        left_out=order.left_out(content.reserve),
        left_out_more=content.left_out - len(content.reserve),
        findings=tuple(
            FindingView(phrases.level(each.level), each.name, each.message, each.mend) for each in findings
        ),
        may_approve=_may(editor, Act.APPROVE, issue, IssueState.APPROVED),
        may_hold=_may(editor, Act.HOLD, issue, IssueState.HELD),
        may_rebuild=_may(editor, Act.EDIT, issue, IssueState.READY),
        approves_itself=edition.approval is Approval.AUTOMATIC and issue.held_because is None,
    )


def _may(editor: Editor, act: Act, issue: Issue, state: IssueState) -> bool:
    return editor.may(act, issue.edition) and state in TRANSITIONS[issue.state]
