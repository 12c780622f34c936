import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.clean import TITLE_LIMIT, clean_line, clean_text, shorten

_HOSTILE = st.lists(
    st.sampled_from(
        ["<b>", "<script>", "<!--", "&#8217;", "&#", "9" * 12, "Ã©", "\x92", "\u202e", "\ud800", "\n\n", "<"]
    )
    | st.text()
    | st.characters(codec=None, categories=("Cs", "Cc", "Cf", "Zl", "Zp"))
).map("".join)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("L&#8217;<em>AES</em> s&rsquo;active<br/>vite", "L’AES s’active vite"),
        ("Vrai ou &lt;b&gt;faux&lt;/b&gt;", "Vrai ou <b>faux</b>"),
        ("AT&amp;amp;T", "AT&amp;T"),
        ("5 < 6 et 7 > 3", "5 < 6 et 7 > 3"),
        ("avant<!-- caché --> après<script>x()", "avant après"),
        ("C\x92est l\x92heure", "C’est l’heure"),
        ("Ã‰tÃ© Ã\xa0 Porto-Novo", "Été à Porto-Novo"),
        ("IRMÃO «IRMÃ»", "IRMÃO «IRMÃ»"),
        ("une\u2028ligne\u2029\x00\tseule", "une ligne seule"),
        ("a\u202eb\u2066c\ufeffd\ud800e", "abcde"),
        ("e\u0301te\u0301", "été"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
    ],
)
def test_clean_line_gives_plain_text(given_text, expected):
    assert clean_line(given_text) == expected


def test_clean_line_cuts_a_long_title_at_a_word():
    assert clean_line("mot " * 100) == ("mot " * 49) + "mot…"


def test_shorten_cuts_a_word_that_is_too_long_by_itself():
    assert shorten("a" * 12, 10) == "a" * 9 + "…"


def test_clean_text_keeps_paragraphs_and_nothing_else_of_the_markup():
    markup = (
        "<p>Un <b>mot</b>.</p>\n<p>Deux<br>trois.</p><ul><li>Quatre</li></ul><style>p{}</style>\n\n\nCinq\nsix"
    )

    assert clean_text(markup) == "Un mot.\n\nDeux trois.\n\nQuatre\n\nCinq six"


@given(_HOSTILE)
def test_clean_line_is_one_line_that_every_header_and_page_can_hold(text):
    line = clean_line(text)

    assert len(line) <= TITLE_LIMIT
    assert line == " ".join(line.split())
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(character) for character in line}
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(line)
    assert unicodedata.is_normalized("NFC", line)
    line.encode()


@given(_HOSTILE)
def test_clean_text_is_made_of_paragraphs_that_are_clean_lines(text):
    paragraphs = clean_text(text).split("\n\n")

    assert paragraphs == [" ".join(paragraph.split()) for paragraph in paragraphs]
    assert "" not in paragraphs or paragraphs == [""]


@given(st.text("aé’.\n <p>/br!-s\u00a0Ã", max_size=60))
def test_clean_text_of_what_is_clean_already_is_that_of_what_is_not(text):
    """The short way through a printable text and the long way, which an unprintable end asks for, agree."""
    assert clean_text(text) == clean_text(f"{text}\n\n\x00")
