"""Quoted-printable in pieces that can be joined: encode(a) + encode(b) decodes to a + b.

Each piece starts at column 0 and ends in a line break or a soft one, is ASCII, has no line of more
than 76 characters, no trailing blank, and no line that starts with "." (so SMTP needs no dot
stuffing, RFC 5321 section 4.5.2) or with "From " (which some mail stores rewrite).

Base64 would be shorter where most letters are outside ASCII: an issue in Arabic would lose 8 % of its bytes
with eight stories and 15 % with twenty, nearly all of them in the text (the HTML: none, and 3 %). But pieces of
base64 can be joined only where each has a multiple of three bytes, which a stretch of a template has not, and
to encode a text anew takes six times as long as to join the whole message. So this is the only encoding.

Source: RFC 2045 section 6.7.
"""

import binascii
import re

CRLF = b"\r\n"
SOFT_BREAK = b"=\r\n"
_LONGEST_LINE = 76

_NEWLINE = re.compile(rb"(?<![ \t])[ \t]*+(?:\r\n|\r|\n)")  # no run of blanks is read twice
_RISKY_LINE = re.compile(rb"\r\n(?:\.|From )")
_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/._?&;,+~@-"
_LONGEST_PLAIN = 74


def encode(text: str) -> bytes:
    """`text` as a piece; line breaks of any kind become CRLF, blanks before them go."""
    raw = text.encode()
    if len(raw) <= _LONGEST_PLAIN and not raw.translate(None, _PLAIN) and raw[:1] not in b".":
        return raw + SOFT_BREAK  # addresses and tokens, the common case for each subscriber
    return _encode_bytes(_NEWLINE.sub(CRLF, raw))


def _encode_bytes(raw: bytes) -> bytes:
    if not raw:
        return b""
    # b2a_qp writes CRLF only where the first line break that it sees is one, hence the prefix.
    encoded = binascii.b2a_qp(CRLF + raw, quotetabs=False, istext=True)
    if _RISKY_LINE.search(encoded):
        encoded = _escape_line_starts(encoded)
    encoded = encoded[len(CRLF) :]
    return encoded if encoded.endswith(CRLF) else _end_softly(encoded)


def _escape_line_starts(encoded: bytes) -> bytes:
    lines: list[bytes] = []
    for source_line in encoded.split(CRLF):
        line = source_line
        while line.startswith((b".", b"From ")):
            line = b"=%02X" % line[0] + line[1:]
            if len(line) <= _LONGEST_LINE:
                break
            cut = _cut_before_escape(line, _LONGEST_LINE - 2)
            lines.append(line[:cut] + b"=")
            line = line[cut:]
        lines.append(line)
    return CRLF.join(lines)


def _end_softly(encoded: bytes) -> bytes:
    last_line = len(encoded) - (encoded.rfind(CRLF) + 2 if CRLF in encoded else 0)
    if last_line < _LONGEST_LINE:
        return encoded + SOFT_BREAK
    cut = _cut_before_escape(encoded, len(encoded) - 3)
    tail = encoded[cut:]
    if tail.startswith(b"."):
        tail = b"=2E" + tail[1:]
    return encoded[:cut] + SOFT_BREAK + tail + SOFT_BREAK


def _cut_before_escape(line: bytes, cut: int) -> int:
    """The last place at or before `cut` that does not lie inside an `=XX`."""
    while b"=" in line[cut - 2 : cut]:
        cut -= 1
    return cut
