"""Articles in the house: the search, and the marks."""

import re

import pytest

from tests.web.site import ISSUE, Site, csrf_of, text_of


def titles(html: str) -> list[str]:
    return re.findall(r'<h2><a href="[^"]+" rel="noreferrer">([^<]+)</a>', html)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("words=lutte", ["Ségou garde la ceinture du tournoi de lutte"]),
        ("words=marché+COUVERT", ["Bobo-Dioulasso rouvre son marché couvert"]),
        ("words=100%25", []),
        ("country=ML&category=sport", ["Ségou garde la ceinture du tournoi de lutte"]),
        (
            "country=BF&days=1",
            ["Bobo-Dioulasso rouvre son marché couvert", "Une patrouille commune part de Dori"],
        ),
        ("source=outlet-2&category=security", []),
    ],
)
def test_search_finds_what_fits(site: Site, query: str, expected: list[str]) -> None:
    with site.editor() as client:
        page = client.get(f"/desk/articles?{query}").text
    assert titles(page) == expected
    assert ("No article fits" in page) == (expected == [])


def test_article_leads_to_the_issue_that_shows_it(site: Site) -> None:
    with site.editor() as client:
        page = client.get("/desk/articles?words=lutte")
    assert f'<a href="{ISSUE}">In the issue of Afrique de l’Ouest, Friday 6 March</a>' in page.text
    assert "Outlet 1 · Thursday 5 March · Mali · Sport · story 5" in text_of(page)


def test_article_is_marked(site: Site) -> None:
    with site.editor() as client:
        page = client.get("/desk/articles?words=lutte")
        found = re.search(r'action="(/desk/articles/(\d+)/mark)"', page.text)
        assert found
        answer = client.post(
            found[1], data={"csrf": csrf_of(page), "mark": "top", "back": "/desk/articles?words=lutte"}
        )
        after = client.get("/desk/articles?words=lutte").text
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/articles?words=lutte#a{found[2]}")
    assert '<option value="top" selected>' in after
