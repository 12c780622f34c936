"""The text of a feed or a page, whatever its server and its own beginning say of its bytes."""

import codecs
import re

_STARTS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How a text begins in these: with a mark, or with the first sign of XML (XML 1.0, appendix F)."""
_BEGINNING = 4096
"""Bytes within which a text names its charset, the first line of XML also behind a warning of PHP."""
_DECLARED = re.compile(
    rb"<\?xml\b[^<>]*?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']"
    rb"|<meta\b[^<>]{1,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.I,
)
_DECLARATION = re.compile(rb"<\?xml\b[^<>]*>", re.I)
_FAMILIES = ("cp", "iso8859", "koi8", "mac", "gb", "big5", "euc", "iso2022")
"""Charsets that texts come in. Python knows more, and some take minutes for a megabyte."""
_MEANT = {
    **dict.fromkeys(("iso8859-1", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **{"iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874"},
}
"""What a label means on the web, where it stands for the larger charset (WHATWG Encoding, 4.2)."""
_SAID_OF_EVERYTHING = "cp1252"
_UTF8_TAIL = 3
"""Most bytes of a character that is not complete yet."""


def is_wide(body: bytes) -> bool:
    """Whether `body` is in UTF-16 or UTF-32, in which no sign is where a pattern of bytes would look for it."""
    return any(body.startswith(start) for start, encoding in _STARTS if encoding != "utf-8-sig")


def decode(body: bytes, *, charset: str | None = None) -> str:
    """`body` as text, without a byte order mark; `charset` is what the server said.

    A mark, and UTF-8 without a fault, prove themselves. Then the server goes before the first line of the XML
    (RFC 7303, 3) and the head of the page, unless it says Latin-1, which many servers say of everything. Never
    raises.
    """
    for start, encoding in _STARTS:
        if body.startswith(start):
            return body.decode(encoding, errors="replace")
    stated = [_codec(charset), _codec(_declared(body))]
    if b"\x1b" not in body and (text := _utf8(body)) is not None:  # ISO 2022 is UTF-8 without a fault, too
        return text
    for codec in sorted(filter(None, stated), key=_SAID_OF_EVERYTHING.__eq__):
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return _damaged(body)


def as_utf8(body: bytes, *, charset: str | None = None) -> bytes:
    """`body`, decoded as above, in UTF-8 and without the first line of XML, which would tell of other bytes."""
    body = decode(body, charset=charset).encode(errors="replace")
    return _DECLARATION.sub(b"", body[:_BEGINNING], count=1) + body[_BEGINNING:]


def _declared(body: bytes) -> str | None:
    """The charset that a text names at its beginning."""
    found = _DECLARED.search(body[:_BEGINNING])
    return (found[1] or found[2]).decode("ascii", errors="replace") if found else None


def _codec(label: str | None) -> str | None:
    """Python’s name of the charset that `label` means, if texts come in it."""
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if name.startswith(_FAMILIES) else None


def _utf8(body: bytes) -> str | None:
    """The text, if it is UTF-8 from the first to the last complete character; it may break off."""
    try:
        text, read = codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return None
    return text if len(body) - read <= _UTF8_TAIL else None


def _damaged(body: bytes) -> str:
    """UTF-8 with characters cut in half, as summaries of so many bytes have them, or else what Windows writes."""
    text = body.decode(errors="replace")
    faults = text.count("\ufffd")
    if faults * 2 > len(text) - len(text.encode("ascii", errors="ignore")):
        return body.decode("cp1252", errors="replace")
    return text.replace("\ufffd", "")
