import gzip
import socket

import pytest

from digest.core.errors import InvalidInput, NotFound, Unavailable
from digest.sources.fetch import LARGEST, REDIRECTS, Fetched, NotModified, Patience, fetch
from tests.servers import make_certificate
from tests.web_server import Answer, serving

IN_A_HURRY = Patience(connect=5, read=5, total=0.3)


def redirect(location: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": location})


def test_fetch_gives_the_body_and_the_validators():
    headers = {"ETag": 'W/"7"', "Last-Modified": "Thu, 05 Mar 2026 08:00:00 GMT"}
    with serving({"/feed?a=1": Answer(b"Texte", headers=headers)}) as server:
        answer = fetch(f"{server.url}/feed?a=1", allow_private=True)

    assert answer == Fetched(b"Texte", 'W/"7"', "Thu, 05 Mar 2026 08:00:00 GMT", f"{server.url}/feed?a=1")
    ((_, asked),) = server.requests
    assert (asked["Host"], asked["Accept-Encoding"]) == (server.url.removeprefix("http://"), "gzip")
    assert (asked["If-None-Match"], asked["Cookie"]) == (None, None)


def test_fetch_gives_the_validators_back_and_takes_no_for_an_answer():
    with serving({"/": Answer(status=304)}) as server:
        answer = fetch(server.url, etag='"7"', last_modified="Thu, 05 Mar 2026 08:00:00 GMT", allow_private=True)

    assert answer == NotModified()
    ((_, asked),) = server.requests
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"7"', "Thu, 05 Mar 2026 08:00:00 GMT")


def test_fetch_decompresses_one_layer():
    with serving({"/": Answer(gzip.compress(b"Texte"), headers={"Content-Encoding": "gzip"})}) as server:
        assert fetch(server.url, allow_private=True).body == b"Texte"


@pytest.mark.parametrize(
    ("body", "encoding", "words"),
    [
        (gzip.compress(gzip.compress(b"Texte")), "gzip, gzip", "in the encoding “gzip, gzip”"),
        (b"x", "br", "in the encoding “br”"),
        (b"no gzip", "gzip", "damaged gzip"),
        (gzip.compress(b"Texte" * 100)[:-9], "gzip", "gzip that breaks off"),
        (gzip.compress(bytes(40 * LARGEST)), "gzip", "more than 5 MB"),
        (bytes(LARGEST + 1), "identity", "more than 5 MB"),
    ],
    ids=["two layers", "another encoding", "no gzip", "half a gzip", "a bomb", "too large"],
)
def test_fetch_refuses_bodies_without_measure(body, encoding, words):
    with (
        serving({"/": Answer(body, headers={"Content-Encoding": encoding})}) as server,
        pytest.raises(Unavailable, match=words),
    ):
        fetch(server.url, allow_private=True)


def test_fetch_takes_a_body_of_exactly_the_limit():
    packed = gzip.compress(bytes(LARGEST))
    with serving({"/": Answer(packed, headers={"Content-Encoding": "gzip"})}) as server:
        assert len(fetch(server.url, allow_private=True).body) == LARGEST


def test_fetch_follows_redirects_and_says_where_they_led():
    answers = {"/a": redirect("b", 301), "/b": redirect("/c", 308), "/c": Answer(b"Texte")}
    with serving(answers) as server:
        assert fetch(f"{server.url}/a", allow_private=True).final_url == f"{server.url}/c"


def test_fetch_ends_where_redirects_do_not():
    with serving({"/": redirect("/")}) as server, pytest.raises(Unavailable, match="more than 5 redirects"):
        fetch(server.url, allow_private=True)

    assert len(server.requests) == REDIRECTS + 1


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1/"])
def test_fetch_checks_where_a_redirect_leads(location):
    with serving({"/": redirect(location)}) as server, pytest.raises(InvalidInput, match="http://"):
        fetch(server.url, allow_private=True)


def test_fetch_says_when_a_redirect_cannot_be_read():
    with (
        serving({"/": redirect("http://[::1")}) as server,
        pytest.raises(Unavailable, match="cannot be reached: Invalid URL in location header"),
    ):
        fetch(server.url, allow_private=True)


def test_fetch_carries_no_cookie_along():
    first = Answer(status=302, headers={"Location": "/b", "Set-Cookie": "a=1"})
    with serving({"/a": first, "/b": Answer(b"Texte")}) as server:
        fetch(f"{server.url}/a", allow_private=True)

    assert [headers["Cookie"] for _, headers in server.requests] == [None, None]


def test_fetch_does_not_connect_to_private_addresses():
    with serving({"/": Answer(b"Texte")}) as server, pytest.raises(InvalidInput, match="not a public address"):
        fetch(server.url)

    assert server.requests == []


@pytest.mark.parametrize(
    "url", ["ftp://echo.example/", "file:///etc/passwd", "echo.example/feed", "http://", "http://[::1"]
)
def test_fetch_refuses_what_is_not_a_web_address(url):
    with pytest.raises(InvalidInput):
        fetch(url, allow_private=True)


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, NotFound), (410, NotFound), (403, Unavailable), (429, Unavailable), (500, Unavailable)],
)
def test_fetch_tells_missing_from_unwell(status, error):
    with serving({"/": Answer(status=status)}) as server, pytest.raises(error, match=str(status)):
        fetch(server.url, allow_private=True)


@pytest.mark.parametrize("drips", ["headers", "body"])
def test_fetch_ends_with_a_server_that_never_does(drips):
    with (
        serving({"/": Answer(b"Texte", drips=drips)}) as server,
        pytest.raises(Unavailable, match="does not answer in time"),
    ):
        fetch(server.url, allow_private=True, patience=IN_A_HURRY)


def test_fetch_ends_with_a_server_that_says_nothing():
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(Unavailable, match="does not answer in time"),
    ):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", allow_private=True, patience=IN_A_HURRY)


def test_fetch_says_when_nobody_is_there():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(Unavailable, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)


def test_fetch_trusts_no_certificate_that_nobody_vouches_for(tmp_path):
    tls = make_certificate(tmp_path).server_context()
    with serving({"/": Answer(b"Texte")}, tls) as server, pytest.raises(Unavailable, match="cannot be reached"):
        fetch(server.url.replace("127.0.0.1", "localhost"), allow_private=True)
