"""Signing in and out, and what a session is good for."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from digest.core.role import Role
from digest.desk import editors
from digest.web.session import IDLE
from tests.web.site import EMAIL, ISSUE, PASSWORD, Site, csrf_of


def test_desk_asks_a_stranger_to_sign_in_and_brings_them_where_they_wanted(site: Site) -> None:
    with site.client() as client:
        sent_away = client.get(ISSUE)
        assert (sent_away.status_code, sent_away.headers["location"]) == (303, f"/sign-in?next={ISSUE}")
        form = client.get(sent_away.headers["location"])
        assert f'name="next" value="{ISSUE}"' in form.text
        entered = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": ISSUE})
        assert (entered.status_code, entered.headers["location"]) == (303, ISSUE)
        assert client.get(ISSUE).status_code == 200


@pytest.mark.parametrize(
    "next", ["https://evil.example", "//evil.example", "/desk//evil.example/", "/u/x", "\\evil"]
)
def test_sign_in_sends_nobody_to_another_site(site: Site, next: str) -> None:
    with site.client() as client:
        entered = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": next})
    assert entered.headers["location"] == "/desk"


def test_sign_in_answers_a_wrong_address_as_it_does_a_wrong_password(site: Site) -> None:
    with site.client() as client:
        wrong_password = client.post("/sign-in", data={"email": EMAIL, "password": "not the right one"})
        wrong_address = client.post("/sign-in", data={"email": "nobody@x.example", "password": PASSWORD})
    assert (wrong_password.status_code, wrong_address.status_code) == (401, 401)
    assert wrong_password.text == wrong_address.text.replace("nobody@x.example", EMAIL)
    assert "set-cookie" not in wrong_password.headers


def test_sign_in_slows_down_who_guesses(site: Site) -> None:
    with site.client() as client:
        guesses = [client.post("/sign-in", data={"email": EMAIL, "password": f"guess {n}"}) for n in range(6)]
        assert [guess.status_code for guess in guesses] == [401] * 5 + [429]
        wait = int(guesses[-1].headers["retry-after"])
        site.clock.now += timedelta(seconds=wait)
        assert client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD}).status_code == 303


def test_sign_in_is_refused_from_another_site(site: Site) -> None:
    form = {"email": EMAIL, "password": PASSWORD}
    with site.client() as client:
        foreign = client.post("/sign-in", data=form, headers={"Origin": "https://evil.example"})
        opaque = client.post("/sign-in", data=form, headers={"Origin": "null"})
        own = client.post("/sign-in", data=form, headers={"Origin": site.url})
        by_proxy = client.post("/sign-in", data=form, headers={"Origin": site.newsroom.links.public_url})
    assert [foreign.status_code, opaque.status_code] == [403, 403]
    assert [own.status_code, by_proxy.status_code] == [303, 303]


def test_session_ends_when_nothing_happens_for_long(site: Site) -> None:
    with site.editor() as client:
        for _ in range(3):
            site.clock.now += IDLE - timedelta(minutes=1)
            assert client.get("/desk").status_code == 200
        site.clock.now += IDLE + timedelta(minutes=1)
        assert client.get("/desk").status_code == 303


def test_sign_out_ends_the_session(site: Site) -> None:
    with site.editor() as client:
        left = client.post("/sign-out", data={"csrf": csrf_of(client.get("/desk"))})
        assert (left.status_code, left.headers["location"]) == (303, "/sign-in")
        assert client.get("/desk").status_code == 303


def test_each_sign_in_begins_a_new_session(site: Site) -> None:
    with site.editor() as client:
        first = csrf_of(client.get("/desk"))
        client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
        assert csrf_of(client.get("/desk")) != first


@pytest.mark.parametrize("role", list(Role))
def test_role_decides_who_approves(site: Site, role: Role) -> None:
    with site.editor() as client:
        page = client.get(ISSUE)
        set_role(site, role)
        form = {"csrf": csrf_of(page), "version": str(site.issue().version)}
        answer = client.post(f"{ISSUE}/approve", data=form)
        shown = client.get(ISSUE)

    may = role in (Role.CHIEF, Role.OWNER)
    assert (answer.status_code, site.issue().state) == ((303, "approved") if may else (403, "ready"))
    assert may or "Your role does not allow this" in answer.text
    assert f"{ISSUE}/approve" not in shown.text


def test_editor_of_other_editions_sees_nothing_of_this_one(site: Site) -> None:
    with site.newsroom.store.writing() as session:
        session.execute(text("UPDATE editor SET editions = 'est'"))
    with site.editor() as client:
        assert client.get(ISSUE).status_code == 403
        assert ISSUE not in client.get("/desk").text


def set_role(site: Site, role: Role) -> None:
    with site.newsroom.store.writing() as session:
        session.execute(text("UPDATE editor SET role = :role"), {"role": role.value})


def test_editor_who_is_signed_out_or_removed_elsewhere_is_out_at_once(site: Site) -> None:
    store = site.newsroom.store
    with site.editor() as client:
        assert editors.sign_out(store, f" {EMAIL.upper()}") == 1
        assert client.get("/desk").status_code == 303
    with site.editor() as client:
        editors.add(store, "awa@lalagune.example", "Awa", PASSWORD, role=Role.OWNER, now=site.clock.now)
        editors.remove(store, EMAIL)
        assert client.get("/desk").status_code == 303
        again = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert again.status_code == 401
