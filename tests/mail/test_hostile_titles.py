"""Whatever a source calls its story: the whole way from a title to a mail as a standard parser reads it."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.clean import clean_line
from digest.core.issue import Content, Section, SlotKind
from digest.core.rendering import EVERYTHING
from digest.mail.headers import clean
from digest.mail.message import Composer, Letterhead
from digest.render.renderer import open_renderer
from digest.render.typography import typeset
from tests.builders import NOON, a_placement, a_source, a_story, a_subscriber, an_edition, an_issue
from tests.mail.test_message import as_read, parse

RENDERER = open_renderer(None)
URL = "https://lalagune.example/u/AQAAAAEAAAABabcdefghijklmnopqrstuv"
PLAIN = "Un titre sans histoire"
SCRIPTS = [
    "Le vœu d’Élise : « ça ira » ?",
    "Żółć, łąka i świt",
    "Ǹjẹ́ ọjà ti ṣí ní Ìbàdàn?",
    "Η αγορά άνοιξε ξανά",
    "Рынок снова открыт",
    "Շուկան բաց է",
    "השוק נפתח מחדש",
    "السوق يفتح من جديد",
    "بازار دوباره باز می‌شود",
    "ገበያው እንደገና ተከፈተ",
    "ⴰⵙⵙⵉⴼ ⵉⵏⵏⵖⵉ",
    "ߟߐ߯ߓߊ ߓߘߊ߫ ߞߊߟߌ߫",
    "बाज़ार फिर खुला",
    "বাজার আবার খুলল",
    "சந்தை மீண்டும் திறந்தது",
    "ตลาดเปิดอีกครั้ง",
    "စျေး ပြန်ဖွင့်",
    "ཁྲོམ་སྒོ་ཕྱེ།",
    "市场重新开放",
    "市場がまた開く",
    "시장이 다시 열렸다",
    "ᠵᠠᠬ᠎ᠠ ᠨᠡᠭᠡᠭᠳᠡᠪᠡ",
    "𞤤𞤵𞥅𞤥𞤮 𞤵𞤣𞥆𞤭𞤼𞤢𞤥𞤢",
]
NASTY = [
    "👩🏾‍🌾 récolte ❤️ 🏴‍☠️ 1️⃣",
    "deux\u2028lignes\u2029et\x85trois\x0b\x0c",
    "".join(map(chr, range(0x20))) + "fin",
    "\u202eelpmaxe\u202c \u2066a\u2069 \u202b\u202d\u2067\u2068",
    "\x00email\x00 et \x00unsubscribe_url\x00",
    "\ud800 seul \udfff",
    "e\u0301\u0323" * 80,
    "x" * 500,
    "mot " * 125,
    "漢" * 500,
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>",
    "</td></tr></table></div></body></html>",
    "--><!--[if mso]><td><![endif]--><!--",
    "<![CDATA[ ]]> <?php ?> &lt;b&gt; &amp;amp; &#0; &nbsp; &",
    "<mj-text><mj-raw></mj-raw></mj-text><mj-include path='/etc/passwd' />",
    "{{ 7*7 }} {% for a in b %} {# c #} {{ edition.sender }} {% raw %}",
    "%%slots%% %(number)s %s %d %% %n ${x} *|FNAME|* [[a]] JX7X",
    "=_digest --=_digest --=_digest--",
    "\r\n\r\n--=_digest--\r\n\r\nBcc: tous@a.example",
    "Subject: autre\r\nBcc: tous@a.example",
    "=?utf-8?q?Bcc=3A?= =?utf-8?b?Zm9v?=",
    ".",
    "..\r\n.\r\n.",
    "From ici à là-bas",
    "\nFrom matin@lalagune.example",
    "=3D =\r\n =2E fin =",
    "\\u{a0} \\x00 \\\\ \\N{BULLET}",
    "  entre \u00a0 et \u202f  ",
    "\ufeff\u200b\u2060\u00ad\ufffe\uffff",
]
TITLES = st.one_of(st.sampled_from(SCRIPTS + NASTY), st.text(st.characters(), min_size=1, max_size=500))
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def mail_of(titles: tuple[str, str, str], *, language: str, locale: str) -> bytes:
    """A mail of three stories of those titles, as it is handed to a server."""
    lead, feature, brief = (
        a_story(title, id=n, language=language, lead="", countries=("BJ",), source=a_source(name=titles[0]))
        for n, title in enumerate(titles, 1)
    )
    sections = (Section("Bénin", (a_placement(feature), a_placement(brief, SlotKind.BRIEF, 0.3))),)
    issue = an_issue(content=Content(a_placement(lead, SlotKind.LEAD, 0.9), sections))
    edition = an_edition(locale=locale)
    rendering = RENDERER.press(issue, edition, online_url="https://lalagune.example/online/ouest").render(
        EVERYTHING
    )
    composer = Composer(rendering, Letterhead(edition, issue))
    return b"".join(composer.compose(a_subscriber(), unsubscribe_url=URL, at=NOON))


class Reader(HTMLParser):
    """Which elements there are, with what attributes (one holds the subject), and what stands in the headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.structure: list[object] = []
        self.headings: list[str] = []
        self._is_heading = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.structure.append((tag, [(name, name == "aria-label" or value) for name, value in attrs]))
        if tag in {"h2", "h3"} and dict(attrs).get("style") and ("class", "label") not in attrs:
            self._is_heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self.structure.append(tag)
        self._is_heading = self._is_heading and tag not in {"h2", "h3"}

    def handle_data(self, data: str) -> None:
        if self._is_heading:
            self.headings[-1] += data

    def handle_comment(self, data: str) -> None:
        self.structure.append(data)


def parts_of(raw: bytes) -> tuple[EmailMessage, str, Reader]:
    message = parse(raw)
    text, html = message.iter_parts()
    return message, as_read(text), Reader(as_read(html))


def plainly(text: str) -> str:
    return " ".join(text.split())


def lines_of(raw: bytes) -> Iterator[bytes]:
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    yield from lines


@settings(max_examples=40, deadline=None)
@given(
    titles=st.tuples(TITLES, TITLES, TITLES),
    language=st.sampled_from(["fr", "en", "ar", "xx"]),
    locale=st.sampled_from(["fr", "en", "ar", "pt"]),
)
def test_no_title_breaks_a_mail(titles: tuple[str, str, str], language: str, locale: str) -> None:
    raw = mail_of(titles, language=language, locale=locale)
    message, text, html = parts_of(raw)
    usual_message, _, usual_html = parts_of(mail_of((PLAIN,) * 3, language=language, locale=locale))

    head, _, body = raw.partition(b"\r\n\r\n")
    assert not [
        line for line in lines_of(raw) if line.startswith((b".", b"From ")) or b"\n" in line or b"\r" in line
    ]
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert message.keys() == usual_message.keys()
    assert html.structure == usual_html.structure
    assert not _TURNING.search(f"{message['Subject']}{text}{''.join(html.headings)}")


@settings(max_examples=40, deadline=None)
@given(titles=st.tuples(TITLES, TITLES, TITLES), locale=st.sampled_from(["fr", "ar"]))
def test_every_title_reads_the_same_in_both_parts(titles: tuple[str, str, str], locale: str) -> None:
    _, text, html = parts_of(mail_of(titles, language="fr", locale=locale))

    printed = [plainly(typeset(title, "fr")) for title in titles]
    assert [plainly(heading) for heading in html.headings] == [printed[0], "Bénin", *printed[1:]]
    assert [title for title in printed if title not in plainly(text)] == []


@pytest.mark.parametrize("title", SCRIPTS)
def test_a_title_of_any_script_stands_in_the_subject_as_it_is(title: str) -> None:
    message, text, html = parts_of(mail_of((title,) * 3, language="xx", locale="fr"))

    assert (message["Subject"], html.headings[0], title in text) == (clean(title), title, True)


@pytest.mark.parametrize("title", ["a\ud800b", "a\u202eb", "a\x00b", "a\u2067b\u2069"])
def test_no_title_is_taken_in_with_what_is_no_text(title: str) -> None:
    assert re.fullmatch("a ?b", clean_line(title))
