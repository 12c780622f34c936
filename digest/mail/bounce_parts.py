"""Bounce parts: the pieces of a mail that came back, out of whatever MIME it was wrapped in.

Everything is capped: size, depth, number of parts, length of a text. Parsed with `compat32`, the one policy
of the standard library that reads hostile mail without raising and without taking seconds for it.
"""

import base64
import binascii
import email
import email.errors
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from email.policy import compat32

MOST_BYTES = 1_000_000
_DEEPEST = 12
_MOST_PARTS = 100
_LONGEST_TEXT = 60_000

_STATUS = frozenset({"message/delivery-status", "message/global-delivery-status", "message/delivery-notification"})
_UNSHOWN = re.compile(r"<(script|style|head)\b", re.I)
_BLANKS = re.compile(r"[ \t]{100,}")
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/td|/h\d|/li|p|hr)\b[^<>]*>", re.I)
_TAG = re.compile(r"<(?![^<>\s]*@[^<>\s]*>)[^<>]*>")

Headers = dict[str, list[str]]
"""Values by the name in lower case, in order, decoded."""


@dataclass(slots=True)
class Parts:
    """A mail taken apart."""

    headers: Headers
    texts: list[str] = field(default_factory=list)
    status: str = ""
    """The fields of RFC 3464, as they came."""
    feedback: str = ""
    """The fields of RFC 5965."""
    is_receipt: bool = False
    """Whether it says that somebody read or deleted a mail (RFC 8098)."""
    returned: list[Headers] = field(default_factory=list)
    """The headers of what came back."""

    def first(self, name: str) -> str:
        """The first header of that name, or ""."""
        return next(iter(self.headers.get(name, ())), "")


def take_apart(raw: bytes) -> Parts:
    """The parts of `raw`, of which no more than the first megabyte is read."""
    message = email.message_from_bytes(raw[:MOST_BYTES], policy=compat32)
    parts, plain, rich = Parts(headers_of(message)), [], []
    for part in _walk(message):
        kind = part.get_content_type()
        if kind in _STATUS:
            parts.status += f"{_fields(part)}\n\n"
        elif kind == "message/feedback-report":
            parts.feedback += f"{_fields(part)}\n"
        elif kind == "message/disposition-notification":
            parts.is_receipt = True
        elif kind.startswith("message/") or kind.endswith("rfc822-headers"):
            parts.returned.append(_returned(part))
        elif kind == "text/html":
            rich.append(_without_tags(text_of(part)))
        elif kind.startswith("text/") or part is message:
            plain.append(text_of(part))
    is_bare = sum(len(text.strip()) for text in plain) < 30
    parts.texts = plain + rich if is_bare else plain
    return parts


def headers_of(message: Message) -> Headers:
    """All headers, with encoded words and bytes beyond ASCII decoded as well as can be."""
    found: Headers = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), []).append(_decoded(str(value)))
    return found


def read_headers(block: str) -> Headers:
    """The headers at the top of a text."""
    return headers_of(email.message_from_string(block[:_LONGEST_TEXT], policy=compat32))


def text_of(part: Message) -> str:
    """The text of a leaf, transfer encoding and charset undone as well as can be."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else str(part.get_payload()).encode(errors="surrogateescape")
    text = _in_charset(raw[: 2 * _LONGEST_TEXT], _charset(part))
    return _BLANKS.sub("  ", text[:_LONGEST_TEXT]).replace("\r\n", "\n").replace("\r", "\n")


def _walk(message: Message) -> Iterator[Message]:
    """The parts that are no container, in order. A bounce that was forwarded is one of its parts."""
    waiting, seen = [(message, 0)], 0
    is_report = "report" in message.get_content_type()
    while waiting and seen < _MOST_PARTS:
        part, depth = waiting.pop(0)
        seen += 1
        inner = _inner(part)
        is_forwarded = bool(inner) and not is_report and inner[0].get_content_type() == "multipart/report"
        if inner and depth < _DEEPEST and (is_forwarded or part.get_content_maintype() == "multipart"):
            waiting[:0] = [(each, depth + 1) for each in inner]
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    if not isinstance(payload, list) or part.get_content_type() in _STATUS:
        return []
    return [each for each in payload if isinstance(each, Message)]


def _fields(part: Message) -> str:
    """The body of a part that consists of fields; the parser made messages of its blocks, so that is undone."""
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else []
    text = "\n\n".join(_flat(block) for block in blocks if isinstance(block, Message)) or text_of(part)
    match str(part.get("content-transfer-encoding", "")).strip().lower():
        case "base64" if not re.search(r"(?im)^[\w-]+:", text):
            try:
                return base64.b64decode(re.sub(r"[^\w+/=]", "", text)).decode("utf-8", errors="replace")
            except (binascii.Error, ValueError):
                return text
        case "quoted-printable":
            return binascii.a2b_qp(text.encode(errors="surrogateescape")).decode("utf-8", errors="replace")
    return text[:_LONGEST_TEXT]


def _flat(block: Message) -> str:
    lines = [f"{name}: {_readable(str(value))}" for name, value in block.raw_items()]
    body = block.get_payload()
    if isinstance(body, list):
        body = "\n\n".join(_flat(each) for each in body if isinstance(each, Message))
    return "\n".join([*lines, "", _readable(str(body or ""))]).strip()


def _returned(part: Message) -> Headers:
    if inner := _inner(part):
        return headers_of(inner[0])
    return read_headers(text_of(part).lstrip())


def _without_tags(text: str) -> str:
    shown, position, lower = [], 0, text.lower()
    for found in _UNSHOWN.finditer(text):
        end = lower.find(f"</{found[1].lower()}", found.end()) if found.start() >= position else -1
        if end >= 0:
            shown.append(text[position : found.start()])
            position = end
    whole = "".join([*shown, text[position:]])
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", whole)))


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or "utf-8"
    except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
        return "utf-8"


def _in_charset(raw: bytes, charset: str) -> str:
    for each in (charset, "utf-8"):
        try:
            return raw.decode(each)
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")


def _readable(text: str) -> str:
    """`text` with the bytes that the parser could not read as ASCII read as UTF-8, or as Latin-1."""
    return _in_charset(text.encode("utf-8", errors="surrogateescape"), "utf-8") if not text.isascii() else text


def _decoded(value: str) -> str:
    readable = _readable(value)
    if "=?" not in readable:
        return readable
    try:
        pieces = decode_header(readable)
    except (email.errors.HeaderParseError, ValueError, LookupError):
        return readable
    return "".join(
        _in_charset(raw, charset or "utf-8") if isinstance(raw, bytes) else raw for raw, charset in pieces
    )
