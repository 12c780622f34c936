"""robots.txt (RFC 9309): what a site asks of one program; the longest rule decides, `*` and `$` mean something.

Own, because the parser of the standard library knows neither, and because those that do keep the rules of every
program that a file names, once for each: 160 kB of it can take half a minute and two gigabytes.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

LIMIT = 500 * 1024
"""Bytes that are read of a file (2.5: no less than that); the line that they end in is not."""

_END_OF_LINE = re.compile(r"[\r\n]+")
_TOKEN = re.compile(r"[a-z_-]+|\*")
_ESCAPED = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PLAIN_IN_QUERY = _UNRESERVED | frozenset(":/?@")
_RESERVED = "%:/?#[]@!$&'()*+,;="


@dataclass(frozen=True, slots=True)
class Pattern:
    """The path of a rule."""

    parts: tuple[str, ...]
    """What stands between the asterisks."""
    is_anchored: bool
    """Whether the address ends where the pattern does."""

    def matches(self, target: str) -> bool:
        """Whether the address `target`, spelled as `spell_target` does, is one of those that are meant."""
        first, *others = self.parts
        if not others:
            return target == first if self.is_anchored else target.startswith(first)
        # Each part at its first place after the one before it: no pattern makes this look back.
        place = len(first) if target.startswith(first) else -1
        for part in others[:-1] if self.is_anchored else others:
            if place < 0:
                return False
            found = target.find(part, place)
            place = found + len(part) if found >= 0 else -1
        if self.is_anchored:
            return 0 <= place <= len(target) - len(others[-1]) and target.endswith(others[-1])
        return place >= 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of us."""

    rules: tuple[tuple[Pattern, bool], ...] = ()
    """Patterns and whether they allow, the most specific first."""
    delay: float = 0
    """Seconds that it wants between two requests (Crawl-delay, in no standard)."""
    sitemaps: tuple[str, ...] = ()
    """Addresses, as given."""

    def allows(self, target: str) -> bool:
        """Whether we may ask for `target`, the path and the query of an address."""
        spelled = spell_target(target)
        if spelled == "/robots.txt":
            return True
        return next((is_open for pattern, is_open in self.rules if pattern.matches(spelled)), True)


CLOSED = Rules(((Pattern(("/",), False), False),))
"""What holds while a file cannot be had (2.3.1.4)."""


def parse(content: bytes, agent: str) -> Rules:
    """The rules in the file `content` for the program with the product token `agent`; nothing here raises."""
    lines = list(_lines(content))
    groups = list(_groups(lines))
    # Several groups about one program are one (2.2.1); those for all count where none is about us.
    token = agent.lower()
    wanted = token if any(token in agents for agents, _ in groups) else "*"
    chosen = [line for agents, group in groups if wanted in agents for line in group]
    rules = [(value, key == "allow") for key, value in chosen if key != "crawl-delay" and value]
    # The most octets decide, and of two alike the one that allows (2.2.2).
    rules.sort(key=lambda rule: (-len(_spell(rule[0])), not rule[1]))
    return Rules(
        tuple((_pattern(value), allows) for value, allows in rules),
        max((_seconds(value) for key, value in chosen if key == "crawl-delay"), default=0),
        tuple(value for key, value in lines if key == "sitemap" and value),
    )


def spell_target(target: str) -> str:
    """`target` in the one spelling in which addresses and patterns are compared."""
    rooted = target if target.startswith("/") else f"/{target}"
    return _spell(rooted).replace("*", "%2A").replace("$", "%24")


def _lines(content: bytes) -> Iterator[tuple[str, str]]:
    if len(content) > LIMIT:
        content = content[: max(content.rfind(end, 0, LIMIT) for end in (b"\r", b"\n")) + 1]
    for line in _END_OF_LINE.split(content.decode("utf-8-sig", errors="replace")):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _groups(lines: list[tuple[str, str]]) -> Iterator[tuple[frozenset[str], list[tuple[str, str]]]]:
    """The programs that each group is about, and its lines."""
    agents: set[str] = set()
    group: list[tuple[str, str]] = []
    for key, value in lines:
        if key == "user-agent":
            if group:
                yield frozenset(agents), group
                agents, group = set(), []
            token = _TOKEN.match(value.lower())
            agents.add(token[0] if token else "")
        # A Crawl-delay is a line of its group, as sites mean it, though no RFC knows it; a Sitemap is not (2.2.4).
        elif key in ("allow", "disallow", "crawl-delay"):
            group.append((key, value))
    yield frozenset(agents), group


def _pattern(value: str) -> Pattern:
    spelled = _spell(value)
    is_anchored = spelled.endswith("$")
    return Pattern(tuple(spelled.removesuffix("$").replace("$", "%24").split("*")), is_anchored)


def _spell(text: str) -> str:
    path, mark, query = text.partition("?")
    return _respell(path, _UNRESERVED) + mark + _respell(query, _PLAIN_IN_QUERY)


def _respell(text: str, plain: frozenset[str]) -> str:
    """What has to be escaped is, and what does not have to be is not (2.2.2; RFC 3986, 2.3 and 3.4)."""

    def one(escaped: re.Match[str]) -> str:
        character = chr(int(escaped[1], 16))
        return character if character in plain else escaped[0].upper()

    return _ESCAPED.sub(one, quote(text, safe=_RESERVED, errors="replace"))


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0
