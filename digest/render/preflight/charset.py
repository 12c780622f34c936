"""Text out of bytes that say, or do not say, which charset they are in; nothing here raises."""

import re

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,40})", re.I)
_KNOWN = re.compile(
    r"utf-?8|us-ascii|iso-8859-(?:[1-9]|1[0-6])|windows-12\d\d|utf-16(?:le|be)?|koi8-[ru]|big5|gb2312|gbk|gb18030"
    r"|shift_jis|euc-jp|euc-kr|iso-2022-jp|macroman",
    re.I,
)
"""Charsets that a mail may be in; Python knows more, some of which are no charsets at all."""


def decode(raw: bytes, charset: str) -> str:
    """`raw` read in `charset`, or in UTF-8 or Windows-1252 where that is none; what cannot be read is U+FFFD."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    if _KNOWN.fullmatch(charset):
        try:
            return raw.decode(charset, "replace")
        except (LookupError, ValueError):
            pass  # a name of the pattern that Python does not have
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_html(raw: bytes) -> str:
    """The text of an HTML file, by what its head says."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    declared = _DECLARED.search(raw[:2048])
    return decode(raw, declared[1].decode("ascii") if declared else "")
