"""Typography: text as it is printed in the language of its readers, safe in a mail."""

import re

# Controls, surrogates and what turns the direction of the text around it have no place in a mail.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_NARROW, _NO_BREAK = "\u202f", "\u00a0"
"""The narrow one would be finer in French, but many fonts on phones and desktops lack it."""

_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w«])")
_QUOTED = re.compile(r'(?<![\w"=])"(?=\S)([^"]+)(?<=\S)"(?![\w"])')
_BEFORE_HIGH_MARK = re.compile(r"[ \u00a0\u202f]+(?=[:;!?»%])")
_IN_GUILLEMETS = re.compile(r"(?<=«)[ \u00a0\u202f]*|[ \u00a0\u202f]*(?=»)")
_NUMBER_SIGN = re.compile(r"\b([Nn][°º]) ?(?=\d)")
_IN_NUMBER = re.compile(r"(?<=\d)[ \u202f](?=\d{3}\b)")


def typeset(text: str, language: str) -> str:
    """`text` on one line, without unprintable characters, set by the rules of `language`."""
    line = _BLANKS.sub(" ", _UNPRINTABLE.sub(" ", text)).strip().replace(_NARROW, _NO_BREAK)
    return french(line) if language.startswith("fr") else line


def french(text: str) -> str:
    """Curved apostrophes, « », and no-break spaces where a line must not end; changes no letter.

    Given twice, it changes nothing more.
    """
    text = _quote(_APOSTROPHE.sub("’", text))
    text = _IN_GUILLEMETS.sub(_NO_BREAK, text)
    text = _BEFORE_HIGH_MARK.sub(_NO_BREAK, text)
    text = _NUMBER_SIGN.sub(rf"\1{_NO_BREAK}", text)
    return _IN_NUMBER.sub(_NO_BREAK, text)


def _quote(text: str) -> str:
    """« » for straight quotes, if all of them are in pairs: one alone may stand for inches, or for nothing."""
    quoted, pairs = _QUOTED.subn(r"«\1»", text)
    return quoted if 2 * pairs == text.count('"') else text
