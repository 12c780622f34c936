"""What tests of the database begin with: an edition, its readers, an issue that is planned."""

from datetime import date

from digest.core.issue import Content, Issue
from digest.core.subscriber import Choice
from digest.db import deliveries, editions, issues, subscribers
from digest.db.editions import StoredEdition
from digest.db.store import Store
from tests.builders import NOON, TODAY, a_cadence, a_content, an_edition


def an_edition_in(store: Store, key: str = "ouest") -> StoredEdition:
    with store.writing() as session:
        editions.save(session, an_edition(key), now=NOON)
        return editions.find(session, key)


def an_issue_in(
    store: Store, edition: StoredEdition, *, day: date = TODAY, content: Content | None = None
) -> Issue:
    with store.writing() as session:
        issue = issues.create(
            session,
            edition,
            day,
            window=a_cadence().window(day),
            due_at=a_cadence().due_at(day),
            content=content or a_content(),
            now=a_cadence().closes_at(day),
        )
    assert issue
    return issue


def readers_in(store: Store, edition: StoredEdition, count: int, *, choice: Choice | None = None) -> None:
    """Subscribers reader1@… to reader<count>@…; in an empty database their ids are 1 to count."""
    with store.writing() as session:
        for n in range(1, count + 1):
            subscribers.join(
                session,
                edition.id,
                email=f"reader{n}@lectrices.example",
                name=f"Reader {n}",
                choice=choice or Choice(),
                consent="asked",
                now=NOON,
            )


def a_planned_issue_in(store: Store, *, readers: int) -> Issue:
    """An issue with one queued delivery for each of so many readers."""
    edition = an_edition_in(store)
    readers_in(store, edition, readers)
    issue = an_issue_in(store, edition)
    with store.writing() as session:
        deliveries.plan(session, issue.id, edition.id, now=NOON)
    return issue
