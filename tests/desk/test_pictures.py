"""The pictures of an issue: copied before anybody looks, and never changed behind an approval."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from PIL import Image

from digest.circulation.preflight import preflight
from digest.core.article import Picture
from digest.core.edition import Approval, Edition
from digest.core.issue import Issue
from digest.core.links import Links
from digest.core.picture import Pictures
from digest.core.rendering import EVERYTHING, seal
from digest.db import editions, intake, sources
from digest.db.store import Store
from digest.desk.approval import approve
from digest.desk.build import Built, build
from digest.desk.pictures import AT_ONCE, CopyPictures, copy_pictures
from digest.mail.outbox import Outbox
from digest.newsroom import Newsroom
from digest.render.renderer import Renderer, open_renderer
from digest.sources.copying import fetch_picture
from tests.builders import TODAY, a_cadence, a_new_article, a_source, an_edition
from tests.web_server import Answer, Served, serving

CLOSES = a_cadence().closes_at(TODAY)
HOUR = timedelta(hours=1)
OURS = "https://news.lalagune.example/pictures/"


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer(None)


def a_jpeg(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1000), colour).save(out, "JPEG")
    return out.getvalue()


PATHS = {
    "/flood.jpg": Answer(a_jpeg()),
    "/wrong.png": Answer(a_jpeg("olive")),
    "/page.jpg": Answer(b"<html>Please sign in</html>"),
    "/half.jpg": Answer(a_jpeg()[:2_000]),
    "/moved.jpg": Answer(status=302, headers={"Location": "/flood.jpg"}),
}


@contextmanager
def an_outlet() -> Iterator[Served]:
    with serving(PATHS) as server:
        yield server


def a_newsroom(store: Store, renderer: Renderer) -> Newsroom:
    links = Links(b"a secret of the tests, long enough to be one", "https://news.lalagune.example")
    return Newsroom(store, renderer, links, Outbox, 1, copy_pictures=copying(store))


def copying(store: Store, *, allow_private: bool = True) -> CopyPictures:
    return partial(copy_pictures, store, partial(fetch_picture, allow_private=allow_private))


def take_in(store: Store, base: str, *paths: str, edition: Edition | None = None) -> None:
    titles = (
        "Crue du fleuve",
        "Un marché rouvre",
        "Un quai neuf au port",
        "La récolte du mil",
        "Une école de danse",
    )
    found = [
        a_new_article(
            titles[n],
            url=f"https://echo.example/{n}",
            published_at=CLOSES - 2 * HOUR,
            picture=Picture(base + path, "De l’eau.", 10, 10),
        )
        for n, path in enumerate(paths)
    ]
    with store.writing() as session:
        editions.save(session, edition or an_edition(), now=CLOSES - 9 * HOUR)
        intake.take_in(session, sources.save(session, a_source()), found, now=CLOSES - HOUR)


def build_today(newsroom: Newsroom, copy: CopyPictures | None = None) -> Built:
    return build(
        newsroom.store, newsroom.press, "ouest", TODAY, now=CLOSES, copy_pictures=copy or newsroom.copy_pictures
    )


def html_of(newsroom: Newsroom, issue: Issue, edition: Edition | None = None) -> str:
    return newsroom.press(issue, edition or an_edition()).preview(EVERYTHING)[0]


def test_pictures_are_shown_as_our_copies(store: Store, renderer: Renderer) -> None:
    newsroom = a_newsroom(store, renderer)
    with an_outlet() as server:
        take_in(store, server.url, "/flood.jpg", "/wrong.png", "/moved.jpg")
        built = build_today(newsroom)

    html = html_of(newsroom, built.issue)
    assert (built.without, server.url in html) == ((), False)
    assert html.count(f'src="{OURS}') == 3
    assert 'width="600" height="338"' in html  # the slots' own shape, whatever the source said of the picture
    assert html.count('width="136" height="136"') == 2
    assert html.count('alt="De l’eau."') == 3


def test_pictures_that_cannot_be_had_are_left_out_and_told(store: Store, renderer: Renderer) -> None:
    newsroom = a_newsroom(store, renderer)
    with an_outlet() as server:
        take_in(store, server.url, "/flood.jpg", "/page.jpg", "/half.jpg", "/none.jpg")
        built = build_today(newsroom)

    assert html_of(newsroom, built.issue).count("<img") == 1
    found = preflight(
        store, newsroom.press, newsroom.links, an_edition(), built.issue, only=["picture-copy"], now=CLOSES
    )
    assert [finding.message for finding in found.findings] == [
        f"A story comes without its picture: {sentence}" for sentence in sorted(built.without)
    ]
    told = sorted(sentence.replace(server.url, "") for sentence in built.without)
    assert told == [
        "/half.jpg is a damaged picture.",
        "/page.jpg is not a picture in JPEG, PNG, WEBP, AVIF or GIF.",
        "There is nothing at /none.jpg: the server answers 404; check the address.",
    ]


def test_pictures_on_private_addresses_are_not_asked_for(store: Store, renderer: Renderer) -> None:
    newsroom = a_newsroom(store, renderer)
    with an_outlet() as server:
        take_in(store, server.url, "/flood.jpg", "/wrong.png", "/moved.jpg")
        built = build_today(newsroom, copying(store, allow_private=False))

    assert (len(built.without), server.requests, "<img" in html_of(newsroom, built.issue)) == (3, [], False)


def test_pictures_that_were_copied_are_not_asked_for_again(store: Store, renderer: Renderer) -> None:
    newsroom = a_newsroom(store, renderer)
    with an_outlet() as server:
        take_in(store, server.url, "/flood.jpg", "/wrong.png", "/none.jpg")
        build_today(newsroom)
        server.requests.clear()
        server.answers["/none.jpg"] = Answer(a_jpeg("navy"))

        again = build_today(newsroom)

    assert [path for path, _ in server.requests] == ["/none.jpg"]
    assert (again.without, html_of(newsroom, again.issue).count("<img")) == ((), 3)


def test_pictures_are_asked_for_a_few_at_a_time(store: Store, renderer: Renderer) -> None:
    with an_outlet() as server:
        take_in(store, server.url, *[f"/none{n}.jpg" for n in range(5)])
        build_today(a_newsroom(store, renderer))

    assert len(server.requests) == 5
    assert server.most_at_once <= AT_ONCE


def test_pictures_of_an_approved_issue_stay_as_they_were_approved(store: Store, renderer: Renderer) -> None:
    newsroom = a_newsroom(store, renderer)
    with an_outlet() as server:
        take_in(store, server.url, "/flood.jpg", "/wrong.png", "/none.jpg")
        seen = build_today(newsroom).issue
        approve(store, newsroom.press, "ouest", TODAY, by="Awa", now=CLOSES)
        before = html_of(newsroom, seen)

        server.answers["/none.jpg"] = Answer(a_jpeg("navy"))
        copying(store)(seen, an_edition(), CLOSES + 48 * HOUR)

    assert html_of(newsroom, seen) == before


def test_pictures_of_an_automatic_edition_are_there_when_it_is_approved(store: Store, renderer: Renderer) -> None:
    newsroom, edition = a_newsroom(store, renderer), an_edition(approval=Approval.AUTOMATIC)
    with an_outlet() as server:
        take_in(store, server.url, "/flood.jpg", "/wrong.png", "/moved.jpg", edition=edition)
        issue = build_today(newsroom).issue

    whole = newsroom.press(issue, edition).render(EVERYTHING)
    assert issue.approved_hash == seal(whole, sender=edition.sender)
    assert html_of(newsroom, issue, edition).count(f'src="{OURS}') == 3


@pytest.mark.parametrize(("choice", "shown"), [(Pictures.LINK, 3), (Pictures.NONE, 0)])
def test_pictures_are_not_copied_for_an_edition_that_wants_none(
    store: Store, renderer: Renderer, choice: Pictures, shown: int
) -> None:
    newsroom, edition = a_newsroom(store, renderer), an_edition(pictures=choice)
    with an_outlet() as server:
        take_in(store, server.url, "/flood.jpg", "/wrong.png", "/moved.jpg", edition=edition)
        issue = build_today(newsroom).issue

    assert (server.requests, html_of(newsroom, issue, edition).count(f'src="{server.url}')) == ([], shown)
