"""Feeds that are broken in the ways that feeds are broken in: their accents come out right."""

import pytest

from digest.core.article import RawItem
from digest.core.clean import clean_line
from digest.sources.recognise import read

TITLE = "Été à Kandé : « l’œuvre » de Zoé"

FEED = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Écho</title><item>'
    f"<title>{TITLE}</title><link>https://echo.example/1</link></item></channel></rss>"
)
LATIN = FEED.replace("œ", "oe").replace("’", "'")
"""The same, in characters that latin-1 has."""


def titled(text: str) -> str:
    return FEED.replace(TITLE, text)


ENTITIES = "&Eacute;t&eacute; &agrave; Kand&eacute; : &laquo; l&rsquo;&oelig;uvre &raquo; de Zo&eacute;"
WARNING = b"<br />\n<b>Warning</b>: Undefined index in /srv/feed.php on line 3<br />\n"
BROKEN = {
    "BOM": b"\xef\xbb\xbf" + FEED.encode(),
    "cp1252 labelled UTF-8": FEED.encode("cp1252"),
    "UTF-8 labelled latin-1": FEED.replace("UTF-8", "ISO-8859-1").encode(),
    "latin-1 that nobody labelled": LATIN.replace(' encoding="UTF-8"', "").encode("latin-1"),
    "UTF-16": FEED.replace("UTF-8", "UTF-16").encode("utf-16"),
    "UTF-8 twice": FEED.encode().decode("cp1252", errors="replace").encode(),
    "HTML entities": titled(ENTITIES).encode(),
    "raw ampersand": titled(TITLE + " & Cie").encode(),
    "control character": titled(TITLE.replace("à", "\x0bà")).encode(),
    "NUL": titled(TITLE.replace("té", "t\0é")).encode(),
    "PHP warning in front": WARNING + FEED.encode(),
    "cut off": FEED.partition("</item>")[0].encode(),
    "closing tags missing": FEED.replace("</channel></rss>", "").encode(),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_broken_feed_has_the_right_accents(body: bytes) -> None:
    [item] = read(body, "feed.xml").entries

    assert isinstance(item, RawItem)
    title = clean_line(item.title).removesuffix(" & Cie")
    assert title in (TITLE, TITLE.replace("œ", "oe").replace("’", "'"))
