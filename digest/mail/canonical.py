"""The canonical form of a message, over which it is signed: relaxed headers, simple body (RFC 6376 section 3.4).

Relaxed headers, because relays fold and unfold them. The body is simple, that is, hashed as it is sent: all of
ours is quoted-printable, which has no blank at the end of a line and nothing that a 7-bit relay would touch, and
where neither form can be harmed the simple one needs no second copy of each fragment. No line of ours starts
with a dot (see digest.core.quoted_printable), so what is sent is what is signed.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

_CRLF = b"\r\n"
_FOLD = re.compile(rb"\r\n(?=[ \t])")


def relax(fields: bytes) -> Iterator[tuple[str, bytes]]:
    """Each of whole header fields by its name in lower case, in canonical form with the CRLF at its end."""
    for line in _FOLD.sub(b"", fields).split(_CRLF):
        if line:
            name, _, value = line.partition(b":")
            key = name.rstrip().lower()
            yield key.decode(), key + b":" + b" ".join(value.split()) + _CRLF


def hash_body(parts: Sequence[bytes]) -> bytes:
    """SHA-256 of a body in parts, of which none begins or ends between a CR and its LF."""
    last = len(parts)
    ending = b""
    while last and not ending:  # the lines at the end that are empty do not count
        last -= 1
        ending = _without_empty_lines(parts[last])
    digest = hashlib.sha256()
    for part in parts[:last]:
        digest.update(part)
    digest.update(ending)
    digest.update(_CRLF)
    return digest.digest()


def _without_empty_lines(part: bytes) -> bytes:
    end = len(part)
    while part.endswith(_CRLF, 0, end):
        end -= len(_CRLF)
    return part[:end]
