"""Failures: a page that says what to do, in the reader’s language, and no traceback."""

import pytest

from tests.web.site import ISSUE, Site, surprise, text_of


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("GET", "/nothing", 404, "There is nothing here"),
        ("GET", "/desk/ouest/2026-03-09", 404, "There is nothing here"),
        ("GET", "/desk/ouest/yesterday", 404, "There is nothing here"),
        ("POST", "/desk", 405, "This is not the way in"),
        ("POST", "/sign-in", 422, "This cannot be used"),
        ("POST", f"{ISSUE}/approve", 403, "This form is no longer valid"),
    ],
)
def test_failure_says_what_to_do(site: Site, method: str, path: str, status: int, title: str) -> None:
    with site.editor() as client:
        answer = client.request(method, path)
    assert (answer.status_code, title in text_of(answer)) == (status, True)


def test_failure_of_the_database_asks_to_come_back(site: Site) -> None:
    with site.editor() as client:
        site.break_database()
        answer = client.get("/desk", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "Recommencez dans une demi-minute." in text_of(answer)
    assert "sqlite" not in answer.text


def test_surprise_shows_no_traceback(site: Site) -> None:
    site.app.add_api_route("/surprise", surprise)
    with site.client() as client:
        answer = client.get("/surprise")
    assert answer.status_code == 500
    assert "cellar" not in answer.text
    assert "Something went wrong here" in answer.text
