"""Reads and writes OPML 2.0, in which readers of feeds hand their subscriptions to each other.

What only we know of a source (key, weight, owner, kind) stands in attributes of a namespace of our own, which
other readers pass over. Source: https://opml.org/spec2.opml
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from digest.core.article import Source
from digest.core.errors import InvalidInput
from digest.sources.reading import Broken

NAMESPACE = "urn:digest:source"
LARGEST = 5_000_000
"""Most bytes of an OPML file: some twenty thousand subscriptions."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FEED_TYPES = frozenset({"rss", "atom", "feed", "rdf"})
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?://)|feed(?=://)", re.I)


@dataclass(frozen=True, slots=True)
class Outline:
    """One subscription as a file states it: text as found, None where the file is silent."""

    where: str
    """Place in the input, for messages: "feeds.opml, line 12"."""
    url: str | None = None
    """None only where the file gives a key of ours: a source that is imported from files."""
    name: str = ""
    key: str | None = None
    weight: str | None = None
    owner: str | None = None
    kind: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether this was written by us, and so is all that there is to say about the source."""
        return self.key is not None


def read_opml(body: bytes, name: str) -> tuple[Outline | Broken, ...]:
    """The subscriptions of an OPML file, in its order, whatever folders they are in; `name` is for messages.

    Raises InvalidInput for what is no OPML. A DTD is refused: OPML needs none, and entities can be bombs.
    """
    if len(body) > LARGEST:
        raise InvalidInput(f"{name} is larger than {LARGEST // 1_000_000} MB; split it.")
    found: list[Outline | Broken] = []
    parser = expat.ParserCreate()
    names: list[str] = []
    prefix = "digest"

    def refuse_dtd(*_: object) -> None:
        raise InvalidInput(
            f"{name}, line {parser.CurrentLineNumber}: OPML needs no document type declaration (DOCTYPE); "
            "take it out of the file."
        )

    def begin(element: str, attributes: dict[str, str]) -> None:
        nonlocal prefix
        if not names and element.lower() != "opml":
            raise InvalidInput(f"{name} is not OPML: its first element is <{element}>, not <opml>.")
        names.append(element)
        prefix = _prefix(attributes) or prefix
        if element.lower() == "outline":
            found.extend(_outline(attributes, prefix, f"{name}, line {parser.CurrentLineNumber}"))

    parser.StartDoctypeDeclHandler = refuse_dtd
    parser.StartElementHandler = begin
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise InvalidInput(f"{name}, line {error.lineno} is not XML: {expat.ErrorString(error.code)}.") from error
    except LookupError as error:
        raise InvalidInput(f"{name} is in an encoding that is not known; save it as UTF-8.") from error
    return tuple(found)


def write_opml(sources: Sequence[Source], *, title: str, now: datetime) -> str:
    """An OPML 2.0 document of the sources. One that is only imported from files has no xmlUrl."""
    outlines = "".join(f"    <outline {_attributes(source)}/>\n" for source in sources)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<opml version="2.0" xmlns:digest="{NAMESPACE}">\n'
        "  <head>\n"
        f"    <title>{escape(_plain(title))}</title>\n"
        f"    <dateCreated>{format_datetime(now)}</dateCreated>\n"
        "  </head>\n"
        f"  <body>\n{outlines}  </body>\n"
        "</opml>\n"
    )


def _attributes(source: Source) -> str:
    feed = {"type": "rss", "xmlUrl": source.url} if source.url else {}
    stated = {
        "text": source.name,
        "title": source.name,
        **feed,
        "digest:key": source.key,
        "digest:kind": source.kind,
        "digest:weight": str(source.weight),
        "digest:owner": source.owner,
    }
    return " ".join(f"{name}={quoteattr(_plain(value))}" for name, value in stated.items() if value is not None)


def _plain(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _prefix(attributes: dict[str, str]) -> str | None:
    """The prefix that an element declares for our namespace. Undeclared ones of other readers are no error."""
    declared = (name for name, value in attributes.items() if name.startswith("xmlns:") and value == NAMESPACE)
    return next((name.partition(":")[2] for name in declared), None)


def _outline(attributes: dict[str, str], prefix: str, where: str) -> Iterator[Outline | Broken]:
    stated = {name.lower(): value.strip() for name, value in attributes.items()}
    ours = {name: stated.get(f"{prefix.lower()}:{name}") or None for name in ("key", "weight", "owner", "kind")}
    url = _FEED_SCHEME.sub(_scheme, stated.get("xmlurl", ""))
    if url or ours["key"]:
        yield Outline(where, url or None, stated.get("title") or stated.get("text", ""), **ours)
    elif stated.get("type", "").lower() in _FEED_TYPES:
        yield Broken(where, "has no xmlUrl")


def _scheme(match: re.Match[str]) -> str:
    """What browsers once wrote before the address of a feed: feed://host and feed:https://host."""
    return "" if ":" in match.group() else "http"
