"""Finds out which parser reads a file or an answer: the content tells, the ending where that leaves a doubt."""

import json
import re
import zlib
from pathlib import PurePath

from digest.core.errors import InvalidInput
from digest.sources.capture import is_capture, read_capture
from digest.sources.charset import as_utf8, is_wide
from digest.sources.feed import LARGEST, read_feed
from digest.sources.json_feed import is_json_feed, read_json_feed
from digest.sources.page import read_page
from digest.sources.reading import Reading
from digest.sources.records import read_csv, read_json_lines
from digest.sources.sitemap import read_sitemap
from digest.sources.tabular import header_of
from digest.sources.wordpress import is_wordpress, read_wordpress

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.I)
# Atomic, so that no run of comments makes it try twice.
_PAGE = re.compile(rb"(?>\s|<\?[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html)\b", re.I | re.S)
_BEGINNING = 4096
_UTF8_MARK = b"\xef\xbb\xbf"
_GZIP_MARK = b"\x1f\x8b"
_ONE_GZIP_LAYER = 31  # zlib: a window of 15 bits, in a gzip wrapper


def read(body: bytes, name: str, *, charset: str | None = None) -> Reading:
    """What is in `body`, whichever kind it is; `name` is its file or address, for messages.

    `charset` is what a server says that it is written in.

    Raises InvalidInput, with what would be accepted, if it is none that we know.
    """
    if body.startswith(_GZIP_MARK):
        body = _inflated(body, name)
    if is_wide(body):
        body = as_utf8(body)
    start = _start(body)
    if not start:
        raise InvalidInput(f"{name} is empty.")
    if _FEED.search(start):
        return read_feed(body, name, charset=charset)
    if _SITEMAP.search(start):
        return read_sitemap(body, name)
    if _PAGE.match(start):
        return read_page(body, name, charset=charset)
    text = _decode(body, name)
    if start[:1] in (b"[", b"{"):
        return _read_json(text, name)
    return _read_text(text, name)


def is_page(body: bytes) -> bool:
    """Whether `body` is a web page, with an article in it or without."""
    start = _start(body)
    return bool(_PAGE.match(start)) and not (_FEED.search(start) or _SITEMAP.search(start))


def _start(body: bytes) -> bytes:
    return body.removeprefix(_UTF8_MARK).lstrip()[:_BEGINNING]


def _inflated(body: bytes, name: str) -> bytes:
    """What a `.gz` file holds, within the bounds of what is read."""
    try:
        plain = zlib.decompressobj(_ONE_GZIP_LAYER).decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise InvalidInput(f"{name} is damaged gzip.") from error
    if len(plain) > LARGEST:
        raise InvalidInput(f"{name} unpacks to more than {LARGEST // 1_000_000} MB and is not read.")
    return plain


def _read_json(text: str, name: str) -> Reading:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return read_json_lines(text, name)
    if is_json_feed(value):
        return read_json_feed(value, name)
    posts = value if isinstance(value, list) else [value]
    if is_wordpress(posts):
        return read_wordpress(posts, name)
    if isinstance(value, dict) and "title" in value:
        return read_json_lines(json.dumps(value), name)
    raise _unknown(name)


def _read_text(text: str, name: str) -> Reading:
    ending = PurePath(name).suffix.lower()
    if ending in (".csv", ".tsv") or (header_of(text.partition("\n")[0]) and not is_capture(text)):
        return read_csv(text, name)
    if ending in (".jsonl", ".ndjson"):
        return read_json_lines(text, name)
    if is_capture(text):
        return read_capture(text, name)
    raise _unknown(name)


def _decode(body: bytes, name: str) -> str:
    """UTF-8, or else what Windows writes; bytes that no text has are refused."""
    if b"\0" in body[:_BEGINNING]:
        raise _unknown(name)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _unknown(name: str) -> InvalidInput:
    return InvalidInput(
        f"{name} is not in a form that can be read: RSS, Atom or JSON Feed, WordPress JSON (posts?_embed), "
        "a sitemap, JSON lines, CSV with a header, or the text of an article page."
    )
