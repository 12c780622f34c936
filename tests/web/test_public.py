"""What strangers reach: the unsubscribe link of a mail, and the web version of an issue."""

import re
from dataclasses import replace

import httpx
import pytest

from digest.core.picture import Copies, PictureFile
from digest.core.subscriber import SubscriberState
from digest.db import editions, pictures, subscribers
from digest.db.subscribers import SubscriptionState
from tests.builders import TODAY
from tests.web.site import BEFORE_DUE, ISSUE, Site, approve_today, build_today

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def readers(site: Site) -> list[str]:
    """Who receives the edition."""
    with site.newsroom.store.reading() as session:
        return [each.subscriber.email.partition("@")[0] for each in subscribers.active(session, 1)]


def post_multipart(client: httpx.Client, path: str) -> httpx.Response:
    return client.post(path, files={"List-Unsubscribe": (None, "One-Click")})


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_unsubscribe_changes_nothing_unless_posted(site: Site, method: str) -> None:
    with site.client() as client:
        client.request(method, f"/u/{site.token()}")
    assert readers(site) == ["awa", "ines", "moussa"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"json": ONE_CLICK},
        {"data": {"List-Unsubscribe": "Two-Clicks"}},
        {"content": b""},
        {"content": b"\x00\xff", "headers": {"Content-Type": "multipart/form-data"}},
    ],
)
def test_unsubscribe_refuses_a_body_that_does_not_ask_for_it(site: Site, wrong: dict[str, object]) -> None:
    with site.client() as client:
        answer = client.post(f"/u/{site.token()}", **wrong)  # type: ignore[arg-type]
    assert (400 <= answer.status_code < 500, readers(site)) == (True, ["awa", "ines", "moussa"])


@pytest.mark.parametrize("multipart", [False, True])
def test_unsubscribe_by_one_click_needs_no_cookie_and_is_idempotent(site: Site, multipart: bool) -> None:
    path = f"/u/{site.token()}"
    with site.client() as client:
        for _ in range(2):
            answer = post_multipart(client, path) if multipart else client.post(path, data=ONE_CLICK)
            assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    assert readers(site) == ["ines", "moussa"]
    with site.newsroom.store.reading() as session:
        left = subscribers.find_subscription(session, 1, 1)
    assert (left.state, left.left_at) == (SubscriptionState.UNSUBSCRIBED, BEFORE_DUE)
    assert left.subscriber.state is SubscriberState.ACTIVE


def test_unsubscribe_takes_a_post_from_any_origin(site: Site) -> None:
    with site.client() as client:
        answer = client.post(f"/u/{site.token()}", data=ONE_CLICK, headers={"Origin": "https://mailbox.example"})
    assert (answer.status_code, readers(site)) == (200, ["ines", "moussa"])


@pytest.mark.parametrize("change", ["forged", "truncated", "nonsense", "nobody"])
def test_unsubscribe_does_not_know_a_token_that_is_not_ours(site: Site, change: str) -> None:
    token = site.token()
    wrong = {
        "forged": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "truncated": token[:-4],
        "nonsense": "é..%2e",
        "nobody": site.token(999),
    }[change]
    with site.client() as client:
        answers = [client.get(f"/u/{wrong}"), client.post(f"/u/{wrong}", data=ONE_CLICK)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert readers(site) == ["awa", "ines", "moussa"]


def test_unsubscribe_page_speaks_the_language_of_its_edition(site: Site) -> None:
    with site.client() as client:
        asked = client.get(f"/u/{site.token()}")
        done = client.post(f"/u/{site.token()}", data=ONE_CLICK)
    assert '<html lang="fr"' in asked.text
    main = done.text[done.text.index("<main") :]
    assert re.search(r"<b>(.*?)</b>", main)[1] == "C’est fait."  # type: ignore[index]


def test_unsubscribe_page_speaks_english_where_pages_do_not_speak_the_language_of_an_edition(site: Site) -> None:
    with site.newsroom.store.writing() as session:
        edition = editions.find(session, "ouest").edition
        editions.save(session, replace(edition, locale="ar"), now=BEFORE_DUE)
    with site.client() as client:
        assert '<html lang="en"' in client.get(f"/u/{site.token()}").text


def test_unsubscribe_page_tells_nobody_about_its_address(site: Site) -> None:
    with site.client() as client:
        for path in (f"/u/{site.token()}", "/u/forged"):
            headers = client.get(path).headers
            assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
            assert headers["x-robots-tag"] == "noindex, nofollow"


def test_button_of_the_unsubscribe_page_unsubscribes(site: Site) -> None:
    with site.client() as client:
        page = client.get(f"/u/{site.token()}").text
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)"', page))
        client.post(f"/u/{site.token()}", data=fields)
        again = client.get(f"/u/{site.token()}").text
    assert readers(site) == ["ines", "moussa"]
    assert "One-Click" not in again


def test_unsubscribe_answers_503_when_the_database_is_gone(site: Site) -> None:
    site.break_database()
    with site.client() as client:
        answer = client.post(f"/u/{site.token()}", data=ONE_CLICK)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_online_shows_an_issue_only_once_it_is_approved(site: Site) -> None:
    with site.client() as client:
        before = client.get(f"/online/ouest/{TODAY}")
        approve_today(site.newsroom)
        after = client.get(f"/online/ouest/{TODAY}")
    assert (before.status_code, after.status_code) == (404, 200)
    assert "Douze villes du littoral" in after.text
    assert "/u/" not in after.text
    assert "sandbox" in after.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/online/ouest/2026-03-09", "/online/nord/2026-03-06", "/online/ouest/yesterday"]
)
def test_online_does_not_know_other_issues(site: Site, path: str) -> None:
    with site.client() as client:
        assert client.get(path).status_code == 404


def test_archive_lists_what_has_appeared_and_nothing_else(site: Site) -> None:
    with site.client() as client:
        before = client.get("/online/ouest")
        approve_today(site.newsroom)
        after = client.get("/online/ouest")
        unknown = client.get("/online/nord")
    assert (before.status_code, after.status_code, unknown.status_code) == (200, 200, 404)
    assert "/online/" not in before.text
    assert "Aucune édition n’a encore paru." in before.text
    assert re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', after.text) == [
        (f"/online/ouest/{TODAY}", "Douze villes du littoral s’accordent contre l’érosion")
    ]
    assert "Vendredi 6 mars 2026 · Nº\u00a01" in after.text


def test_reading_every_link_of_a_mail_changes_nothing(site: Site) -> None:
    approve_today(site.newsroom)
    page = f"/online/ouest/{TODAY}"
    with site.client() as client:
        links = {f"/u/{site.token()}", page, *re.findall(r'href="(/[^"]*)"', client.get(page).text)}
        before = site.dump()
        for link in links:
            assert client.get(link).status_code == 200
            assert client.head(link).status_code == 200
    assert site.dump() == before


def test_reading_every_link_of_the_desk_changes_nothing(site: Site) -> None:
    with site.editor() as client:
        before, seen, waiting = site.dump(), set[str](), {"/desk"}
        while waiting:
            link = waiting.pop()
            seen.add(link)
            answer = client.get(link)
            assert answer.status_code in (200, 303), link
            client.head(link)
            found = set(re.findall(r'(?:href|src)="((?:/|\?)[^"#]*)', answer.text))
            waiting |= {str(answer.url.join(each)).removeprefix(site.url) for each in found} - seen
    assert {ISSUE, f"{ISSUE}?view=text", f"{ISSUE}/preview.html?view=text"} <= seen
    assert site.dump() == before


def test_picture_is_served_to_be_kept_for_good(site: Site) -> None:
    files = PictureFile(b"\xff\xd8 a jpeg", "jpg", 1200, 675), PictureFile(b"\x89PNG a png", "png", 288, 288)
    build_today(site.newsroom)
    with site.newsroom.store.writing() as session:
        pictures.keep(session, site.issue(), {"https://echo.example/a": Copies(*files)}, now=BEFORE_DUE)

    with site.client() as client:
        answers = [client.get(f"/pictures/{file.name}") for file in files]
        again = client.get(f"/pictures/{files[0].name}", headers={"If-None-Match": f'W/"x", "{files[0].name}"'})

    assert [(a.status_code, a.content, a.headers["Content-Type"]) for a in answers] == [
        (200, files[0].body, "image/jpeg"),
        (200, files[1].body, "image/png"),
    ]
    assert answers[0].headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answers[0].headers["X-Content-Type-Options"] == "nosniff"
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", f'"{files[0].name}"')


@pytest.mark.parametrize("name", ["0" * 32 + ".jpg", "a.jpg", "%00.jpg", "..%2Fsecret", "0" * 32 + ".jpg%0A"])
def test_picture_that_is_none_is_not_found(site: Site, name: str) -> None:
    with site.client() as client:
        assert client.get(f"/pictures/{name}").status_code == 404
