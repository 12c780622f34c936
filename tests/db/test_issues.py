"""Issues: one for each edition and date, and no change is lost."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from digest.core.errors import Conflict, NotFound
from digest.core.issue import Content, Issue, IssueState, Section
from digest.core.memory import Memory, remember
from digest.core.story import Exclusion, LeftOut, Story
from digest.db import issues
from digest.db.editions import StoredEdition
from digest.db.store import Store
from tests import databases
from tests.builders import NOON, TODAY, a_cadence, a_content, a_placement, a_story, an_article, an_issue
from tests.db.given import an_edition_in, an_issue_in

TOMORROW = TODAY + timedelta(days=1)


def saved(store: Store, issue: Issue) -> Issue:
    with store.writing() as session:
        return issues.save(session, issue)


def built(store: Store, issue: Issue, *, minimum: int = 1) -> Issue:
    return saved(store, issue.rebuild(issue.content, at=issue.built_at, minimum=minimum))


def test_create_keeps_a_draft_as_it_is(store: Store) -> None:
    edition = an_edition_in(store)
    left_out = LeftOut(a_story(id=9), 3000, Exclusion.SECTION_FULL, ("Mali", 0))
    content = Content(a_content().lead, a_content().sections, (left_out,), 1)

    issue = an_issue_in(store, edition, content=content)

    assert issue == an_issue(number=1, state=IssueState.DRAFT, window=a_cadence().window(TODAY), content=content)
    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY) == issues.by_id(session, issue.id) == issue


def test_create_leaves_the_issue_of_that_date_alone(store: Store) -> None:
    edition = an_edition_in(store)
    first = an_issue_in(store, edition)

    with store.writing() as session:
        second = issues.create(
            session,
            edition,
            TODAY,
            window=first.window,
            due_at=first.due_at,
            content=Content(None, ()),
            now=NOON,
        )

    assert second is None
    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY) == first


def test_create_numbers_the_issues_of_each_edition(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")

    numbers = [
        an_issue_in(store, edition, day=day).number for edition in (west, south) for day in (TODAY, TOMORROW)
    ]

    assert numbers == [1, 2, 1, 2]


def test_create_by_several_at_once_gives_each_number_once(database_url: str) -> None:
    days = [TODAY + timedelta(days=n) for n in range(8)]
    with databases.opened(database_url) as store, ThreadPoolExecutor(8) as pool:
        edition = an_edition_in(store)

        numbers = list(pool.map(lambda day: an_issue_in(store, edition, day=day).number, days))

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_save_keeps_a_step(store: Store) -> None:
    ready = built(store, an_issue_in(store, an_edition_in(store)))

    approved = saved(store, ready.approve(by="Mariam", at=NOON, fingerprint="f1"))

    with store.reading() as session:
        assert issues.by_id(session, ready.id) == approved
    assert (approved.state, approved.version, approved.approved_hash) == (IssueState.APPROVED, 3, "f1")


def test_save_refuses_a_step_from_an_older_version(store: Store) -> None:
    ready = built(store, an_issue_in(store, an_edition_in(store)))
    held = saved(store, ready.hold(because="Awaiting a denial"))

    with pytest.raises(Conflict, match="of 2026-03-06 of “ouest” was changed by somebody else"):
        saved(store, ready.approve(by="Mariam", at=NOON, fingerprint="f1"))

    with store.reading() as session:
        assert issues.by_id(session, ready.id) == held


def test_save_by_several_at_once_lets_one_through(database_url: str) -> None:
    with databases.opened(database_url) as store, ThreadPoolExecutor(4) as pool:
        ready = built(store, an_issue_in(store, an_edition_in(store)))

        def hold(because: str) -> bool:
            try:
                saved(store, ready.hold(because=because))
            except Conflict:
                return False
            return True

        outcomes = list(pool.map(hold, "abcdefgh"))

    assert outcomes.count(True) == 1


def test_find_says_how_an_issue_is_made(store: Store) -> None:
    an_edition_in(store)

    with store.reading() as session:
        assert issues.find_or_none(session, "ouest", TODAY) is None
        with pytest.raises(NotFound, match="digest build ouest --date 2026-03-06"):
            issues.find(session, "ouest", TODAY)
        with pytest.raises(NotFound, match="no issue 5"):
            issues.by_id(session, 5)


def test_unfinished_leaves_out_what_is_over(store: Store) -> None:
    edition = an_edition_in(store)
    ready = [built(store, an_issue_in(store, edition, day=TODAY + timedelta(days=n))) for n in range(3)]
    saved(store, ready[1].expire())

    with store.reading() as session:
        assert issues.unfinished(session, "ouest") == [ready[0], ready[2]]


def test_recent_is_newest_first(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    for edition, day in ((west, TOMORROW), (south, TODAY), (west, TODAY)):
        an_issue_in(store, edition, day=day)

    with store.reading() as session:
        found = [(issue.edition, issue.date) for issue in issues.recent(session, 2)]
    assert found == [("ouest", TOMORROW), ("ouest", TODAY)]


def content_of(*stories: Story) -> Content:
    return Content(None, (Section("Bénin", tuple(a_placement(story) for story in stories)),))


def remembered(store: Store, edition: StoredEdition, *, before: date, issues_back: int) -> list[tuple[int, date]]:
    with store.reading() as session:
        memory = issues.memory(session, edition.id, before=before, issues=issues_back)
    return [(shown.story, shown.date) for shown in memory.shown]


def test_memory_holds_every_article_of_a_story(store: Store) -> None:
    edition = an_edition_in(store)
    story = Story(an_article(id=2), also=(an_article(id=1),), known_as=7)
    built(store, an_issue_in(store, edition, content=content_of(story)))

    with store.reading() as session:
        memory = issues.memory(session, edition.id, before=TOMORROW, issues=14)

    assert memory == Memory((remember(story, TODAY),))


def test_memory_holds_the_last_issues_before_a_date_the_newest_first(store: Store) -> None:
    edition = an_edition_in(store)
    days = [TODAY + timedelta(days=n) for n in range(3)]
    for n, day in enumerate(days, start=1):
        built(store, an_issue_in(store, edition, day=day, content=content_of(a_story(id=n))))

    later = TODAY + timedelta(days=3)
    assert remembered(store, edition, before=later, issues_back=2) == [(3, days[2]), (2, days[1])]
    assert remembered(store, edition, before=TOMORROW, issues_back=2) == [(1, TODAY)]
    assert remembered(store, edition, before=TODAY, issues_back=2) == []


def test_memory_passes_over_issues_that_never_went_out(store: Store) -> None:
    edition = an_edition_in(store)
    days = [TODAY + timedelta(days=n) for n in range(3)]
    drafts = [
        an_issue_in(store, edition, day=day, content=content_of(a_story(id=n)))
        for n, day in enumerate(days, start=1)
    ]
    built(store, drafts[0])
    built(store, drafts[1], minimum=5)
    saved(store, built(store, drafts[2]).expire())

    assert remembered(store, edition, before=TODAY + timedelta(days=3), issues_back=1) == [(1, TODAY)]


def test_memory_keeps_editions_apart(store: Store) -> None:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    built(store, an_issue_in(store, west))

    assert remembered(store, south, before=TOMORROW, issues_back=14) == []


def test_issue_from_before_categories_could_be_renamed_calls_them_as_we_do(store: Store) -> None:
    issue = an_issue_in(store, an_edition_in(store))
    with store.writing() as session:
        content = json.loads(session.execute(text("SELECT content FROM issue")).scalar_one())
        del content["names"]
        session.execute(text("UPDATE issue SET content = :content"), {"content": json.dumps(content)})

    with store.reading() as session:
        assert issues.by_id(session, issue.id) == issue
