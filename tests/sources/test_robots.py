"""robots.txt: the examples of RFC 9309, the spellings of an address, and files that mean harm."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.sources.robots import LIMIT, Rules, parse

FIVE_GROUPS = """\
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""  # RFC 9309, 5.1


def rules_of(text: str, agent: str = "news-digest") -> Rules:
    return parse(text.encode(), agent)


def is_open(*lines: str, target: str) -> bool:
    return rules_of("\n".join(("User-agent: *", *lines))).allows(target)


@pytest.mark.parametrize(
    ("agent", "open_targets", "closed_targets"),
    [
        ("*", ["/", "/publications/a.html", "/a.gif?b", "/example"], ["/a.gif", "/example/page.html"]),
        ("foobot", ["/example/page.html", "/example/allowed.gif"], ["/", "/example/", "/publications/"]),
        ("barbot", ["/", "/example/", "/a.gif"], ["/example/page.html"]),
        ("bazbot", ["/", "/example/", "/a.gif"], ["/example/page.html"]),
        ("QuxBot", ["/", "/example/page.html", "/a.gif"], []),
        ("news-digest", ["/", "/publications/a.html"], ["/a.gif", "/example/page.html"]),
    ],
)
def test_robots_finds_the_group_that_is_about_a_program(agent, open_targets, closed_targets):
    rules = rules_of(FIVE_GROUPS, agent)

    assert [target for target in open_targets + closed_targets if rules.allows(target)] == open_targets


def test_robots_lets_the_longest_rule_decide():
    text = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif"  # RFC 9309, 5.2

    rules = rules_of(text, "foobot")

    assert rules.allows("/example/page/allowed.gif")
    assert not rules.allows("/example/page/disallowed.gif")


@pytest.mark.parametrize(
    ("lines", "target", "expected"),
    [
        (["Disallow: /page", "Allow: /page"], "/page", True),
        (["Allow: /p", "Disallow: /"], "/page", True),
        (["Allow: /folder", "Disallow: /folder/"], "/folder/page", False),
        (["Allow: /page", "Disallow: /*.htm"], "/page.htm", False),
        (["Allow: /$", "Disallow: /"], "/", True),
        (["Allow: /$", "Disallow: /"], "/page.htm", False),
        (["Disallow: /"], "/robots.txt", True),
        (["Disallow: /"], "", False),
        (["Disallow: /"], "?a=b", False),
        (["Disallow:"], "/page", True),
        (["Allow:", "Disallow: /"], "/page", False),
        ([], "/page", True),
    ],
)
def test_robots_weighs_rules_against_each_other(lines, target, expected):
    assert is_open(*lines, target=target) is expected


@pytest.mark.parametrize(
    ("pattern", "closed", "open_"),
    [
        ("/fish", ["/fish", "/fish.html", "/fish/salmon", "/fish.php?id=1"], ["/Fish", "/catfish", "/?id=fish"]),
        ("/fish*", ["/fish", "/fishheads/"], ["/Fish", "/catfish"]),
        ("/fish/", ["/fish/", "/fish/?id=1"], ["/fish", "/fish.html"]),
        ("/*.php", ["/a.php", "/b/a.php?c", "/a.php/", "/a.php5"], ["/", "/a.PHP"]),
        ("/*.php$", ["/a.php", "/b/a.php"], ["/a.php?c", "/a.php/", "/a.php5"]),
        ("/fish*.php", ["/fish.php", "/fisheries/a.php?b"], ["/Fish.PHP"]),
        ("*", ["/", "/a"], []),
        ("/a*a$", ["/aa", "/aba"], ["/a", "/ab"]),
        ("/*a*b$", ["/ab", "/aab", "/abab"], ["/b", "/aba", "/ba"]),
        ("/a$b", ["/a$b", "/a$bc"], ["/a", "/a/b"]),
        ("/*?", ["/?", "/a?b"], ["/", "/a"]),
    ],
)
def test_robots_knows_asterisk_and_dollar(pattern, closed, open_):
    rules = rules_of(f"User-agent: *\nDisallow: {pattern}")

    assert [target for target in closed + open_ if not rules.allows(target)] == closed


@pytest.mark.parametrize(
    ("pattern", "target"),
    [
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz"),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"),
        ("/foo/bar/\N{KATAKANA LETTER TU}", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz"),
        ("/foo/%e3%83%84", "/foo/%E3%83%84"),
        ("/été", "/%C3%A9t%C3%A9"),
        ("/a%2Ab", "/a*b"),
        ("/a%24", "/a$"),
        ("/a b", "/a%20b"),
        ("/100%", "/100%"),
        ("/%7Eawa", "/~awa"),
    ],
)  # the first five are the table of RFC 9309, 2.2.2
def test_robots_compares_one_spelling_of_an_address(pattern, target):
    assert not is_open(f"Disallow: {pattern}$", target=target)
    assert not is_open(f"Disallow: {target.replace('*', '%2A').replace('$', '%24')}$", target=target)


def test_robots_keeps_an_escaped_slash_apart_from_a_slash():
    assert is_open("Disallow: /a/b", target="/a%2Fb")
    assert is_open("Disallow: /a%2Ab", target="/axb")


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: news-digest\nDisallow:/a\nUser-agent: *\nDisallow:/c\nUser-agent: news-digest\nDisallow:/b",
        "User-agent: *\nDisallow: /c\n\nUser-agent: NEWS-DIGEST/2.0 # us\nDisallow: /a\nDisallow: /b",
        "User-agent: zou\nUser-agent: news-digest\n\n\nDisallow: /a # a\nDisallow: /b",
        "User-agent: news-digest\nSitemap: https://echo.example/s.xml\nUser-agent: zou\nDisallow: /a\nDisallow:/b",
        "\ufeffUser-agent: news-digest\r\nDisallow: /a\r\nDisallow: /b\r\n",
        "user-AGENT:news-digest\rDISALLOW:/a\rdisallow : /b",
        "Disallow: /c\nUser-agent: news-digest\nnonsense\nNoindex: /c\n: :\nDisallow: /a\nDisallow: /b",
    ],
    ids=["merged", "named before all", "shared", "a sitemap between", "BOM and CRLF", "CR and case", "nonsense"],
)
def test_robots_reads_groups_however_they_are_written(text):
    rules = rules_of(text)

    assert [rules.allows(target) for target in ("/a", "/b", "/c")] == [False, False, True]


def test_robots_takes_a_name_for_the_whole_of_it():
    text = "User-agent: news\nUser-agent: digest\nUser-agent: news-digest-images\nDisallow: /"

    assert rules_of(text).allows("/page")


def test_robots_reads_delays_and_sitemaps():
    text = (
        "Sitemap: https://echo.example/a.xml\nUser-agent: *\nCrawl-delay: 2.5\n\nUser-agent: zou\nCrawl-delay: 9\n"
        "Disallow: /\nSitemap: https://echo.example/b.xml\nsitemap:"
    )

    assert rules_of(text) == Rules((), 2.5, ("https://echo.example/a.xml", "https://echo.example/b.xml"))
    assert rules_of(text, "zou").delay == 9


@pytest.mark.parametrize("delay", ["", "soon", "-1", "nan", "inf", "1e999", "1,5"])
def test_robots_takes_a_delay_that_is_none_for_none(delay):
    assert rules_of(f"User-agent: *\nCrawl-delay: {delay}").delay == 0


def test_robots_reads_as_far_as_it_has_to_and_no_half_line():
    head = "User-agent: *\nDisallow: /a\n"
    text = head + "#" * (LIMIT - len(head) - len("\nDisallow: /b")) + "\nDisallow: /bc\nDisallow: /d\n"

    rules = rules_of(text)

    assert [rules.allows(target) for target in ("/a", "/b", "/bc", "/d")] == [False, True, True, True]
    assert not parse(b"User-agent: *\nDisallow: /" + b"a" * 1000, "x").allows("/" + "a" * 1000)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /" + "a*" * 200_000 + "b",
        "User-agent: *\n" + "Disallow: /*a*a*a*a*a*b\n" * 20_000,
        "User-agent: *\n" + "Disallow: /%61*%\n" * 30_000,
        "".join(f"User-agent: {n:x}\n" for n in range(20_000)) + "Disallow: /x\n" * 15_000,
        "User-agent: *\nAllow: /x\n" * 20_000,
    ],
    ids=["one pattern", "many patterns", "escapes", "many programs", "many groups"],
)
def test_robots_cannot_be_kept_busy(text):
    assert rules_of(text).allows("/" + "a" * 2_000)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_robots_takes_any_bytes_for_rules(content):
    assert parse(content, "news-digest").allows("/robots.txt")


@given(st.text("/ab*$", max_size=10), st.text("/ab$", max_size=10))
@example("a*ab$", "aab")
@settings(max_examples=500)
def test_robots_matches_as_a_regular_expression_does(pattern, target):
    anchored = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("*")
    expression = ".*".join(map(re.escape, parts)) + (r"\Z" if anchored else "")

    closed = bool(pattern) and re.match(expression, f"/{target}") is not None

    assert is_open(f"Disallow: {pattern}", target=f"/{target}") is not closed
