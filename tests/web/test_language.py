"""The language of a page."""

import pytest

from tests.web.site import Site


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en", "en"),
        ("fr-BJ,fr;q=0.9,en;q=0.8", "fr"),
        ("de, en-GB;q=0.7, fr;q=0.3", "en"),
        ("en;q=0, fr;q=0.1", "fr"),
        ("de", "fr"),
        ("", "fr"),
        (";;q=,en;q=x,*", "fr"),
    ],
)
def test_page_speaks_what_the_browser_asks_for(site: Site, accepted: str, language: str) -> None:
    with site.client() as client:
        page = client.get("/sign-in", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}"' in page.text
    assert "set-cookie" not in page.headers


def test_page_remembers_the_language_that_was_clicked(site: Site) -> None:
    with site.client() as client:
        assert '<html lang="fr"' in client.get("/sign-in?lang=fr").text
        assert '<html lang="fr"' in client.get("/sign-in").text
        assert '<html lang="fr"' in client.get("/sign-in?lang=xx").text
