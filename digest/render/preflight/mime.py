"""MIME: a message of any origin as fields and parts, in bounded time; nothing here raises.

What the parser of the standard library repairs in silence is a defect here, and deep nesting ends no stack.
Sources: RFC 5322, 2045, 2046, 2047.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from digest.render.preflight.charset import decode

_MOST_PARTS, _DEEPEST = 100, 8
_LONGEST_VALUE = 4_000
_BLANK_LINE = re.compile(rb"(?:^|\r?\n)\r?\n")
_NAME = re.compile(r"([!-9;-~]+)[ \t]*:")
_PARAMETER = re.compile(r";\s*([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;\"]+))")
_WORD = re.compile(r"=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=", re.I)
_BETWEEN_WORDS = re.compile(r"(?<=\?=)\s+(?==\?)")


@dataclass(frozen=True, slots=True)
class Field:
    """One header field."""

    name: str
    raw: str
    """As it was written, unfolded."""
    line: int

    @property
    def value(self) -> str:
        """What it says, encoded words read."""
        return _WORD.sub(_read_word, _BETWEEN_WORDS.sub("", self.raw[:_LONGEST_VALUE]))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message, or the message itself."""

    fields: tuple[Field, ...]
    body: bytes

    def value(self, name: str) -> str:
        """What the first field of that name says; empty if there is none."""
        return next((each.value for each in self.fields if each.name.lower() == name.lower()), "")

    @property
    def content_type(self) -> str:
        """As in "text/html"."""
        return self.value("Content-Type").partition(";")[0].strip().lower() or "text/plain"

    def parameter(self, name: str) -> str:
        """A parameter of the content type; empty if it has none."""
        found = _PARAMETER.findall(self.value("Content-Type"))
        return next((quoted or plain for key, quoted, plain in found if key.lower() == name), "")

    @property
    def encoding(self) -> str:
        """How its body is encoded for the wire."""
        return self.value("Content-Transfer-Encoding").strip().lower() or "7bit"

    @property
    def content(self) -> bytes:
        """Its body, decoded."""
        if self.encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if self.encoding == "base64":
            return _from_base64(self.body)
        return self.body

    @property
    def is_attached(self) -> bool:
        """Whether it is a file rather than something to be shown."""
        return self.value("Content-Disposition").strip().lower().startswith("attachment")


@dataclass(frozen=True, slots=True)
class Message:
    """A message, taken apart."""

    raw: bytes
    whole: Part
    leaves: tuple[Part, ...]
    """The parts that hold something, in order."""
    defects: tuple[str, ...]
    """What a reader of mail has to repair, each in a sentence."""

    def fields(self, name: str) -> tuple[Field, ...]:
        """The header fields of that name."""
        return tuple(each for each in self.whole.fields if each.name.lower() == name.lower())

    def value(self, name: str) -> str:
        """What the first field of that name says; empty if there is none."""
        return self.whole.value(name)

    def body(self, content_type: str) -> str | None:
        """The text of the first part of that type that is to be shown; None if there is none."""
        for part in self.leaves:
            if part.content_type == content_type and not part.is_attached:
                return decode(part.content, part.parameter("charset") or "utf-8")
        return None


NO_MESSAGE = Message(b"", Part((), b""), (), ())


def read_message(raw: bytes) -> Message:
    """The message in `raw`."""
    defects: list[str] = []
    whole = _read_part(raw, defects)
    return Message(raw, whole, tuple(_leaves(whole, defects)), tuple(dict.fromkeys(defects)))


def _read_part(raw: bytes, defects: list[str]) -> Part:
    end = _BLANK_LINE.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    return Part(tuple(_read_fields(head, defects)), body)


def _read_fields(head: bytes, defects: list[str]) -> Iterator[Field]:
    open_field: Field | None = None
    for number, line in enumerate(decode(head, "utf-8").replace("\r\n", "\n").split("\n"), 1):
        if line[:1] in (" ", "\t") and open_field:
            if len(open_field.raw) < _LONGEST_VALUE:
                open_field = Field(open_field.name, f"{open_field.raw} {line.strip()}", open_field.line)
        elif found := _NAME.match(line):
            if open_field:
                yield open_field
            open_field = Field(found[1], line[found.end() :].strip(), number)
        elif line:
            defects.append("A line of a header is neither a field nor the continuation of one.")
    if open_field:
        yield open_field


def _leaves(whole: Part, defects: list[str]) -> Iterator[Part]:
    waiting, met = [(whole, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        met += 1
        if not part.content_type.startswith("multipart/"):
            yield part
        elif depth == _DEEPEST or met > _MOST_PARTS:
            defects.append(f"Parts are nested in more than {_DEEPEST} others, or there are over {_MOST_PARTS}.")
            return
        else:
            waiting.extend((each, depth + 1) for each in reversed(_split(part, defects)))


def _split(part: Part, defects: list[str]) -> list[Part]:
    boundary = part.parameter("boundary").encode("utf-8", "replace")
    if not boundary:
        defects.append("A multipart has no boundary.")
        return []
    edge = re.compile(rb"(?m)^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$")
    marks = list(islice(edge.finditer(part.body), _MOST_PARTS))
    if not marks or not marks[-1][1]:
        defects.append("The closing boundary of a multipart is missing.")
    ends = (*(mark.start() for mark in marks[1:]), len(part.body))
    bodies = (part.body[mark.end() : end] for mark, end in zip(marks, ends, strict=False) if not mark[1])
    return [_read_part(_without_edges(body), defects) for body in bodies]


def _without_edges(body: bytes) -> bytes:
    """The line breaks around a part belong to its boundaries (RFC 2046 section 5.1.1)."""
    return body.removeprefix(b"\n").removesuffix(b"\n").removesuffix(b"\r")


def _read_word(found: re.Match[str]) -> str:
    charset, kind, text = found[1], found[2].lower(), found[3]
    raw = text.encode("ascii", "replace")
    if kind == "q":
        return decode(binascii.a2b_qp(raw, header=True), charset)
    return decode(_from_base64(raw), charset)


def _from_base64(raw: bytes) -> bytes:
    """What `raw` encodes, as far as it goes: what is no base64 in it is passed over (RFC 2045 section 6.8)."""
    plain = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    return binascii.a2b_base64(plain[: len(plain) - (len(plain) % 4 == 1)] + b"==")
