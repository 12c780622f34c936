"""Edits of an issue: stored, kept through rebuilds, merged between editors, and never lost."""

from dataclasses import replace

import pytest

from digest.core.edits import (
    Add,
    Command,
    Drop,
    Illustrate,
    Lead,
    Move,
    Part,
    Pin,
    Preheader,
    Restore,
    Rewrite,
    Subject,
)
from digest.core.errors import Conflict, EditConflict, InvalidInput, NotFound
from digest.core.issue import IssueState
from digest.core.rendering import EVERYTHING, seal
from digest.db import articles, issues
from digest.db.store import Store
from digest.desk.approval import approve, hold
from digest.desk.replay import replay
from digest.desk.undo import redo, revert_to, undo
from digest.desk.worktable import open_worktable
from tests.builders import TODAY, an_edition
from tests.circulation.given import make_press
from tests.desk.editing import CLOSES, an_issue_on_the_desk, do, ids, order, rebuild, take_in, the_issue

CRUE, PORT = "Crue du fleuve à Malanville", "Le port de Cotonou accueille un navire-école"


def test_edit_changes_the_issue_and_leaves_the_ranking(store: Store) -> None:
    before = an_issue_on_the_desk(store)
    (last, *_) = reversed(before.content.sections[0].placements)

    edited = do(store, Pin(last.story.id, 1))

    assert the_issue(store) == edited.issue
    assert edited.issue.version == before.version + 1
    assert edited.issue.content.sections[0].placements[0].story == last.story
    assert open_worktable(store, "ouest", TODAY).ranking.content == before.content
    assert [(e.number, e.by, e.command, e.title) for e in edited.entries] == [
        (1, "Awa", Pin(last.story.id, 1), last.story.lead.title)
    ]


def test_rebuild_keeps_what_editors_want_and_tells_what_arrived(store: Store) -> None:
    first = an_issue_on_the_desk(store).content
    stories = ids(first)
    commands: list[Command] = [
        Drop(stories["Un quai neuf au port d’Abidjan"], "déjà lu"),
        Lead(stories["Une école de musique ouvre à Ségou"]),
        Rewrite(stories[PORT], Part.TITLE, "Un navire-école au port"),
        Subject("Le matin en sept nouvelles"),
    ]
    for command in commands:
        do(store, command)
    before = the_issue(store).content
    assert rebuild(store).content == before

    take_in(store, ("À Mopti, les pêcheurs espèrent la pluie", "ML"))
    after = rebuild(store)

    assert after.content.lead == before.lead
    assert after.content.subject == "Le matin en sept nouvelles"
    assert "Un navire-école au port" in order(after.content)["Bénin"]
    assert "Un quai neuf au port d’Abidjan" not in ids(after.content)
    table = open_worktable(store, "ouest", TODAY)
    assert table.ranking.arrived == (ids(after.content)["À Mopti, les pêcheurs espèrent la pluie"],)


def test_edits_leave_the_replay_as_it_was(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    before = replay(store, "ouest", TODAY)

    do(store, Rewrite(issue.content.placements[0].story.id, Part.TITLE, "Autre titre"))

    assert replay(store, "ouest", TODAY) == before
    assert before.is_identical


def test_undo_gives_back_the_issue_as_it_was_and_redo_what_it_became(store: Store) -> None:
    first = an_issue_on_the_desk(store)
    story = ids(first.content)[CRUE]
    contents = [first.content]
    for command in (Drop(story), Restore(story, "Mali", 1), Rewrite(story, Part.WHY, "L’eau monte encore.")):
        contents.append(do(store, command).issue.content)

    for content in reversed(contents[:-1]):
        assert undo(store, "ouest", TODAY, editor="Awa", now=CLOSES).issue.content == content
    with pytest.raises(Conflict, match="There is nothing to take back in ouest/2026-03-06"):
        undo(store, "ouest", TODAY, editor="Awa", now=CLOSES)
    for content in contents[1:]:
        assert redo(store, "ouest", TODAY, editor="Awa", now=CLOSES).issue.content == content
    with pytest.raises(Conflict, match="There is nothing to do again"):
        redo(store, "ouest", TODAY, editor="Awa", now=CLOSES)


def test_undo_of_an_earlier_edit_leaves_the_later_ones(store: Store) -> None:
    stories = ids(an_issue_on_the_desk(store).content)
    do(store, Rewrite(stories[CRUE], Part.TITLE, "La crue"))
    do(store, Rewrite(stories[PORT], Part.TITLE, "Le navire"), by="Koffi")

    after = undo(store, "ouest", TODAY, editor="Koffi", now=CLOSES, number=1).issue.content

    assert {"Le navire", CRUE} <= ids(after).keys()
    with pytest.raises(Conflict, match="There is no edit 1 to take back"):
        undo(store, "ouest", TODAY, editor="Koffi", now=CLOSES, number=1)


def test_new_edit_leaves_nothing_to_do_again(store: Store) -> None:
    an_issue_on_the_desk(store)
    do(store, Subject("Un"))
    undo(store, "ouest", TODAY, editor="Awa", now=CLOSES)
    do(store, Preheader("Deux"))

    assert open_worktable(store, "ouest", TODAY).redo is None


def test_revert_leads_to_any_earlier_issue_and_back(store: Store) -> None:
    ranked = an_issue_on_the_desk(store).content
    story = ids(ranked)[CRUE]
    first = do(store, Subject("Un")).issue.content
    last = do(store, Drop(story)).issue.content

    assert revert_to(store, "ouest", TODAY, 1, editor="Koffi", now=CLOSES).issue.content == first
    assert revert_to(store, "ouest", TODAY, 0, editor="Koffi", now=CLOSES).issue.content == ranked
    assert revert_to(store, "ouest", TODAY, 2, editor="Koffi", now=CLOSES).issue.content == last
    with pytest.raises(NotFound, match="has no entry 99; the last one is 6"):
        revert_to(store, "ouest", TODAY, 99, editor="Koffi", now=CLOSES)


def test_edits_of_different_things_merge_in_silence(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    stories = ids(issue.content)
    theirs = do(store, Rewrite(stories[CRUE], Part.TITLE, "La crue"), by="Koffi", version=issue.version)

    mine = do(store, Rewrite(stories[CRUE], Part.WHY, "L’eau monte."), by="Awa", version=issue.version)

    assert mine.merged == theirs.entries
    (placement,) = [p for p in mine.issue.content.placements if p.story.id == stories[CRUE]]
    assert (placement.story.lead.title, placement.why) == ("La crue", "L’eau monte.")


def test_edits_of_the_same_text_conflict_and_lose_nothing(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    story = ids(issue.content)[CRUE]
    do(store, Rewrite(story, Part.TITLE, "La crue"), by="Koffi", version=issue.version)

    with pytest.raises(EditConflict, match="Koffi has changed the headline of “Crue du fleuve") as caught:
        do(store, Rewrite(story, Part.TITLE, "Le fleuve monte"), by="Awa", version=issue.version)

    found = caught.value
    assert (found.mine, found.theirs, found.base) == ("Le fleuve monte", "La crue", CRUE)
    assert (found.target, found.story, found.by, found.number) == ("title", story, "Koffi", 1)
    assert "La crue" in ids(the_issue(store).content)


def test_place_that_two_editors_want_for_one_story_conflicts(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    story = next(p.story.id for p in issue.content.sections[0].placements)
    section = issue.content.sections[0].title
    do(store, Move(story, "Mali", 1), by="Koffi", version=issue.version)

    with pytest.raises(EditConflict) as caught:
        do(store, Drop(story, "trop vieux"), by="Awa", version=issue.version)

    assert (caught.value.mine, caught.value.theirs, caught.value.base) == (
        "✕ trop vieux",
        "Mali 1",
        f"{section} 1",
    )


def test_lead_that_two_editors_choose_conflicts(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    one, other = (p.story for p in issue.content.placements[1:3])
    do(store, Lead(one.id), by="Koffi", version=issue.version)

    with pytest.raises(EditConflict) as caught:
        do(store, Lead(other.id), by="Awa", version=issue.version)

    assert issue.content.lead
    assert (caught.value.mine, caught.value.theirs, caught.value.base) == (
        f"★ {other.lead.title}",
        f"★ {one.lead.title}",
        issue.content.lead.story.lead.title,
    )


def test_same_wish_twice_is_no_conflict(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    do(store, Subject("Le même"), by="Koffi", version=issue.version)

    assert do(store, Subject("Le même"), by="Awa", version=issue.version).issue.content.subject == "Le même"


def test_rebuild_between_is_no_conflict(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    rebuild(store)

    assert do(store, Subject("Un"), version=issue.version).issue.content.subject == "Un"


def test_edit_takes_approval_back(store: Store) -> None:
    an_issue_on_the_desk(store)
    approve(store, make_press, "ouest", TODAY, by="Sena", now=CLOSES)

    edited = do(store, Subject("Un"))

    assert edited.approval_of == "Sena"
    assert (edited.issue.state, edited.issue.approved_by, edited.issue.approved_hash) == (
        IssueState.READY,
        None,
        None,
    )


def test_edit_of_an_issue_that_is_held_leaves_it_held(store: Store) -> None:
    an_issue_on_the_desk(store)
    hold(store, "ouest", TODAY, because="on attend le communiqué", now=CLOSES)

    edited = do(store, Subject("Un")).issue

    assert (edited.state, edited.held_because) == (IssueState.HELD, "on attend le communiqué")


def test_issue_from_which_too_much_is_dropped_is_withheld_until_it_is_restored(store: Store) -> None:
    issue = an_issue_on_the_desk(store)
    stories = [placement.story.id for placement in issue.content.placements]
    for story in stories[2:]:
        after = do(store, Drop(story)).issue

    assert after.state is IssueState.WITHHELD
    assert do(store, Restore(stories[-1])).issue.state is IssueState.READY


def test_sent_issue_stays_as_it_is(store: Store) -> None:
    an_issue_on_the_desk(store)
    approved = approve(store, make_press, "ouest", TODAY, by="Sena", now=CLOSES)
    with store.writing() as session:
        sent = issues.save(session, issues.save(session, approved.start()).finish())

    with pytest.raises(Conflict, match="ouest/2026-03-06 is sent; what it says cannot be changed"):
        do(store, Subject("Trop tard"))
    assert the_issue(store) == sent
    assert open_worktable(store, "ouest", TODAY).log == ()


def test_article_of_the_window_is_added_whatever_the_ranking_says(store: Store) -> None:
    an_issue_on_the_desk(store)
    take_in(store, ("La piste de Natitingou est rouverte", "BJ"))
    with store.reading() as session:
        window = the_issue(store).window
        (new,) = [a for a in articles.in_window(session, window) if a.title.startswith("La piste")]

    added = do(store, Add(new.id, "Bénin", 1)).issue.content

    assert order(added)["Bénin"][0] == "La piste de Natitingou est rouverte"
    with pytest.raises(Conflict, match=f"The issue has article {new.id} already"):
        do(store, Add(new.id))
    assert order(rebuild(store).content)["Bénin"][0] == "La piste de Natitingou est rouverte"


@pytest.mark.parametrize(
    ("command", "error", "says"),
    [
        (Drop(12345), NotFound, "knows no story 12345; any article can be added by its id"),
        (Add(12345), NotFound, "12345"),
        (Move(1, "Sahel", 1), InvalidInput, "There is no section “Sahel”; there are: Bénin"),
        (Pin(1, 0), InvalidInput, "0 is no place in a section; count from 1"),
        (Rewrite(1, Part.TITLE, " "), InvalidInput, "A headline cannot be empty"),
        (Rewrite(1, Part.TITLE, "x" * 251), InvalidInput, "has 251 characters, and there is room for 250"),
        (Rewrite(1, Part.ALT, "Un port"), InvalidInput, "has no picture that a text could stand for"),
        (Illustrate(1, 1), InvalidInput, "Article 1 has no picture"),
        (Subject("x" * 151), InvalidInput, "there is room for 150"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, command: Command, error: type[Exception], says: str) -> None:
    issue = an_issue_on_the_desk(store)
    first = min(placement.story.id for placement in issue.content.placements)
    if getattr(command, "story", None) == 1:
        command = replace(command, story=first)

    with pytest.raises(error, match=says):
        do(store, command)
    assert the_issue(store) == issue


def test_what_is_previewed_is_what_is_approved(store: Store) -> None:
    stories = ids(an_issue_on_the_desk(store).content)
    do(store, Rewrite(stories[CRUE], Part.TITLE, "La crue"))
    seen = make_press(the_issue(store), an_edition()).render(EVERYTHING)

    approved = approve(store, make_press, "ouest", TODAY, by="Sena", now=CLOSES)

    assert approved.approved_hash == seal(seen, sender=an_edition().sender)
    do(store, Subject("Un"))
    undo(store, "ouest", TODAY, editor="Awa", now=CLOSES)
    again = approve(store, make_press, "ouest", TODAY, by="Sena", now=CLOSES)
    assert again.approved_hash == approved.approved_hash
