"""Sources in the house: how each of them is, and a visit at once."""

from datetime import timedelta

from digest.db import sources
from tests.builders import a_source
from tests.web.site import BEFORE_DUE, Site, csrf_of, text_of


def add_failing(site: Site, url: str) -> None:
    """A source whose last two visits failed."""
    with site.newsroom.store.writing() as session:
        number = sources.save(session, a_source("radio", name="Radio Lagune", url=url))
        sources.record_failure(
            session,
            number,
            at=BEFORE_DUE - timedelta(hours=2),
            failure="radio.example does not answer.",
            failures=2,
            next_visit_at=BEFORE_DUE,
        )


def test_sources_tell_which_one_fails_and_why(site: Site) -> None:
    add_failing(site, "https://radio.example/feed")
    with site.editor() as client:
        page = text_of(client.get("/desk/sources"))
        french = text_of(client.get("/desk/sources?lang=fr"))
    assert (
        "Radio Lagune Failing https://radio.example/feed 0.0 articles a day · new: – · visited: 2 hours ago"
        in page
    )
    assert "radio.example does not answer. Failed visits in a row: 2" in page
    assert page.index("Radio Lagune") < page.index("Outlet 0")
    assert "Radio Lagune En échec" in french


def test_sources_tell_which_country_is_silent(site: Site) -> None:
    site.clock.now = BEFORE_DUE + timedelta(days=20)
    with site.editor() as client:
        page = text_of(client.get("/desk/sources"))
    assert "Countries that are silent for longer than usual" in page


def test_sources_tell_a_new_newsroom_what_to_do(new_site: Site) -> None:
    with new_site.editor() as client:
        assert "digest source add URL" in client.get("/desk/sources").text


def test_source_is_visited_at_once(site: Site) -> None:
    add_failing(site, "http://127.0.0.1:9/feed")  # a private address, which this newsroom does not visit
    with site.editor() as client:
        token = csrf_of(client.get("/desk/sources"))
        answer = client.post("/desk/sources/radio/check", data={"csrf": token})
        forged = client.post("/desk/sources/radio/check", data={"csrf": "forged"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sources#radio")
    assert forged.status_code == 403
    with site.newsroom.store.reading() as session:
        stored = sources.find(session, "radio")
    assert (stored.failures, stored.visited_at) == (3, BEFORE_DUE)
