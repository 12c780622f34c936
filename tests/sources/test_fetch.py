import gzip
import re
import socket
import zlib

import httpcore
import pytest

from digest.core.errors import InvalidInput, NotFound, Unavailable
from digest.sources.fetch import (
    LARGEST,
    REDIRECTS,
    AskedToWait,
    Fetched,
    Gone,
    NotModified,
    Patience,
    Refused,
    fetch,
)
from digest.sources.transport import Network
from tests.servers import make_certificate
from tests.web_server import Answer, serving

EMPTY_BLOCK = b"\0\0\0\xff\xff"
"""A stored block of no bytes: gzip that goes on for ever and unpacks to nothing."""
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


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("application/rss+xml; charset=UTF-8", "UTF-8"),
        ('text/xml;version=2; Charset = "windows-1256"', "windows-1256"),
        ("application/rss+xml", None),
        ("application/rss+xml; charset=", None),
    ],
)
def test_fetch_hears_what_the_body_is_written_in(content_type, charset):
    with serving({"/": Answer(b"Texte", headers={"Content-Type": content_type})}) as server:
        assert fetch(server.url, allow_private=True).charset == charset


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


@pytest.mark.parametrize(
    ("answers", "moved_to"),
    [
        ({"/a": redirect("/b", 301), "/b": redirect("/c", 308)}, "/c"),
        ({"/a": redirect("/b", 301), "/b": redirect("/c", 302)}, "/b"),
        ({"/a": redirect("/b", 302), "/b": redirect("/c", 301)}, None),
        ({"/a": redirect("/c", 307)}, None),
    ],
    ids=["for good", "for good, then for today", "for today, then for good", "for today"],
)
@pytest.mark.parametrize("end", [Answer(b"Texte"), Answer(status=304)], ids=["read", "not modified"])
def test_fetch_learns_where_a_source_moved_for_good(answers, moved_to, end):
    with serving(answers | {"/c": end}) as server:
        answer = fetch(f"{server.url}/a", allow_private=True)

    assert answer.moved_to == (moved_to and server.url + moved_to)


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


class Elsewhere(httpcore.SyncBackend):
    """Takes every connection to one server, whichever address it was meant for, and remembers the addresses."""

    def __init__(self, server):
        self.port = int(server.url.rpartition(":")[2])
        self.connected = []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.connected.append(host)
        return super().connect_tcp("127.0.0.1", self.port, timeout, local_address, socket_options)


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1"),
        ("http://[64:ff9b::7f00:1]/", "64:ff9b::7f00:1"),
        ("http://intranet.example/", "10.0.0.1"),
        ("//169.254.169.254/latest/meta-data/", "169.254.169.254"),
    ],
)
def test_fetch_checks_the_address_that_a_redirect_leads_to(location, address):
    names = {"echo.example": "93.184.215.14", "intranet.example": "10.0.0.1"}

    def lookup(host, port, **_):
        return [(0, 0, 0, "", (names.get(host, host), port))]

    with serving({"/": redirect(location)}) as server:
        network = Network(lookup, Elsewhere(server))
        with pytest.raises(InvalidInput, match=f"is at {re.escape(address)}, which is not a public address"):
            fetch("http://echo.example/", network=network)

    assert network.backend.connected == ["93.184.215.14"]


def test_fetch_resolves_once_and_connects_to_what_was_checked():
    answers = iter(["93.184.215.14", "127.0.0.1"])

    def lookup(_host, port, **_):
        return [(0, 0, 0, "", (next(answers), port))]

    with serving({"/": Answer(b"Texte")}) as server:
        network = Network(lookup, Elsewhere(server))
        assert fetch("http://echo.example/", network=network).body == b"Texte"

    assert network.backend.connected == ["93.184.215.14"]
    assert [headers["Host"] for _, headers in server.requests] == ["echo.example"]
    assert next(answers) == "127.0.0.1"


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
    [(404, NotFound), (410, Gone), (403, Refused), (429, Unavailable), (500, Unavailable), (204, Unavailable)],
)
def test_fetch_tells_missing_from_unwell(status, error):
    with serving({"/": Answer(status=status)}) as server, pytest.raises(error, match=str(status)):
        fetch(server.url, allow_private=True)


@pytest.mark.parametrize("status", [429, 503])
def test_fetch_hears_how_long_to_wait(status):
    answer = Answer(status=status, headers={"Retry-After": "120"})
    with serving({"/": answer}) as server, pytest.raises(AskedToWait, match=str(status)) as refusal:
        fetch(server.url, allow_private=True)

    assert refusal.value.retry_after == "120"


def test_fetch_tells_a_body_that_breaks_off_and_reads_no_more_than_was_promised():
    answers = {
        "/short": Answer(b"Texte", headers={"Content-Length": "50"}),
        "/long": Answer(b"Texte", headers={"Content-Length": "3"}),
    }
    with serving(answers) as server:
        with pytest.raises(Unavailable, match="cannot be reached"):
            fetch(f"{server.url}/short", allow_private=True)
        assert fetch(f"{server.url}/long", allow_private=True).body == b"Tex"


def test_fetch_counts_what_comes_over_the_wire_as_well():
    nothing = zlib.compressobj(wbits=31)
    head = nothing.compress(b"") + nothing.flush(zlib.Z_FULL_FLUSH)
    endless = head + EMPTY_BLOCK * (LARGEST // len(EMPTY_BLOCK) + 1)
    with (
        serving({"/": Answer(endless, headers={"Content-Encoding": "gzip"})}) as server,
        pytest.raises(Unavailable, match="more than 5 MB"),
    ):
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
