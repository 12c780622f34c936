"""Health: what a watcher is told."""

from importlib.metadata import version

from digest.db import migrate
from tests.web.site import Site


def test_healthz_says_that_all_is_well(site: Site) -> None:
    with site.client() as client:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "status": "ok",
            "database": "answers",
            "version": version("news-digest"),
            "tzdata": version("tzdata"),
            "revision": migrate.HEAD,
        },
    )


def test_healthz_says_that_the_database_is_gone(site: Site) -> None:
    site.break_database()
    with site.client() as client:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert "sqlite" not in answer.text
