"""The desk: what an editor sees, and what becomes of what they do."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from digest.core.edition import EmptySections, Limits
from digest.core.issue import IssueState
from digest.core.quota import Axis, Quota
from digest.db import editions, intake, issues, sources
from digest.desk import approval
from digest.desk.naming import rename_category
from tests.builders import TODAY, a_new_article, a_source, an_edition
from tests.web.site import BEFORE_DUE, ISSUE, Site, csrf_of, text_of


def form(client: httpx.Client, **fields: str) -> dict[str, str]:
    """The hidden fields of the page of the issue, and `fields`."""
    page = client.get(ISSUE)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    assert version
    return {"csrf": csrf_of(page), "version": version[1], **fields}


def test_home_leads_to_the_desk(site: Site) -> None:
    with site.client() as client:
        home = client.get("/")
    assert (home.status_code, home.headers["location"]) == (303, "/desk")


def test_today_shows_the_issue_that_is_due(site: Site) -> None:
    with site.editor() as client:
        page = text_of(client.get("/desk"))
    assert "Afrique de l’Ouest To approve Friday 6 March · 06:30 (Porto-Novo) · in 45 minutes" in page
    assert "9 stories · 3 subscribers" in page


def test_today_says_when_the_next_issue_is_built(empty_site: Site) -> None:
    empty_site.clock.now = BEFORE_DUE - timedelta(hours=3)
    with empty_site.editor() as client:
        answer = client.get("/desk")
    assert "Not built yet" in answer.text
    assert "It will be built at 05:30 (Porto-Novo), in 3 hours." in text_of(answer)
    assert "Build it now" not in answer.text


def test_today_offers_to_build_what_should_have_been(empty_site: Site) -> None:
    with empty_site.editor() as client:
        page = client.get("/desk")
        assert "Build it now" in page.text
        built = client.post(f"{ISSUE}/build", data={"csrf": csrf_of(page)})
        assert (built.status_code, built.headers["location"]) == (303, ISSUE)
    assert empty_site.issue().state is IssueState.READY


def test_today_tells_a_new_newsroom_what_to_do(new_site: Site) -> None:
    with new_site.editor() as client:
        assert "digest edition add" in client.get("/desk").text


def test_issue_shows_the_inbox_row_and_why_each_story_is_there(site: Site) -> None:
    with site.editor() as client:
        answer = client.get(ISSUE)
    page = text_of(answer)
    lead = site.issue().content.lead
    assert lead
    assert f"La Lagune 06:30 (Porto-Novo) {lead.story.lead.title}" in page
    figures = re.findall(r"Why here (\d\.\d\d) .*? Score (\d\.\d\d)", page)
    assert len(figures) == 9
    assert all(summary == total for summary, total in figures)
    sums = re.findall(r"Why here \d\.\d\d What the score is made of (.*?) Score (\d\.\d\d)", page)
    for terms, total in sums:
        gains = [float(gain.replace("−", "-")) for gain in re.findall(r"[+−]\d\.\d\d", terms)]
        assert f"{sum(gains):.2f}" == total
    assert "Told by several 1 voice +0." in page
    assert " before closing +0." in page
    assert f"Send “{lead.story.lead.title}” to 3 subscribers of Afrique de l’Ouest, Friday 6 March at" in page


def test_issue_labels_a_story_that_has_moved_on(site: Site) -> None:
    issue = site.issue()
    lead = issue.content.lead
    assert lead
    moved_on = replace(lead, story=replace(lead.story, update_of=TODAY - timedelta(days=1)))
    with site.newsroom.store.writing() as session:
        content = replace(issue.content, lead=moved_on)
        issues.save(session, issue.rebuild(content, at=issue.built_at, minimum=1))

    with site.editor() as client:
        page = client.get(ISSUE)

    assert page.text.count('<span class="chip bad">Update</span>') == 1
    assert text_of(page).count("Follows our issue of 5 March") == 1


def test_issue_says_what_was_left_out_and_why(site: Site) -> None:
    with site.newsroom.store.writing() as session:
        editions.save(session, an_edition(limits=Limits(stories=4)), now=BEFORE_DUE)
    with site.editor() as client:
        client.post(f"{ISSUE}/build", data={"csrf": csrf_of(client.get(ISSUE))})
        page = text_of(client.get(ISSUE))
    assert re.findall(r"(Issue full) · Outlet \d · 0\.\d\d", page) == ["Issue full"] * 5
    assert len(re.findall(r"Issue full · Outlet \d · 0\.\d\d 0\.\d+ below the last story that a score", page)) > 0


def test_issue_says_which_sections_are_empty_and_which_promises_were_not_kept(site: Site) -> None:
    promising = an_edition(
        countries=("BJ", "TD"),
        empty_sections=EmptySections.SAY_SO,
        quotas=(Quota(Axis.COUNTRY, "TD", at_least=1),),
    )
    with site.newsroom.store.writing() as session:
        editions.save(session, promising, now=BEFORE_DUE)
    with site.editor() as client:
        client.post(f"{ISSUE}/build", data={"csrf": csrf_of(client.get(ISSUE))})
        page = text_of(client.get(ISSUE))
    assert "Tchad Nothing new today." in page
    assert "Too little of Chad: 0, the minimum is 1." in page


def test_issue_calls_categories_what_the_newsroom_calls_them(site: Site) -> None:
    rename_category(site.newsroom.store, "weather", fr="Ciel", en="Skies")
    with site.editor() as client:
        before = text_of(client.get(ISSUE))
        client.post(f"{ISSUE}/build", data={"csrf": csrf_of(client.get(ISSUE))})
        after = text_of(client.get(ISSUE))
    assert ("Weather Mali" in before, "Skies Mali" in before) == (True, False)
    assert ("Weather Mali" in after, "Skies Mali" in after) == (False, True)


def test_issue_shows_what_preflight_has_found(site: Site) -> None:
    with site.newsroom.store.writing() as session:
        stored = editions.find(session, "ouest")
        editions.save(session, replace(stored.edition, postal_address=""), now=BEFORE_DUE)

    with site.editor() as editor:
        page = text_of(editor.get(ISSUE))

    assert "Keeps it from being sent address The edition has no postal address, which the law asks for" in page
    assert "Worth a look link-local 127.0.0.1 can be reached from this machine or its network alone." in page


def test_approve_freezes_what_the_editor_saw(site: Site) -> None:
    with site.editor() as client:
        done = client.post(f"{ISSUE}/approve", data=form(client))
        assert (done.status_code, done.headers["location"]) == (303, ISSUE)
        page = text_of(client.get(ISSUE))
    issue = site.issue()
    assert (issue.state, issue.approved_by, issue.approved_at) == (IssueState.APPROVED, "Koffi", BEFORE_DUE)
    assert "Approved by Koffi at 05:45 (Porto-Novo)" in page


def test_hold_keeps_its_reason(site: Site) -> None:
    with site.editor() as client:
        client.post(f"{ISSUE}/hold", data=form(client, because="  La une est démentie.  "))
        page = text_of(client.get(ISSUE))
    assert (site.issue().state, site.issue().held_because) == (IssueState.HELD, "La une est démentie.")
    assert "On hold" in page
    assert "La une est démentie." in page


@pytest.mark.parametrize("because", ["", "   ", "x" * 501])
def test_hold_needs_a_reason(site: Site, because: str) -> None:
    with site.editor() as client:
        refused = client.post(f"{ISSUE}/hold", data=form(client, because=because))
    assert (refused.status_code, site.issue().state) == (422, IssueState.READY)


@pytest.mark.parametrize("deed", ["approve", "hold"])
def test_deed_on_a_page_that_is_out_of_date_is_refused(site: Site, deed: str) -> None:
    with site.editor() as client:
        stale = form(client, because="Trop court.")
        client.post(f"{ISSUE}/build", data={"csrf": stale["csrf"]})
        refused = client.post(f"{ISSUE}/{deed}", data=stale)
    assert (refused.status_code, site.issue().state) == (409, IssueState.READY)
    assert f'href="{ISSUE}"' in refused.text


def test_build_does_not_touch_an_approved_issue(site: Site) -> None:
    approval.approve(site.newsroom.store, site.newsroom.press, "ouest", TODAY, by="Awa", now=BEFORE_DUE)
    with site.editor() as client:
        page = client.get(ISSUE)
        assert "Build again" not in page.text
        refused = client.post(f"{ISSUE}/build", data={"csrf": csrf_of(page)})
    assert (refused.status_code, site.issue().approved_by) == (409, "Awa")


@pytest.mark.parametrize("deed", ["approve", "hold", "build"])
def test_deed_without_the_token_of_the_session_is_refused(site: Site, deed: str) -> None:
    with site.editor() as client:
        fields = form(client, because="Trop court.")
        refused = [
            client.post(f"{ISSUE}/{deed}", data={key: fields[key] for key in fields if key != "csrf"}),
            client.post(f"{ISSUE}/{deed}", data=fields | {"csrf": "guessed"}),
            client.post(f"{ISSUE}/{deed}", data=fields, headers={"Origin": "https://evil.example"}),
        ]
        with site.client() as stranger:
            refused.append(stranger.post(f"{ISSUE}/{deed}", data=fields))
    assert [answer.status_code for answer in refused] == [403, 403, 403, 303]
    assert (site.issue().state, site.issue().version) == (IssueState.READY, int(fields["version"]))


def test_hostile_text_is_shown_and_not_run(site: Site) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"
    with site.newsroom.store.writing() as session:
        editions.save(session, an_edition(name=hostile, masthead=hostile), now=BEFORE_DUE)
        source_id = sources.save(session, a_source("evil", name=hostile))
        evil = a_new_article(hostile, url="https://evil.example/1", published_at=BEFORE_DUE - timedelta(hours=2))
        intake.take_in(session, source_id, [evil], now=BEFORE_DUE)
    with site.editor() as client:
        client.post(f"{ISSUE}/build", data={"csrf": csrf_of(client.get(ISSUE))})
        client.post(f"{ISSUE}/hold", data=form(client, because=hostile))
        pages = [client.get(path).text for path in ("/desk", ISSUE, f"{ISSUE}?view=text", f"/u/{site.token()}")]
    for page in pages:
        assert "&lt;script&gt;" in page
        assert not re.search(r"<script|<img|7\*7 }}</|>49", page.replace("{{ 7*7 }}", ""))
