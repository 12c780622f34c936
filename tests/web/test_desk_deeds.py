"""What editors do at the desk: each form does its one thing, and nothing that somebody else wrote is lost."""

import re

import httpx
import pytest

from digest.core.edits import Drop, Move, Part, Rewrite
from digest.core.role import Role
from digest.db import editors
from digest.desk.edit import edit
from tests.builders import TODAY
from tests.web.site import BEFORE_DUE, ISSUE, Site, csrf_of, text_of


def fields(client: httpx.Client, **more: object) -> dict[str, str]:
    """The hidden fields of every form of the page, and `more`."""
    page = client.get(ISSUE)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    assert version
    return {"csrf": csrf_of(page), "version": version[1]} | {key: str(value) for key, value in more.items()}


def titles(site: Site) -> list[str]:
    return [placement.story.lead.title for placement in site.issue().content.placements]


def some_story(site: Site, place: int = 1) -> tuple[int, str]:
    placement = site.issue().content.placements[place]
    return placement.story.id, placement.story.lead.title


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("pin", "Koffi pinned"),
        ("lead", "the lead."),
        ("drop", "Koffi took out"),
        ("keep", "Koffi keeps"),
    ],
)
def test_deed_is_done_told_and_taken_back(site: Site, deed: str, sentence: str) -> None:
    before = site.issue().content
    story, _title = some_story(site, 2)
    with site.editor() as client:
        done = client.post(f"{ISSUE}/edit", data=fields(client, deed=deed, story=story, position=1))
        assert done.status_code == 303
        assert site.issue().content != before
        page = client.get(done.headers["location"])
        assert sentence in text_of(page).partition("Undo")[0][-200:]
        number = re.search(r'name="number" value="(\d+)"', page.text)
        assert number
        undone = client.post(f"{ISSUE}/undo", data=fields(client, number=number[1]))
        assert site.issue().content == before
        again = client.get(undone.headers["location"])
        assert "Koffi took back" in text_of(again)
        client.post(f"{ISSUE}/redo", data=fields(client, number=number[1]))
    assert site.issue().content != before


def test_story_moves_down_by_the_button_of_its_row(site: Site) -> None:
    section = next(each for each in site.issue().content.sections if len(each.placements) > 1)
    first, second = (placement.story for placement in section.placements[:2])
    with site.editor() as client:
        assert f"Move down: {first.lead.title}" in client.get(ISSUE).text
        asked = fields(client, deed="move", story=first.id, section=section.title, position=2)
        client.post(f"{ISSUE}/edit", data=asked)
        page = text_of(client.get(ISSUE))
    after = next(each for each in site.issue().content.sections if each.title == section.title)
    assert [placement.story.id for placement in after.placements[:2]] == [second.id, first.id]
    assert "Moved by Koffi" in page


def test_dropped_story_comes_back_from_the_reserve(site: Site) -> None:
    story, title = some_story(site)
    before = site.issue().content
    with site.editor() as client:
        client.post(f"{ISSUE}/edit", data=fields(client, deed="drop", story=story, reason="  déjà lu "))
        page = client.get(ISSUE)
        assert ("by Koffi: déjà lu" in text_of(page), f"Add: {title}" in page.text) == (True, True)
        client.post(f"{ISSUE}/edit", data=fields(client, deed="restore", story=story))
    assert site.issue().content.placements == before.placements


def test_texts_of_a_story_are_saved_together_and_given_back_one_by_one(site: Site) -> None:
    story, title = some_story(site)
    with site.editor() as client:
        page = client.get(f"{ISSUE}?story={story}")
        assert f'name="was_title" value="{title}"' in page.text
        texts = {"title": "Un autre\r\n titre", "was_title": title, "why": "C’est près.", "was_why": ""}
        done = client.post(f"{ISSUE}/rewrite", data=fields(client, story=story, **texts))
        told = text_of(client.get(done.headers["location"]))
        assert ("Headline rewritten" in told, f"Original: {title}" in told) == (True, True)
        placement = next(p for p in site.issue().content.placements if p.story.id == story)
        assert (placement.story.lead.title, placement.why) == ("Un autre titre", "C’est près.")
        unchanged = {"why": "C’est près.", "was_why": "C’est près.", "reset": "title"}
        client.post(f"{ISSUE}/rewrite", data=fields(client, story=story, **unchanged))
    placement = next(p for p in site.issue().content.placements if p.story.id == story)
    assert (placement.story.lead.title, placement.why) == (title, "C’est près.")


def test_texts_of_the_issue_are_saved_and_a_subject_is_suggested(site: Site) -> None:
    with site.editor() as client:
        page = client.get(f"{ISSUE}?tab=issue")
        (first, *_) = re.findall(r'name="use" value="([^"]+)"', page.text)
        texts = {"opening": "Deux mots.", "was_opening": "", "signature": "Awa", "was_signature": "", "use": first}
        client.post(f"{ISSUE}/texts", data=fields(client, **texts))
    content = site.issue().content
    assert (content.subject, content.opening, content.signature) == (first, "Deux mots.", "Awa")


def test_both_texts_are_shown_where_two_editors_wrote_the_same(site: Site) -> None:
    story, title = some_story(site)
    store = site.newsroom.store
    with site.editor() as client:
        mine = fields(client, story=story, title="Le mien", was_title=title, teaser="Chapeau", was_teaser="")
        edit(store, "ouest", TODAY, Rewrite(story, Part.TITLE, "Le sien"), editor="Awa", now=BEFORE_DUE)
        refused = client.post(f"{ISSUE}/rewrite", data=mine)
        assert refused.status_code == 409
        page = text_of(refused)
        assert "Le mien" in page
        assert f"By Awa Le sien Before {title}" in page
        lead = next(p.story.lead for p in site.issue().content.placements if p.story.id == story)
        assert (lead.title, lead.lead) == ("Le sien", "Chapeau")
        version = re.search(r'name="version" value="(\d+)"', refused.text)
        assert version
        again = {"csrf": mine["csrf"], "version": version[1], "story": str(story), "title": "Le mien"}
        assert client.post(f"{ISSUE}/rewrite", data=again).status_code == 303
    assert "Le mien" in titles(site)


def test_edit_of_something_else_is_merged_and_told(site: Site) -> None:
    (mine, _), (theirs, title) = some_story(site, 1), some_story(site, 2)
    with site.editor() as client:
        asked = fields(client, deed="drop", story=mine)
        edit(site.newsroom.store, "ouest", TODAY, Drop(theirs), editor="Awa", now=BEFORE_DUE)
        done = client.post(f"{ISSUE}/edit", data=asked)
        page = text_of(client.get(done.headers["location"]))
    assert f"Awa took out “{title}”." in page
    assert len(titles(site)) == 7


def test_place_that_two_editors_gave_is_asked_again(site: Site) -> None:
    section = next(each for each in site.issue().content.sections if len(each.placements) > 1)
    story = section.placements[0].story.id
    with site.editor() as client:
        asked = fields(client, deed="drop", story=story)
        move = Move(story, section.title, 2)
        edit(site.newsroom.store, "ouest", TODAY, move, editor="Awa", now=BEFORE_DUE)
        refused = client.post(f"{ISSUE}/edit", data=asked)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', refused.text))
        assert (refused.status_code, hidden["deed"], hidden["story"]) == (409, "drop", str(story))
        assert client.post(f"{ISSUE}/edit", data=hidden).status_code == 303
    assert len(titles(site)) == 8


def test_journal_leads_back(site: Site) -> None:
    before = site.issue().content
    with site.editor() as client:
        for place in (3, 2):
            story, _title = some_story(site, place)
            client.post(f"{ISSUE}/edit", data=fields(client, deed="drop", story=story))
        page = text_of(client.get(f"{ISSUE}?tab=journal"))
        assert page.count("Koffi took out") == 2
        client.post(f"{ISSUE}/revert", data=fields(client, number=0))
    assert site.issue().content == before


def test_same_story_is_noted_for_the_next_build(site: Site) -> None:
    placements = site.issue().content.placements
    one, other = placements[1].story, placements[2].story
    with site.editor() as client:
        asked = {"story": one.id, "one": one.lead.id, "other": other.lead.id, "verdict": "same"}
        done = client.post(f"{ISSUE}/tie", data=fields(client, **asked))
        assert "It is noted" in text_of(client.get(done.headers["location"]))
        client.post(f"{ISSUE}/build", data=fields(client))
    assert len(titles(site)) == 8


@pytest.mark.parametrize("deed", ["edit", "rewrite", "texts", "undo", "redo", "revert", "tie"])
def test_deed_is_refused_to_whoever_may_only_read(site: Site, deed: str) -> None:
    before = site.issue()
    store = site.newsroom.store
    with site.editor() as client:
        sent = fields(client, deed="drop", story=some_story(site)[0], number=1, verdict="same", one=1, other=2)
        foreign = client.post(f"{ISSUE}/{deed}", data=sent | {"csrf": "guessed"})
        with store.writing() as session:
            editors.add(session, email="o@l.example", name="O", password_hash="", role=Role.OWNER, now=BEFORE_DUE)
            editors.grant(session, "koffi@lalagune.example", Role.READER, ())
        page = client.get(f"{ISSUE}?tab=story")
        assert f'action="{ISSUE}/' not in page.text
        refused = client.post(f"{ISSUE}/{deed}", data=sent)
    assert (foreign.status_code, refused.status_code, site.issue()) == (403, 403, before)
