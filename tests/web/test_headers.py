"""Headers: every answer has them, whoever gives it."""

import pytest

from digest.db.store import Store
from digest.web.headers import PAGE_POLICY
from tests.web.site import ISSUE, Site, a_newsroom, served, surprise


@pytest.mark.parametrize(
    "path", ["/sign-in", "/desk", "/nothing", "/static/digest.css", "/static/none", "/healthz"]
)
def test_answer_carries_the_headers(site: Site, path: str) -> None:
    with site.client() as client:
        headers = client.get(path).headers
    assert headers["content-security-policy"] == PAGE_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_answer_to_a_surprise_carries_the_headers(site: Site) -> None:
    site.app.add_api_route("/surprise", surprise)
    with site.client() as client:
        answer = client.get("/surprise")
    assert (answer.status_code, answer.headers["content-security-policy"]) == (500, PAGE_POLICY)


def test_pages_need_nothing_inline_and_nothing_from_elsewhere(site: Site) -> None:
    with site.editor() as client:
        for path in ("/desk", ISSUE, "/sign-in", f"/u/{site.token()}", "/nothing"):
            page = client.get(path).text
            assert " style=" not in page
            assert "<style" not in page
            assert "<script" not in page
            assert 'src="http' not in page


def test_secure_site_insists_on_https(sqlite_store: Store) -> None:
    with served(a_newsroom(sqlite_store), secure=True) as site, site.client() as client:
        assert client.get("/sign-in").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_nothing_describes_the_door_to_strangers(site: Site, path: str) -> None:
    with site.client() as client:
        assert client.get(path).status_code == 404


def test_form_may_not_be_huge(site: Site) -> None:
    with site.client() as client:
        assert client.post("/sign-in", data={"email": "x" * 100_000, "password": "y"}).status_code == 413
