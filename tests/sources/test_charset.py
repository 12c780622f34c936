import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.charset import as_utf8, decode
from digest.sources.feed import read_feed

FRENCH = "Été à Kandé : « l’œuvre » à 5 €"
ARABIC = "النيجر: اتفاق في نيامي"


def feed(title: str, encoding: str | None = None) -> str:
    stated = f' encoding="{encoding}"' if encoding else ""
    item = f"<item><title>{title}</title><link>https://e.example/1</link></item>"
    return f'<?xml version="1.0"{stated}?><rss version="2.0"><channel>{item}</channel></rss>'


@pytest.mark.parametrize(
    ("title", "written", "declared", "served"),
    [
        (FRENCH, "utf-8", "UTF-8", "UTF-8"),
        (FRENCH, "utf-8", "ISO-8859-1", None),
        (FRENCH, "utf-8", "UTF-8", "ISO-8859-1"),
        (FRENCH, "utf-8", None, "windows-1256"),
        (FRENCH, "cp1252", "windows-1252", None),
        (FRENCH, "cp1252", "UTF-8", "windows-1252"),
        (FRENCH, "cp1252", "ISO-8859-1", "UTF-8"),
        (FRENCH, "cp1252", None, None),
        (FRENCH, "cp1252", "utf-8", "utf-8"),
        (FRENCH, "cp1252", "x-unknown", "punycode"),
        (FRENCH.replace("’", "'"), "iso8859-15", "ISO-8859-15", None),
        (FRENCH.replace("’", "'"), "iso8859-15", None, "iso-8859-15"),
        (FRENCH.replace("’", "'"), "iso8859-15", "windows-1252", "iso-8859-15"),
        (FRENCH.replace("’", "'"), "iso8859-15", "iso-8859-15", "iso-8859-1"),
        (ARABIC, "cp1256", "windows-1256", None),
        (ARABIC, "cp1256", "windows-1256", "utf-8"),
        (ARABIC, "cp1256", "windows-1256", "ISO-8859-1"),
        (ARABIC, "cp1256", "utf-8", "windows-1256"),
        (ARABIC, "cp1256", None, "windows-1256"),
        (FRENCH, "utf-16-le", "UTF-16", None),
        (FRENCH, "utf-16-be", "UTF-16", "utf-8"),
        (FRENCH, "utf-16-le", None, None),
        (FRENCH, "utf-16", "UTF-16", None),
        (FRENCH, "utf-32", "UTF-32", None),
        (FRENCH, "utf-32-be", None, None),
        (FRENCH, "utf-8-sig", "ISO-8859-1", "ISO-8859-1"),
        ("日本の朝", "iso2022-jp", "ISO-2022-JP", None),
        ("中国之声镕", "gb18030", "GB2312", None),
    ],
)
def test_feed_is_read_in_what_it_is_written_in(title, written, declared, served):
    (item,) = read_feed(feed(title, declared).encode(written), "feed.xml", charset=served).entries

    assert item.title == title


def test_decode_drops_characters_that_were_cut_in_half():
    summary = "Été à Kandé".encode()[:-1]

    assert decode(summary) == "Été à Kand"
    assert decode(summary + "… et à Zinder".encode()) == "Été à Kand… et à Zinder"


def test_decode_reads_bytes_that_windows_does_not_have():
    assert decode("été".encode("cp1252") + b"\x81") == "été\ufffd"


def test_as_utf8_takes_the_first_line_of_xml_away():
    body = '<br/>\n<?xml version="1.0" encoding="cp1252"?><a>été<?xml b?></a>'

    assert as_utf8(body.encode("cp1252")) == "<br/>\n<a>été<?xml b?></a>".encode()


@given(st.binary(max_size=60), st.sampled_from([None, "", "utf-8", "hex", "idna", "cp1256", "big5", "utf-7", "é"]))
def test_decode_never_raises(body, charset):
    assert isinstance(decode(body, charset=charset), str)


@given(st.text(), st.sampled_from([None, "windows-1256", "big5"]))
def test_decode_believes_utf8_that_has_no_fault(text, charset):
    if "\x1b" not in text and not text.startswith(("\ufeff", "\0")) and text[1:2] != "\0":
        assert decode(text.encode(), charset=charset) == text
