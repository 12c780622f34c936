"""Repeats: for each reader of an issue, the stories that came in the mails of other editions already.

What a mail showed is written down with its delivery, not worked out again: choices, templates and editions
change. A mail in mid-air counts as had, with all that its reader chose to see: so a story may be missing where
two editions go out at the same moment and one of the two mails never arrives, but it never comes twice.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from digest.core.choosing import chosen_stories, stories_of
from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.rendering import Variant
from digest.core.repeats import is_repeat, traces
from digest.core.story import Story
from digest.core.subscriber import Choice
from digest.db import editions, issues, selections
from digest.db.editions import StoredEdition
from digest.db.received import Others, Received, others
from digest.db.store import Store

MEMORY = timedelta(days=14)
"""How old another edition's issue may be, counted from the date of this one, for its stories to count as had."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """What the readers of one issue have had of it."""

    store: Store
    stored: StoredEdition
    issue: Issue
    others: Others | None
    """The issues that have a story of this one, or may yet have one; None where no edition shares a reader."""
    _issues: dict[int, tuple[Issue, Edition]] = field(default_factory=dict)
    _variants: dict[tuple[Choice, frozenset[Received]], Variant] = field(default_factory=dict)

    def variant(self, choice: Choice, mails: frozenset[Received]) -> Variant:
        """What to show to whoever has had `mails`: what they chose, without the stories in those."""
        if not mails:
            return Variant(choice)
        if (choice, mails) not in self._variants:
            had = frozenset[int]().union(*(traces(self._shown(mail)) for mail in mails))
            fitting = chosen_stories(self.issue.content, choice, self.stored.edition)
            omitted = frozenset(story.id for story in fitting if is_repeat(story, had))
            self._variants[choice, mails] = Variant(choice, omitted)
        return self._variants[choice, mails]

    def _shown(self, mail: Received) -> tuple[Story, ...]:
        issue, edition = self._issue(mail.issue_id)
        if isinstance(mail.shown, Choice):
            return chosen_stories(issue.content, mail.shown, edition)
        with self.store.reading() as session:
            shown = selections.stories_of(session, mail.shown)
        return tuple(story for story in stories_of(issue.content) if story.id in shown)

    def _issue(self, issue_id: int) -> tuple[Issue, Edition]:
        if issue_id not in self._issues:
            with self.store.reading() as session:
                issue = issues.by_id(session, issue_id)
                self._issues[issue_id] = issue, editions.find(session, issue.edition).edition
        return self._issues[issue_id]


def find_repeats(store: Store, stored: StoredEdition, issue: Issue) -> Repeats:
    """What has to be asked of each reader while `issue` is sent."""
    ours = traces(stories_of(issue.content))
    with store.reading() as session:
        found = others(session, stored.id, since=issue.date - MEMORY)
        if found:
            contents = ((each, issues.by_id(session, each).content) for each in found.fixed)
            related = (each for each, content in contents if not ours.isdisjoint(traces(stories_of(content))))
            found = replace(found, fixed=tuple(related))
    return Repeats(store, stored, issue, found)
