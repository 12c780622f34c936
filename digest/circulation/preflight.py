"""Preflight of an issue: composed as it will be sent, and looked at with all that the newsroom knows of it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from digest.circulation.proof import READER
from digest.core.edition import Edition
from digest.core.errors import Flawed, InvalidInput
from digest.core.issue import Content, Issue, IssueState
from digest.core.links import Links
from digest.core.picture import Pictures
from digest.core.rendering import EVERYTHING, Rendering
from digest.db import issues, pictures
from digest.db.store import Store
from digest.mail.identity import NOTHING_SET, Identity
from digest.mail.message import Composer, Letterhead
from digest.render.preflight.finding import Finding, Level
from digest.render.preflight.inspect import Report, inspect, known
from digest.render.preflight.specimen import Facts, Need, Network, Specimen, from_message
from digest.render.press import MakePress

_SHOWN = frozenset({IssueState.APPROVED, IssueState.SENDING, IssueState.STOPPED, IssueState.SENT})
_MEMORY = 14
"""How many days before an issue its predecessor is looked for."""


def preflight(
    store: Store,
    make_press: MakePress,
    links: Links,
    edition: Edition,
    issue: Issue,
    *,
    only: Iterable[str] = (),
    network: Network | None = None,
    identity: Identity = NOTHING_SET,
    now: datetime,
) -> Report:
    """What is wrong with the mail of `issue` that shows everything; InvalidInput for an unknown name in `only`.

    Links are followed if there is a `network`.
    """
    chosen = known(only)
    rendering = make_press(issue, edition).render(EVERYTHING)
    facts = Facts(
        postal_address=edition.postal_address,
        unsubscribe_url=links.unsubscribe(0, 0),
        online_url=links.online(edition.key, issue.date.isoformat()),
        stories=len(rendering.stories),
        earlier=tuple(_earlier(store, make_press, edition, issue.date)),
        quoted="\n".join(_quoted(issue.content)),
        not_copied=tuple(_not_copied(store, edition, issue)),
        bounce_domain=identity.return_path.domain if identity.return_path else "",
        is_signed_later=identity.is_signed_later,
    )
    if not rendering.stories:
        return inspect(Specimen(frozenset({Need.ISSUE}), facts=facts), only=["empty"])
    message = _compose(rendering, edition, issue, facts, identity, now)
    if isinstance(message, Finding):
        return Report((message,))
    return inspect(from_message(message, facts).ask(network), only=chosen)


def clear(report: Report, issue: Issue, *, override: Collection[str]) -> tuple[Finding, ...]:
    """The errors that `override` lets pass by their names; Flawed if there are others."""
    blocking = [finding for finding in report.errors if finding.name not in override]
    if not blocking:
        return report.errors
    name = f"{issue.edition}/{issue.date}"
    told = " ".join(f"{finding.name}: {finding.message}" for finding in blocking)
    names = " ".join(f"--override {each}" for each in dict.fromkeys(finding.name for finding in blocking))
    raise Flawed(
        f"Preflight found what keeps the issue {name} from being sent, so nothing was sent. {told} "
        f"“digest check {name}” tells how to mend it; “digest send {issue.edition} --date {issue.date} {names}” "
        "sends it as it is."
    )


def _compose(
    rendering: Rendering, edition: Edition, issue: Issue, facts: Facts, identity: Identity, now: datetime
) -> bytes | Finding:
    """The message to a reader who does not exist; the finding, if there cannot be one."""
    name, where = "from", "the edition"
    try:
        composer = Composer(rendering, Letterhead(edition, issue, signer=identity.signer))
        name, where = "one-click", "header List-Unsubscribe"
        url, address = facts.unsubscribe_url, identity.unsubscribe_address(issue.id, 0)
        return b"".join(composer.compose(READER, unsubscribe_url=url, unsubscribe_address=address, at=now))
    except InvalidInput as error:
        return Finding(Level.ERROR, name, str(error), where, "Mend it: nothing can be sent like this.")


def _earlier(store: Store, make_press: MakePress, edition: Edition, day: date) -> Iterator[tuple[date, str]]:
    """The subject of the issue before, if that has gone out."""
    before = (day - timedelta(days=count) for count in range(1, _MEMORY))
    if (earlier := next(filter(edition.cadence.is_day, before), None)) is None:
        return
    with store.reading() as session:
        issue = issues.find_or_none(session, edition.key, earlier)
    if issue and issue.state in _SHOWN:
        yield earlier, make_press(issue, edition).render(EVERYTHING).subject


def _not_copied(store: Store, edition: Edition, issue: Issue) -> Iterator[str]:
    """Why pictures of the issue have no copies, where the edition shows copies."""
    if edition.pictures is Pictures.SERVE:
        with store.reading() as session:
            found = pictures.of_issue(session, issue.id)
        yield from sorted(outcome for outcome in found.values() if isinstance(outcome, str))


def _quoted(content: Content) -> Iterator[str]:
    for placement in content.placements:
        for article in placement.story.articles:
            yield from (article.title, article.lead, article.source.name)
            yield article.picture.alt if article.picture else ""
