import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from digest.core.errors import InvalidInput
from digest.sources.web import Web, host_and_port
from tests.web_server import Answer, serving

RULES = b"User-agent: *\nDisallow: /privat\n\nUser-agent: news-digest\nDisallow: /prive\n"


def test_web_asks_a_host_one_thing_at_a_time_and_pauses_in_between():
    with serving({f"/{n}": Answer(b"Texte") for n in range(4)}) as server:
        web = Web(allow_private=True, gap=0.05)
        start = time.monotonic()
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(web.fetch, [f"{server.url}/{n}" for n in range(4)]))

    # A lower bound: a busy machine cannot break it.
    assert time.monotonic() - start >= 3 * 0.05
    assert server.most_at_once == 1


def test_web_keeps_one_host_apart_from_another():
    with serving({"/": Answer(b"Texte", drips="body")}) as slow, serving({"/": Answer(b"Texte")}) as quick:
        web = Web(allow_private=True, gap=0)
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(web.fetch, slow.url)
            assert web.fetch(quick.url).body == b"Texte"
            assert not waiting.done()
            slow.is_over.set()
            waiting.exception()


def test_web_reads_robots_txt_once_and_obeys_it_for_pages():
    answers = {"/robots.txt": Answer(RULES), "/prive/1": Answer(b"Texte"), "/privat": Answer(b"Texte")}
    with serving(answers) as server:
        web = Web(allow_private=True, gap=0)
        with pytest.raises(InvalidInput, match=r"the robots\.txt of the site says so"):
            web.fetch_page(f"{server.url}/prive/1")
        allowed = web.fetch_page(f"{server.url}/privat")
        feed = web.fetch(f"{server.url}/prive/1")

    assert (allowed.body, feed.body) == (b"Texte", b"Texte")
    assert [path for path, _ in server.requests] == ["/robots.txt", "/privat", "/prive/1"]


@pytest.mark.parametrize(
    ("robots", "is_open"),
    [
        (Answer(status=404), True),
        (Answer(status=403), True),
        (Answer(status=503), False),
        (Answer(status=302, headers={"Location": "/robots.txt"}), False),
        (Answer(b""), True),
        (Answer(b"\xff\xfe\x00<html>" * 1000), True),
        (Answer(b"User-agent: *\nDisallow: /"), False),
        (Answer(b"User-agent: *\nDisallow: /*e$"), False),
        (Answer(b"User-agent: *\nDisallow:\nCrawl-delay: 86400"), True),
    ],
    ids=["none", "refused", "unwell", "loop", "empty", "rubbish", "closed", "closed by pattern", "slow"],
)
def test_web_takes_a_missing_robots_txt_for_a_yes_and_a_broken_server_for_a_no(robots, is_open):
    with serving({"/robots.txt": robots, "/page": Answer(b"Texte")}) as server:
        web = Web(allow_private=True, gap=0)
        allowed = web.is_open(f"{server.url}/page")

    assert allowed is is_open


def test_web_follows_a_robots_txt_to_another_host():
    with serving({"/rules.txt": Answer(RULES)}) as other:
        moved = Answer(status=301, headers={"Location": f"{other.url}/rules.txt"})
        with serving({"/robots.txt": moved}) as server:
            web = Web(allow_private=True, gap=0)
            allowed = [web.is_open(f"{server.url}{path}") for path in ("/prive?a=b", "/page", "?a=b")]

    assert allowed == [False, True, True]


def test_web_opens_nothing_that_is_no_address():
    with pytest.raises(InvalidInput, match=r"“http://\[::1” is not a web address"):
        Web(allow_private=True).fetch_page("http://[::1")


def test_host_is_told_by_name_and_port():
    assert host_and_port("https://awa:secret@Echo.example:8443/feed") == "echo.example:8443"
    assert host_and_port("http://[::1") == ""
