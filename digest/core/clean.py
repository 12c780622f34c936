"""Text hygiene: what a source hands over becomes plain text that is safe in a page, a header and a mail.

Markup goes first and entities are decoded once after it, so that an escaped “&lt;b&gt;” stays the text
that its author meant. Nothing here raises, whatever the input.
"""

import html
import re
import unicodedata

TITLE_LIMIT = 200
"""Most characters of a title; a longer one is cut at a word."""
ELLIPSIS = "…"

# A pattern that could run on without an end takes the end of the text for one: no input is scanned twice.
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|blockquote|figure|figcaption|table|tr|section|article)\b[^<>]*>", re.I
)
_LINE_BREAK = re.compile(r"<br\b[^<>]*>", re.I)
_TAG = re.compile(r"<[a-z/!?][^<>]*>", re.I)
_NO_CHARACTER = re.compile(r"&#\d{9,};?")  # html.unescape raises on numbers of more than 4,300 digits
_PARAGRAPH = re.compile(r"\n\s*\n")

_MOJIBAKE = re.compile("[ÂÃ][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|â‚¬|ï»¿")
_SIGNS_OF_MOJIBAKE = ("Ã", "Â", "â€", "â‚¬", "ï»¿")
"""One of which is in all that the pattern finds: it reads every character, and these are found at once."""
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
# What the codes from U+0080 mean where Windows-1252 was read as Latin-1; it leaves five of them out.
_C1 = {code: bytes([code]).decode("cp1252", errors="replace").replace("\ufffd", " ") for code in range(0x80, 0xA0)}
_BYTES = {c: c for c in range(0x100)} | {ord(text): code for code, text in _C1.items() if text != " "}


def clean_line(text: str, *, limit: int = TITLE_LIMIT) -> str:
    """`text` as one line of plain text of at most `limit` characters: for titles, names and labels."""
    return shorten(_joined(*_plain(text)), limit)


def clean_text(text: str) -> str:
    """`text` as plain paragraphs, separated by one blank line."""
    text, is_plain = _plain(text)
    return "\n\n".join(filter(None, [_joined(paragraph, is_plain) for paragraph in _PARAGRAPH.split(text)]))


def shorten(text: str, limit: int) -> str:
    """`text`, or as many of its words as fit into `limit` characters, and an ellipsis."""
    if len(text) <= limit:
        return text
    whole_words = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return whole_words.rstrip(" ,;:–-") + ELLIPSIS


def _joined(text: str, is_plain: bool) -> str:
    """`text` with one blank between its words; most texts are so, and need not be cut into them."""
    is_joined = is_plain and "\n" not in text and "  " not in text
    return text.strip() if is_joined else " ".join(text.split())


def _plain(text: str) -> tuple[str, bool]:
    """`text` without anything but itself, and whether nothing but blanks and ends of lines parts its words."""
    if "<" in text:
        text = _without_markup(text)
    if "&" in text:
        text = html.unescape(_NO_CHARACTER.sub("\ufffd", text))
    return _repair(text)


def _without_markup(text: str) -> str:
    # Looking for a beginning costs a tenth of looking for the pattern. “ſ” is an “s” to re.I.
    if "<!" in text or "<s" in text or "<S" in text or "<ſ" in text:
        text = _UNSEEN.sub(" ", text)
    text = _BLOCK.sub("\n\n", text)
    return _TAG.sub("", _LINE_BREAK.sub("\n", text)) if "<" in text else text


def _repair(text: str) -> tuple[str, bool]:
    """`text` without mojibake, unprintable characters and overrides of its direction, in NFC; whether it had none.

    Blanks of other kinds than the usual are not printable either.
    """
    text = _unbroken(text)
    is_plain = text.replace("\n", " ").isprintable()
    return unicodedata.normalize("NFC", text if is_plain else _ODD.sub(_repair_odd, text)), is_plain


def _repair_odd(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code in _C1:
        return _C1[code]
    return " " if code < 0x20 or code in (0x7F, 0x2028, 0x2029) else ""


def _unbroken(text: str) -> str:
    """`text` with UTF-8 that was read as Windows-1252 put right, where the whole of it proves to be that."""
    if text.isascii() or not any(sign in text for sign in _SIGNS_OF_MOJIBAKE) or not _MOJIBAKE.search(text):
        return text
    try:
        return bytes(_BYTES[ord(character)] for character in text).decode()
    except (KeyError, UnicodeDecodeError):
        return text
