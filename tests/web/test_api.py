"""The articles API: who may hand over, what is taken in, and how a program learns what is wrong."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from digest.core.article import Picture
from digest.core.cadence import Window
from digest.core.own_category import OwnCategory
from digest.db import articles, sources, tokens
from digest.db.store import Store
from digest.desk.naming import add_category
from digest.web.api import TakenIn
from digest.web.handed_in import ArticleIn
from digest.web.problem import Problem
from digest.web.turns import Turns
from digest.wire.push import make_token
from tests.builders import a_source
from tests.web.site import BEFORE_DUE, Site, an_empty_newsroom, served
from tests.wire.window import all_articles

HANDED_OVER = {
    "url": "https://echo.example/1?utm_source=cms",
    "title": "Crue du fleuve à Malanville",
    "summary": "Le fleuve est sorti de son lit dans la nuit.",
    "published": "2026-03-05T12:00:00+01:00",
    "labels": ["Environnement"],
    "countries": ["BJ"],
    "image": {"url": "https://echo.example/1.jpg", "alt": "Le fleuve", "width": 1200, "height": 675},
}


TAKEN_IN, PROBLEM = ({"$ref": f"#/components/schemas/{name}"} for name in ("TakenIn", "Problem"))


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


def post(cms: httpx.Client, *items: object) -> httpx.Response:
    # Not json=: that one does not send half of a pair of surrogates, which some systems do.
    return cms.post("/api/articles", content=json.dumps({"articles": items}))


def table_of(site: Site) -> list[tuple[Any, ...]]:
    """Every row and column of the articles, as the database has them."""
    with site.newsroom.store.reading() as session:
        return [tuple(row) for row in session.execute(text("SELECT * FROM article ORDER BY id"))]


def test_article_is_filed_in_a_category_that_the_newsroom_has_added(site: Site, cms: httpx.Client) -> None:
    add_category(site.newsroom.store, OwnCategory("vie-du-port", "Le port", "Harbour life"))

    post(cms, HANDED_OVER | {"labels": ["Harbour life"]})
    post(cms, HANDED_OVER | {"url": "https://echo.example/2", "labels": ["vie-du-port"]})

    assert [article.category for article in all_articles(site.newsroom.store)] == ["vie-du-port"] * 2


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

    assert answer.status_code == 207
    assert answer.json() == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "broken": [
            {
                "where": "articles[1]",
                "index": 1,
                "field": None,
                "why": "has an address that no reader could open: “ftp://echo.example/2”",
            },
            {"where": "articles[2]", "index": 2, "field": None, "why": "has no title"},
        ],
    }


def test_fault_of_one_article_keeps_no_other_out(site: Site, cms: httpx.Client) -> None:
    late = {"published": "hier", "image": {"url": "https://echo.example/2.jpg", "width": "large"}}

    answer = post(cms, {}, HANDED_OVER, HANDED_OVER | late, 7, HANDED_OVER | {"url": "https://echo.example/2"})

    assert answer.status_code == 207
    taken = answer.json()
    assert taken["new"] == 2
    assert [(fault["index"], fault["field"]) for fault in taken["broken"]] == [
        (0, "url"),
        (0, "title"),
        (2, "published"),
        (2, "image.width"),
        (3, None),
    ]
    assert taken["broken"][3] == {
        "where": "articles[2].image.width",
        "index": 2,
        "field": "image.width",
        "why": "Input should be a valid integer, unable to parse string as an integer",
    }
    assert [article.url for article in all_articles(site.newsroom.store)] == [
        "https://echo.example/1",
        "https://echo.example/2",
    ]


def test_list_of_articles_is_a_batch_too(cms: httpx.Client) -> None:
    answer = cms.post("/api/articles", json=[HANDED_OVER])

    assert (answer.status_code, answer.json()["new"]) == (200, 1)


def test_picture_is_an_address_or_an_object(site: Site, cms: httpx.Client) -> None:
    flat = {
        "image": "https://echo.example/1.jpg",
        "image_alt": "Le fleuve",
        "image_width": 1200,
        "image_height": 675,
    }

    post(cms, HANDED_OVER, HANDED_OVER | {"url": "https://echo.example/2"} | flat)

    pictures = [article.picture for article in all_articles(site.newsroom.store)]
    assert pictures == [Picture("https://echo.example/1.jpg", "Le fleuve", 1200, 675)] * 2


def test_batch_sent_again_changes_nothing(site: Site, cms: httpx.Client) -> None:
    batch = [
        HANDED_OVER | {"guid": f"cms:{n}", "url": f"https://echo.example/{n}", "modified": "2026-03-05T14:00:00Z"}
        for n in range(20)
    ]
    batch += [HANDED_OVER | {"title": 7}]
    post(cms, *batch)
    site.clock.now += timedelta(minutes=1)
    before = table_of(site)

    again = post(cms, *batch).json()

    assert (again["new"], again["changed"], again["unchanged"], len(again["broken"])) == (0, 0, 20, 1)
    assert table_of(site) == before


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
        ({"title": 7}, "articles[0].title"),
        ({"published": "hier"}, "articles[0].published"),
        ({"published": "2026-03-05T12:00:00"}, "articles[0].published"),
        ({"image": {"url": "https://echo.example/1.jpg", "width": -1}}, "articles[0].image.width"),
        ({"image": {"url": "https://echo.example/1.jpg", "height": 10**30}}, "articles[0].image.height"),
        ({"published": "0001-01-01T00:00:00+14:00"}, "articles[0].published"),
        ({"language": "fr\0"}, "articles[0].language"),
        ({"titel": "?"}, "articles[0].titel"),
        ({"url": "https://echo.example/" + "a" * 3_000}, "articles[0].url"),
        ({"guid": ""}, "articles[0].guid"),
        ({"modified": "hier"}, "articles[0].modified"),
        ({"image": 7}, "articles[0].image"),
        ({"image_width": 0}, "articles[0].image_width"),
        ({"title": "\ud83d"}, "articles[0].title"),
        ({"labels": [["a"]]}, "articles[0].labels.0"),
        ({"<b>titel": 1}, "articles[0].titel"),
        ({"titel\ud83d": 1}, "articles[0]"),
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


def test_faults_of_one_article_are_named_up_to_ten(cms: httpx.Client) -> None:
    answer = post(cms, HANDED_OVER | {f"field {n}": 0 for n in range(500)})

    assert [error["field"] for error in answer.json()["errors"]] == [f"field {n}" for n in range(10)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'[{"image_width": ' + b"9" * 5_000 + b"}]", 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'"articles"', 422),
        (b'{"articles": []}', 422),
        (b'{"articles": {}}', 422),
        (b'{"articles": [{}], "source": "zou"}', 422),
        (b'[{"image_width": NaN}]', 422),
    ],
    ids=[
        "nothing",
        "broken",
        "not UTF-8",
        "too deep",
        "too long a number",
        "no article",
        "no articles",
        "a word",
        "none",
        "no list",
        "more beside it",
        "not a number",
    ],
)
def test_body_that_is_no_batch_is_refused(cms: httpx.Client, body: bytes, status: int) -> None:
    answer = cms.post("/api/articles", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def test_batch_has_at_most_a_thousand_articles(cms: httpx.Client) -> None:
    many = [HANDED_OVER | {"url": f"https://echo.example/{n}"} for n in range(1_001)]

    refused = post(cms, *many)

    assert (refused.status_code, refused.json()["detail"]) == (
        413,
        "A batch has at most 1,000 articles, this one has 1,001.",
    )
    assert post(cms, *many[:-1]).json()["new"] == 1_000


@pytest.mark.parametrize("is_chunked", [False, True], ids=["of known length", "in chunks"])
def test_batch_that_is_too_heavy_is_refused(cms: httpx.Client, is_chunked: bool) -> None:
    heavy = json.dumps([HANDED_OVER | {"body": "a" * 5_100_000}]).encode()

    answer = cms.post("/api/articles", content=iter([heavy]) if is_chunked else heavy)

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["detail"] == "The body has more than 5,000,000 bytes; send several batches."


def test_texts_may_hold_anything(cms: httpx.Client) -> None:
    hostile = {
        "title": "Crue\0 à \u2028Malanville",
        "summary": "\0",
        "body": "<script>\0</script>",
        "labels": ["\0"],
        "guid": "\0\u2028",
        "image_alt": "\0",
    }

    assert post(cms, HANDED_OVER | hostile).json() == {"new": 1, "changed": 0, "unchanged": 0, "broken": []}


def test_one_batch_with_the_same_article_twice_is_one_article(cms: httpx.Client) -> None:
    assert post(cms, HANDED_OVER, HANDED_OVER | {"title": "Une crue à Malanville"}).json()["new"] == 1


@contextmanager
def begun(cms: httpx.Client) -> Iterator[socket.socket]:
    """A request whose body the server waits for: it has said so."""
    host, port = cms.base_url.host, cms.base_url.port
    head = (
        f"POST /api/articles HTTP/1.1\r\nHost: {host}\r\nAuthorization: {cms.headers['Authorization']}\r\n"
        "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    )
    with socket.create_connection((host, port or 80)) as line:
        line.sendall(head.encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 100")
        yield line


def test_token_has_four_requests_at_work_and_no_more(site: Site, cms: httpx.Client) -> None:
    token = make_token(site.newsroom.store, "another CMS", "echo", now=BEFORE_DUE)
    with ExitStack() as stack:
        lines = [stack.enter_context(begun(cms)) for _ in range(4)]

        refused = post(cms, HANDED_OVER)
        with httpx.Client(base_url=site.url, headers={"Authorization": f"Bearer {token}"}) as another:
            elsewhere = post(another, HANDED_OVER)

        for line in lines:
            line.sendall(b"[]")
            assert line.recv(1000).startswith(b"HTTP/1.1 422")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert elsewhere.status_code == 200
    assert post(cms, HANDED_OVER).json()["unchanged"] == 1


def test_body_that_does_not_arrive_gives_up_its_turn(site: Site, cms: httpx.Client) -> None:
    site.app.state.door = replace(site.app.state.door, turns=Turns(at_once=1, patience=0.05))
    with begun(cms) as line:
        assert line.recv(1000).startswith(b"HTTP/1.1 408")

    assert post(cms, HANDED_OVER).status_code == 200


def test_description_tells_of_this_api_alone_and_of_every_answer(site: Site) -> None:
    described = httpx.get(f"{site.url}/api/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert [(path, list(operations)) for path, operations in described["paths"].items()] == [
        ("/api/articles", ["post"])
    ]
    operation = described["paths"]["/api/articles"]["post"]
    assert operation["security"] == [{"HTTPBearer": []}]
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    assert {
        status: [(kind, content["schema"]) for kind, content in answer["content"].items()]
        for status, answer in operation["responses"].items()
    } == {status: [("application/json", TAKEN_IN)] for status in ("200", "207")} | {
        status: [("application/problem+json", PROBLEM)]
        for status in ("400", "401", "408", "413", "422", "429", "503")
    }


def test_description_knows_both_forms_of_a_batch(site: Site) -> None:
    described = httpx.get(f"{site.url}/api/openapi.json").json()
    schemas = described["components"]["schemas"]

    [(kind, content)] = described["paths"]["/api/articles"]["post"]["requestBody"]["content"].items()
    articles = {
        "items": {"$ref": "#/components/schemas/ArticleIn"},
        "maxItems": 1000,
        "minItems": 1,
        "type": "array",
    }
    assert kind == "application/json"
    assert content["schema"]["anyOf"] == [{"$ref": "#/components/schemas/BatchIn"}, articles]
    assert {name: schemas["BatchIn"]["properties"]["articles"][name] for name in articles} == articles
    assert schemas["ArticleIn"]["required"] == ["url", "title"]
    assert list(schemas["ArticleIn"]["properties"]) == list(ArticleIn.model_fields)


def test_description_refers_to_nothing_that_it_lacks_and_has_nothing_to_spare(site: Site) -> None:
    described = httpx.get(f"{site.url}/api/openapi.json").text

    referred = set(re.findall(r'"\$ref":\s*"#/components/schemas/(\w+)"', described))
    assert referred == set(json.loads(described)["components"]["schemas"])


@pytest.mark.parametrize("items", [[HANDED_OVER], [HANDED_OVER, {}], [{}]], ids=["good", "some", "none"])
def test_answers_are_of_the_described_form(cms: httpx.Client, items: list[dict[str, Any]]) -> None:
    answer = post(cms, *items)

    form = TakenIn if answer.is_success else Problem
    assert form.model_validate(answer.json(), extra="forbid").model_dump(exclude_unset=True) == answer.json()


def test_unknown_address_of_the_api_is_a_problem_too(site: Site) -> None:
    answer = httpx.get(f"{site.url}/api/nothing")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
