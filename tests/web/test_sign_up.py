"""Signing up on the public pages, from the form to the first confirmation."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx

from digest.core.letter import LetterKind
from digest.db import editions, letters, subscribers
from tests.web.site import Site


def open_up(site: Site) -> None:
    with site.newsroom.store.writing() as session:
        edition = editions.find(session, "ouest").edition
        editions.save(session, replace(edition, sign_up=True), now=site.clock.now)


def fill_in(site: Site, client: httpx.Client, email: str, **more: object) -> httpx.Response:
    found = re.search(r'name="shown" value="([^"]+)"', client.get("/subscribe/ouest").text)
    assert found
    site.clock.now += timedelta(seconds=30)
    return client.post("/subscribe/ouest", data={"email": email, "shown": found[1], **more})


def letters_of(site: Site) -> list[tuple[LetterKind, str]]:
    with site.newsroom.store.writing() as session:
        return [(each.kind, each.recipient) for each in letters.claim(session, limit=9, now=site.clock.now)]


def test_edition_that_is_not_open_has_no_form(site: Site) -> None:
    with site.client() as client:
        assert client.get("/subscribe/ouest").status_code == 404
        assert client.post("/subscribe/ouest", data={"email": "a@b.example"}).status_code == 404


def test_answer_does_not_tell_who_is_known(site: Site) -> None:
    open_up(site)
    with site.client() as client:
        pages = [
            fill_in(site, client, f"{who}@lectrices.example").text.replace(who, "X") for who in ("awa", "zita")
        ]
    assert pages[0] == pages[1]
    assert letters_of(site) == [
        (LetterKind.PREFERENCES, "awa@lectrices.example"),
        (LetterKind.CONFIRM, "zita@lectrices.example"),
    ]


def test_form_that_a_machine_filled_in_does_nothing(site: Site) -> None:
    open_up(site)
    with site.client() as client:
        fill_in(site, client, "zita@lectrices.example", website="https://spam.example")
        hasty = client.post("/subscribe/ouest", data={"email": "zita@lectrices.example"})
        wrong = fill_in(site, client, "zita")
    assert (hasty.status_code, wrong.status_code, letters_of(site)) == (422, 422, [])


def test_confirmation_takes_a_click_and_reading_changes_nothing(site: Site) -> None:
    open_up(site)
    with site.client() as client:
        fill_in(site, client, "zita@lectrices.example", countries=["BJ"])
        path = "/confirm/" + site.newsroom.links.confirm(1, 1).rpartition("/")[2]
        before = site.dump()
        assert (client.get(path).status_code, site.dump() == before) == (200, True)
        assert [client.post(path).status_code for _ in range(2)] == [200, 200]
        assert client.post(path[:-3]).status_code == 404
    with site.newsroom.store.reading() as session:
        found = subscribers.find_by_address(session, 1, "zita@lectrices.example")
    assert found.choice.countries == ("BJ",)
