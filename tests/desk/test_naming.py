"""New names of categories: on the issues that are built from then on, and not on one that was approved."""

import pytest

from digest.circulation.send import check_ready
from digest.core.edition import Grouping
from digest.core.errors import Conflict
from digest.core.issue import IssueState
from digest.core.naming import OUR_NAMES, CategoryNames, Renamed
from digest.core.rendering import EVERYTHING
from digest.db import categories
from digest.db.store import Store
from digest.desk.approval import approve
from digest.desk.build import build
from digest.desk.naming import rename_category, reset_category
from tests.builders import TODAY, an_edition
from tests.circulation.given import make_press
from tests.desk.test_build import CLOSES, an_edition_with_articles

BY_CATEGORY = an_edition(grouping=Grouping.CATEGORY)


def named(store: Store) -> CategoryNames:
    with store.reading() as session:
        return categories.names(session)


def test_next_issue_calls_a_category_by_its_new_name(store: Store) -> None:
    an_edition_with_articles(store, BY_CATEGORY)
    before = build(store, make_press, "ouest", TODAY, now=CLOSES).issue

    rename_category(store, "society", fr="Vivre ensemble", en=None)
    after = build(store, make_press, "ouest", TODAY, now=CLOSES).issue

    assert [section.title for section in before.content.sections] == ["Société"]
    assert [section.title for section in after.content.sections] == ["Vivre ensemble"]
    html, text = make_press(after, BY_CATEGORY).preview(EVERYTHING)
    assert "Vivre ensemble" in html
    assert "Société" not in html + text


def test_approved_issue_goes_out_as_it_was_approved(store: Store) -> None:
    an_edition_with_articles(store, BY_CATEGORY)
    build(store, make_press, "ouest", TODAY, now=CLOSES)
    issue = approve(store, make_press, "ouest", TODAY, by="Awa", now=CLOSES)

    rename_category(store, "society", fr="Vivre ensemble", en=None)

    assert issue.state is IssueState.APPROVED
    check_ready(issue, make_press(issue, BY_CATEGORY), BY_CATEGORY)


def test_new_names_hold_until_they_are_reset(store: Store) -> None:
    renamed = rename_category(store, "security", fr="Défense", en="Defence")

    assert renamed == named(store) == CategoryNames((Renamed("security", "Défense", "Defence"),))
    assert reset_category(store, "security") == named(store) == OUR_NAMES


def test_refused_name_changes_nothing(store: Store) -> None:
    with pytest.raises(Conflict, match="“Santé” is what “health” is called"):
        rename_category(store, "people", fr="Santé", en="Wellness")

    assert named(store) == OUR_NAMES
