import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.core.canonical import LONGEST, canonical


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        ("HTTPS://Echo.EXAMPLE:443/a", "https://echo.example/a"),
        ("http://echo.example:080", "http://echo.example/"),
        ("http://echo.example:8080/a", "http://echo.example:8080/a"),
        ("https://www.echo.example./a/", "https://www.echo.example/a/"),
        ("https://écho.example/été", "https://xn--cho-9la.example/%C3%A9t%C3%A9"),
        ("https://echo.example/caf%c3%a9/%7Eawa", "https://echo.example/caf%C3%A9/~awa"),
        ("https://echo.example/100%", "https://echo.example/100%25"),
        ("https://echo.example/a/../b/./c", "https://echo.example/b/c"),
        ("https://echo.example/a/..", "https://echo.example/"),
        ("https://echo.example/crue/amp/", "https://echo.example/crue/"),
        ("https://echo.example/amp", "https://echo.example/amp"),
        ("  https://echo.example/a\n", "https://echo.example/a"),
        ("https://echo.example/?b=2&a=1", "https://echo.example/?a=1&b=2"),
        ("https://echo.example/?a=1&amp;b=2", "https://echo.example/?a=1&b=2"),
        ("https://echo.example/a?utm_source=rss&id=5&fbclid=x#respond", "https://echo.example/a?id=5"),
        ("https://echo.example/a?%75tm_source=rss", "https://echo.example/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_canonical_brings_the_spellings_of_one_address_together(given_address, expected):
    assert canonical(given_address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://echo.example/?p=123",
        "https://echo.example/spip.php?article128711",
        "https://echo.example/spip.php?article128711&lang=fr",
        "https://echo.example/article.php?sid=7",
        "https://echo.example/#!/articles/7",
        "https://echo.example/utm_source=1",
    ],
)
def test_canonical_keeps_what_may_be_the_article_itself(address):
    assert canonical(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "echo.example/a",
        "/a",
        "ftp://echo.example/a",
        "javascript:alert(1)",
        "https://",
        "https://awa:secret@echo.example/",
        "https://echo.example\\@evil.example/",
        "https://echo..example/",
        "https://echo.example/\ud800",
        "https://\ud800.example/",
        "httpſ://echo.example/",
        "https://echo.example/" + "a" * LONGEST,
    ],
)
def test_canonical_refuses_what_no_reader_could_open(address):
    assert canonical(address) is None


_ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["echo.example", "Écho.example:80", "[::1]:443", "a_b.example."]),
    st.lists(
        st.sampled_from(
            ["/", "..", ".", "a", "%2E", "%e9", "%", "é", "amp", "?", "&", "&amp;", "=", "utm_x", "#", "!"]
        )
        | st.characters()
    ).map("".join),
)


@given(_ADDRESSES)
@example("https://echo.example/a/amp/amp/")
@settings(max_examples=300)
def test_canonical_changes_nothing_the_second_time(address):
    once = canonical(address)
    assert once is None or canonical(once) == once


@given(st.text())
def test_canonical_never_raises(text):
    canonical(text)
    canonical("https://" + text)
