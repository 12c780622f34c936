"""The articles API: who may hand over, what is taken in, and how a program learns what is wrong."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from digest.core.cadence import Window
from digest.db import articles, sources, tokens
from digest.db.store import Store
from digest.wire.push import make_token
from tests.builders import a_source
from tests.web.site import BEFORE_DUE, Site, an_empty_newsroom, served

HANDED_OVER = {
    "url": "https://echo.example/1?utm_source=cms",
    "title": "Crue du fleuve à Malanville",
    "summary": "Le fleuve est sorti de son lit dans la nuit.",
    "published": "2026-03-05T12:00:00+01:00",
    "labels": ["Environnement"],
    "countries": ["BJ"],
    "image": {"url": "https://echo.example/1.jpg", "alt": "Le fleuve", "width": 1200, "height": 675},
}


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    newsroom = an_empty_newsroom(store)
    with store.writing() as session:
        sources.save(session, a_source("echo"))
    with served(newsroom) as site:
        yield site


@pytest.fixture
def cms(site: Site) -> Iterator[httpx.Client]:
    token = make_token(site.newsroom.store, "our CMS", "echo", now=BEFORE_DUE)
    with httpx.Client(base_url=site.url, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


def post(cms: httpx.Client, *items: dict[str, Any]) -> httpx.Response:
    return cms.post("/api/articles", json={"articles": list(items)})


def test_articles_are_taken_in_once(site: Site, cms: httpx.Client) -> None:
    first, second = post(cms, HANDED_OVER), post(cms, HANDED_OVER)

    assert (first.status_code, first.json()) == (200, {"new": 1, "changed": 0, "unchanged": 0, "broken": []})
    assert second.json() == {"new": 0, "changed": 0, "unchanged": 1, "broken": []}
    with site.newsroom.store.reading() as session:
        window = Window(BEFORE_DUE - timedelta(days=3), BEFORE_DUE)
        [article] = articles.in_window(session, window, ["BJ"], ["environment"])
        [token] = tokens.every(session)
    assert (article.url, article.source.key) == ("https://echo.example/1", "echo")
    assert article.picture
    assert article.picture.width == 1200
    assert token.used_at == site.clock.now


def test_article_that_cannot_be_used_is_named_and_the_others_kept(cms: httpx.Client) -> None:
    answer = post(
        cms, HANDED_OVER, HANDED_OVER | {"url": "ftp://echo.example/2"}, HANDED_OVER | {"title": "<b></b>"}
    )

    assert answer.json() == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "broken": [
            {
                "where": "articles[1]",
                "why": "has an address that no reader could open: “ftp://echo.example/2”",
            },
            {"where": "articles[2]", "why": "has no title"},
        ],
    }


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer forged", "Basic YTpi"])
def test_nobody_hands_over_without_a_token(site: Site, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}

    answer = httpx.post(f"{site.url}/api/articles", json={"articles": [HANDED_OVER]}, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Unauthorized"


def test_token_that_was_removed_opens_nothing(site: Site, cms: httpx.Client) -> None:
    with site.newsroom.store.writing() as session:
        tokens.remove(session, "our CMS")

    assert post(cms, HANDED_OVER).status_code == 401


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": 7}, "articles.0.title"),
        ({"published": "hier"}, "articles.0.published"),
        ({"published": "2026-03-05T12:00:00"}, "articles.0.published"),
        ({"image": {"url": "https://echo.example/1.jpg", "width": -1}}, "articles.0.image.width"),
        ({"image": {"url": "https://echo.example/1.jpg", "height": 10**30}}, "articles.0.image.height"),
        ({"published": "0001-01-01T00:00:00+14:00"}, "articles.0.published"),
        ({"language": "fr\0"}, "articles.0.language"),
        ({"titel": "?"}, "articles.0.titel"),
        ({"url": "https://echo.example/" + "a" * 3_000}, "articles.0.url"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_field_is_named_and_nothing_taken_in(
    cms: httpx.Client, change: dict[str, object], where: str
) -> None:
    answer = post(cms, HANDED_OVER | change)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["where"] for error in answer.json()["errors"]] == [where]
    assert post(cms, HANDED_OVER).json()["new"] == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"[", 422),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"articles": []}', 422),
        (b"\xff\xfe", 422),
        (b"[" * 100_000, 400),
    ],
    ids=["nothing", "broken", "a list", "no articles", "no article", "not UTF-8", "too deep"],
)
def test_body_that_is_no_batch_is_refused(cms: httpx.Client, body: bytes, status: int) -> None:
    answer = cms.post("/api/articles", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_batch_has_at_most_a_thousand_articles(cms: httpx.Client) -> None:
    many = [HANDED_OVER | {"url": f"https://echo.example/{n}"} for n in range(1_001)]

    assert post(cms, *many).status_code == 422
    assert post(cms, *many[:-1]).json()["new"] == 1_000


def test_batch_that_is_too_heavy_is_refused(cms: httpx.Client) -> None:
    answer = post(cms, HANDED_OVER | {"body": "a" * 5_100_000})

    assert answer.status_code == 413


def test_texts_may_hold_anything(cms: httpx.Client) -> None:
    hostile = {
        "title": "Crue\0 à \u2028Malanville",
        "summary": "\0",
        "body": "<script>\0</script>",
        "labels": ["\0"],
    }

    assert post(cms, HANDED_OVER | hostile).json() == {"new": 1, "changed": 0, "unchanged": 0, "broken": []}


def test_one_batch_with_the_same_article_twice_is_one_article(cms: httpx.Client) -> None:
    assert post(cms, HANDED_OVER, HANDED_OVER | {"title": "Une crue à Malanville"}).json()["new"] == 1


def test_description_tells_of_this_api_alone(site: Site) -> None:
    described = httpx.get(f"{site.url}/api/openapi.json").json()

    assert list(described["paths"]) == ["/api/articles"]
    assert described["components"]["schemas"]["ArticleIn"]["required"] == ["url", "title"]
    assert "HTTPBearer" in json.dumps(described["components"]["securitySchemes"])


def test_unknown_address_of_the_api_is_a_problem_too(site: Site) -> None:
    answer = httpx.get(f"{site.url}/api/nothing")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
