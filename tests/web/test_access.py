"""Who gets in where: every address of the door, found in the app itself, so that a new one cannot be forgotten."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import text

from digest.core.role import Role
from digest.db import migrate
from digest.web.app import ROOMS
from tests import databases
from tests.builders import TODAY
from tests.web.site import Site, a_newsroom, build_today, csrf_of, served

DESK = "/desk"
WHO = {"edition": "ouest", "day": str(TODAY)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all: nothing here may change it."""
    with databases.opened(databases.sqlite_url(tmp_path_factory.mktemp("access"))) as store:
        migrate.upgrade(store)
        newsroom = a_newsroom(store)
        build_today(newsroom)
        with served(newsroom) as site:
            yield site


def routes(method: str) -> list[str]:
    """The addresses of the desk that take `method`, each with something in the places that vary."""
    every = (route for room in ROOMS for route in room.router.routes)
    found = [route for route in every if isinstance(route, APIRoute) and method in route.methods]
    return sorted(_filled(route.path) for route in found if route.path.startswith(DESK))


def _filled(path: str) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: WHO.get(match[1], "1"), path)


def test_desk_is_closed_to_whoever_has_not_signed_in(site: Site) -> None:
    with site.client() as client:
        answers = {path: client.get(path).status_code for path in routes("GET")}
        posted = {path: client.post(path).status_code for path in routes("POST")}
    assert set(answers.values()) == {303}, answers
    assert set(posted.values()) == {303}, posted


@pytest.mark.parametrize("token", ["", "forged", "x" * 4000])
def test_desk_is_closed_to_forged_sessions(site: Site, token: str) -> None:
    with site.client() as client:
        client.cookies.set("digest", token, domain="127.0.0.1")
        answers = {client.get(path).status_code for path in routes("GET")}
        posted = {client.post(path).status_code for path in routes("POST")}
    assert (answers, posted) == ({303}, {303})


def test_form_without_its_token_or_from_another_site_is_refused(site: Site) -> None:
    with site.editor() as client:
        csrf, before = csrf_of(client.get(DESK)), site.dump()
        foreign = {"Origin": "https://evil.example"}
        for path in routes("POST"):
            assert client.post(path).status_code == 403, path
            assert client.post(path, data={"csrf": "wrong"}).status_code == 403, path
            assert client.post(path, data={"csrf": csrf}, headers=foreign).status_code == 403, path
        assert site.dump() == before


@pytest.mark.parametrize("role", [Role.READER, Role.REPORTER])
def test_who_may_only_read_changes_nothing(site: Site, role: Role) -> None:
    with site.editor() as client:
        csrf = csrf_of(client.get(DESK))
        with _as(site, role):
            before = site.dump()
            answers = {path: _post(client, path, csrf) for path in routes("POST")}
            after = site.dump()
    assert {path: status for path, status in answers.items() if status != 403} == {}
    assert after == before


def test_pages_say_what_a_browser_may_do_with_them(site: Site) -> None:
    with site.editor() as client:
        for path in routes("GET"):
            answer = client.get(path)
            headers = answer.headers
            assert headers["cache-control"] == "no-store", path
            assert headers["x-content-type-options"] == "nosniff", path
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy, path
            assert re.search(r"frame-ancestors '(none|self)'", policy), path
            assert answer.status_code < 500, path


@contextmanager
def _as(site: Site, role: Role) -> Iterator[None]:
    """Koffi in another role."""
    for each in (role, Role.OWNER):
        with site.newsroom.store.writing() as session:
            session.execute(text("UPDATE editor SET role = :role"), {"role": each.value})
        if each is role:
            yield


def _post(client: httpx.Client, path: str, csrf: str) -> int:
    return client.post(path, data={"csrf": csrf, "version": "1"}).status_code
