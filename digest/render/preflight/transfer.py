"""Transfer: whether the bytes of a message arrive as they were sent (RFC 5321, 5322, 2045, 2046)."""

import re
from collections.abc import Iterator

from digest.render.preflight.check import Check
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.specimen import Need, Specimen

_LONGEST_LINE = 998
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")


def _find_long_lines(mail: Specimen) -> Iterator[Flaw]:
    for number, line in enumerate(mail.message.raw.splitlines(), 1):
        if len(line) > _LONGEST_LINE:
            yield error(
                f"A line has {len(line):,} bytes; servers break or refuse more than {_LONGEST_LINE}.",
                f"line {number}",
                "Encode the part as quoted-printable or base64.",
            )


def _find_line_ends(mail: Specimen) -> Iterator[Flaw]:
    raw = mail.message.raw
    bare = len(_BARE.findall(raw))
    if bare and b"\r\n" in raw:
        yield error(
            f"{bare:,} line ends are bare, others are CRLF: what follows may be taken for another message.",
            "the message",
            "End every line with CRLF.",
        )
    if b"\0" in raw:
        yield error("There is a NUL in it, which servers refuse.", f"byte {raw.index(0):,}", "Take it out.")


def _find_eight_bits(mail: Specimen) -> Iterator[Flaw]:
    if found := _NOT_ASCII.search(mail.message.raw):
        line = mail.message.raw.count(b"\n", 0, found.start()) + 1
        yield warning(
            "It holds bytes beyond ASCII, which a server on the way may encode anew, and so break its signature.",
            f"line {line}",
            "Encode headers by RFC 2047, parts as quoted-printable or base64.",
        )


def _find_defects(mail: Specimen) -> Iterator[Flaw]:
    for defect in mail.message.defects:
        yield error(defect, "the message", "Let the program that wrote it be mended: readers guess what is meant.")


def _find_alternatives(mail: Specimen) -> Iterator[Flaw]:
    types = [part.content_type for part in mail.message.leaves if not part.is_attached]
    if {"text/html", "text/plain"} <= set(types):
        if types.index("text/html") < types.index("text/plain"):
            yield error(
                "HTML comes before text, so that clients show the text: the last alternative is the best.",
                "part text/html",
                "Put text/plain first (RFC 2046 section 5.1.4).",
            )
        if "multipart/alternative" not in mail.message.value("Content-Type").lower() and len(types) == 2:
            yield warning(
                f"Text and HTML stand in {quote(mail.message.whole.content_type)}: some clients show both.",
                "header Content-Type",
                "Use multipart/alternative.",
            )


def _find_charsets(mail: Specimen) -> Iterator[Flaw]:
    for part in mail.message.leaves:
        charset = part.parameter("charset").lower()
        if part.content_type in ("text/html", "text/plain") and charset not in ("utf-8", "us-ascii"):
            yield warning(
                f"{part.content_type} says that it is in “{quote(charset) or 'no charset'}”.",
                f"part {part.content_type}",
                "Write UTF-8, and say so: charset=utf-8.",
            )


def _find_encodings(mail: Specimen) -> Iterator[Flaw]:
    for part in mail.message.leaves:
        if part.encoding not in ("7bit", "8bit", "quoted-printable", "base64"):
            yield error(
                f"{quote(part.content_type)} is encoded as “{quote(part.encoding)}”.",
                f"part {quote(part.content_type)}",
                "Use quoted-printable or base64.",
            )


CHECKS = (
    Check("lines", "no line is too long", (Need.MESSAGE,), _find_long_lines),
    Check("line-ends", "lines end as lines of mail do", (Need.MESSAGE,), _find_line_ends),
    Check("seven-bit", "every byte is ASCII", (Need.MESSAGE,), _find_eight_bits),
    Check("mime", "the parts can be told apart", (Need.MESSAGE,), _find_defects),
    Check("alternatives", "text comes before HTML", (Need.MESSAGE,), _find_alternatives),
    Check("part-charset", "parts are in UTF-8", (Need.MESSAGE,), _find_charsets),
    Check("part-encoding", "parts are encoded in ways that readers know", (Need.MESSAGE,), _find_encodings),
)
