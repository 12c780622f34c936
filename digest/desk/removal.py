"""Removal of a category that the newsroom has added, once nothing names it any more."""

from digest.core.errors import Conflict
from digest.core.issue import Issue, IssueState
from digest.db import categories, category_uses, editions, intake, issues, labelled
from digest.db.category_uses import Uses
from digest.db.store import Store
from digest.desk.edition_file import is_valid


def remove_category(store: Store, category: str, *, into: str | None = None) -> Uses:
    """Remove a category that was added; what named it until then, and now names the category `into`.

    Approved issues stay as they are. Raises InvalidInput where it was not added, or `into` is no other category;
    Conflict while an edition names it, an approved issue has yet to go out with it or, without `into`, anything
    else names it.
    """
    with store.reading() as session:
        names = categories.names(session)
        others = names.remove(category)
        every = [stored.edition for stored in editions.every(session)]
        waiting = [issue for edition in every for issue in issues.unfinished(session, edition.key)]
        found = category_uses.uses(session, category)
    if into:
        others.check(into)
    _check_editions(category, [each.key for each in every if is_valid(each, names) and not is_valid(each, others)])
    _check_issues(category, [issue for issue in waiting if _goes_out_with(issue, category)])
    if into:
        _move_articles(store, category, into)
    with store.writing() as session:
        # Nobody takes articles in meanwhile, and who prepared some before will find the category gone.
        intake.take_turns(session)
        if into:
            category_uses.move(session, category, into=into)
        _check_unused(category, category_uses.uses(session, category))
        categories.save(session, category, categories.names(session).remove(category))
    return found


def _check_editions(category: str, keys: list[str]) -> None:
    if keys:
        raise Conflict(
            f"“{category}” stands in the definition of {', '.join(keys)}; take it out first: "
            "“digest edition export”, edit the file, “digest edition import”."
        )


def _goes_out_with(issue: Issue, category: str) -> bool:
    is_settled = issue.state in (IssueState.APPROVED, IssueState.SENDING, IssueState.STOPPED)
    return is_settled and any(each.story.lead.category == category for each in issue.content.placements)


def _check_issues(category: str, found: list[Issue]) -> None:
    """Whoever has chosen the category would miss its stories, once the choice names another."""
    if found:
        named = ", ".join(f"{issue.edition}/{issue.date}" for issue in found)
        raise Conflict(f"“{category}” stands in what is approved and not sent yet, {named}; wait, or hold it.")


def _check_unused(category: str, found: Uses) -> None:
    if in_words := found.in_words:
        raise Conflict(
            f"“{category}” is in use: {in_words}; say which category takes its place: "
            f"digest category remove {category} --into CATEGORY"
        )


def _move_articles(store: Store, category: str, into: str) -> None:
    """In chunks, since others wait while one is written."""
    last_id: int | None = 0
    while last_id is not None:
        with store.writing() as session:
            last_id = labelled.move(session, category, into=into, after=last_id).last_id
