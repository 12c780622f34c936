"""Every check finds what it is for, and nothing in a mail that is as it should be."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.errors import DigestError, InvalidInput, NotFound, Unavailable
from digest.core.quoted_printable import encode
from digest.core.rendering import Variant
from digest.core.subscriber import Choice
from digest.render.preflight.finding import Finding, Level
from digest.render.preflight.inspect import CHECKS, Report, Skipped, inspect
from digest.render.preflight.specimen import Network, from_html, from_message
from digest.render.renderer import open_renderer
from tests.builders import an_edition
from tests.render.preflight.mails import HEAD, HTML, TEXT, a_message, a_specimen
from tests.render.sample import a_full_issue

E, W = Level.ERROR, Level.WARNING
RICH_FIRST = b"Content-Type: text/html\r\n\r\n<p>\r\n--=_edge\r\nContent-Type: text/plain"


def heavy(weight: int) -> str:
    """What brings the HTML to about so many bytes on the wire."""
    return "é" * ((weight - len(encode(HTML))) // len("=C3=A9"))


IN_HTML = [
    ("doctype", E, "<!DOCTYPE html>", ""),
    ("language", E, ' dir="ltr" xmlns', " xmlns"),
    ("title", E, "<title>Douze villes", "<title></title><i>"),
    ("charset", W, "charset=UTF-8", ""),
    ("charset", W, "charset=UTF-8", "charset=ISO-8859-1"),
    ("dark", W, "prefers-color-scheme", "prefers-contrast"),
    ("control", E, "Bonjour", "Bonjour\x92"),
    ("escape", E, "Pirogues", r"\u{a0}"),
    ("size", W, "Bonjour", heavy(92_000)),
    ("size", E, "Bonjour", heavy(99_000)),
    ("head-css", E, "</style>", "a{color:red}" * 700 + "</style>"),
    ("alt", E, 'alt="Pirogues au port de Mopti"', ""),
    ("width", E, 'width="600" height', "height"),
    ("height", W, "height:auto", "color:#000"),
    ("picture-host", W, "https://images.example/mopti.jpg", "https://elsewhere.example/mopti.jpg"),
    ("picture-format", W, "mopti.jpg", "mopti.webp"),
    ("picture-data", E, "https://images.example/mopti.jpg", "data:image/png;base64,AAAA"),
    ("picture-part", E, "https://images.example/mopti.jpg", "cid:mopti"),
    ("headings", E, "</h1>", "</h1><h1>Encore</h1>"),
    ("headings", W, "<h2", "<h4"),
    ("empty-heading", W, "</h1>", "</h1><h2></h2>"),
    ("layout-table", W, 'class="weave" role="presentation"', 'class="weave"'),
    ("link-text", W, ">Lire en ligne</a>", ">Cliquez ici</a>"),
    ("link-text", W, ">Lire en ligne</a>", '><img alt="Read more…" width="9"></a>'),
    ("link-empty", W, ">Lire en ligne</a>", "></a>"),
    ("link-nowhere", E, "https://echo.example/2", "#"),
    ("link-nowhere", E, "https://echo.example/2", "/articles/2"),
    ("link-nowhere", E, "https://echo.example/2", "javascript:void(0)"),
    ("link-http", W, "https://echo.example/2", "http://echo.example/2"),
    ("link-local", W, "https://echo.example/2", "http://127.0.0.1:8800/2"),
    ("link-local", W, "https://echo.example/2", "https://desk.lan/2"),
    ("link-same", W, "</h1>", "</h1><a href='https://a.example/'>Mali</a><a href='https://b.example/'>Mali</a>"),
    ("link-window", W, 'target="_blank"', 'target="main"'),
    ("contrast", W, "color:#6B6156", "color:#A0A0A0"),
    ("contrast", E, "color:#6B6156", "color:#EEEEEE"),
    ("contrast-dark", E, "color:#DDD3C4!important", "color:#302820!important"),
    ("small-text", W, "font-size:13px", "font-size:9px"),
    ("placeholder", E, "Bonjour", "Bonjour [Prénom]"),
    ("placeholder", E, "Bonjour", "Lorem ipsum dolor"),
    ("slots", E, "Bonjour", "Bonjour {{ name }}"),
    ("slots", E, "Bonjour", "Bonjour %%name%%"),
    ("slots", E, "https://echo.example/2", "https://echo.example/*|ID|*"),
    ("spam", W, "Bonjour", "Agissez maintenant"),
    ("typography", W, "Bonjour", "L'accord est signé"),
    ("typography", W, "Bonjour", "Qui paie ?"),
    ("preheader", W, "display:none;max-height", "display:block;max-height"),
    ("echo", W, "Aussi\u00a0: Le port", "Douze villes s’accordent</div><div>Le port"),
    ("parts", E, "Tournoi de lutte", "Tournoi de boxe"),
    ("links", E, "https://echo.example/2", "https://echo.example/22"),
    ("address", E, "3 rue des Filaos", ""),
    ("unsubscribe", E, "https://digest.example/u/sample", "https://elsewhere.example/"),
    ("pixel", W, "</body>", '<img src="https://images.example/p" alt="" width="1" height="1"></body>'),
    ("remote", E, "</head>", "<style>@import url(a.css)</style></head>"),
    ("remote", E, "</head>", '<link rel="stylesheet" href="https://fonts.example/a.css"></head>'),
    ("active", E, "</body>", "<script>alert(1)</script></body>"),
    ("active", E, "<h1", '<h1 onclick="alert(1)"'),
    ("tracking", W, "https://echo.example/2", "https://echo.example/2?utm_source=digest"),
    ("clients", W, "</body>", '<div style="display:flex"></div></body>'),
    ("clients", W, "</head>", "<style>@supports(color:red){a{color:red}}</style></head>"),
    ("clients", W, "<h1", "<svg></svg><h1"),
    ("clients", W, "<h1", "<h1 hidden"),
    ("clients", W, "color:#6B6156", "color:var(--ink)"),
]
IN_TEXT = [
    ("text-part", E, TEXT, ""),
    ("parts", E, "Tournoi de lutte", "Tournoi de boxe"),
    ("links", E, "https://echo.example/2", ""),
    ("text-markup", W, "Bonjour", "<b>Bonjour</b>"),
    ("text-markup", W, "Bonjour", "Bonjour&nbsp;!"),
    ("address", E, "3 rue des Filaos", ""),
    ("unsubscribe", E, "https://digest.example/u/sample", ""),
    ("control", E, "Bonjour", "Bonjour\x07"),
    ("slots", E, "Bonjour", "Bonjour ${name}"),
]
IN_HEAD = [
    ("subject", E, "=?utf-8?q?Douze_villes_s=E2=80=99accordent?=", "x" * 79),
    ("subject", E, "=?utf-8?q?Douze_villes_s=E2=80=99accordent?=", ""),
    ("shouting", W, "Subject: ", "Subject: DOUZE VILLES DU LITTORAL ET PLUS ENCORE "),
    ("shouting", W, "Subject: ", "Subject: Enfin !!! "),
    ("shouting", W, "Subject: ", "Subject: 🎉🎉 "),
    ("header-count", E, "To: reader@lectrices.example\n", ""),
    ("header-count", E, "Date:", "Date: Fri, 06 Mar 2026 05:30:00 +0000\nDate:"),
    ("from", E, "La Lagune <matin@lalagune.example>", "La Lagune"),
    ("from", E, "La Lagune <matin@lalagune.example>", "a@b.example, c@d.example"),
    ("date", E, "Fri, 06 Mar 2026 05:30:00 +0000", "2026-03-06"),
    ("message-id", E, "<4f1c@lalagune.example>", "4f1c"),
    ("one-click", E, "List-Unsubscribe: <https:", "List-Unsubscribe: <mailto:"),
    ("one-click", E, "<https://digest.example/u/sample>", "=?utf-8?q?=3Chttps=3A//digest.example/u/sample=3E?="),
    ("one-click", E, "=One-Click", "=1"),
    ("list-id", W, "<ouest.lalagune.example>", ""),
    ("dkim", W, "<matin@lalagune.example>", "<matin@lalagune.news>"),
    ("auto-submitted", W, "Auto-Submitted: auto-generated\n", ""),
    ("encoded-words", W, "=?utf-8?q?Douze", "=?utf-8?q?" + "D" * 80),
    ("lines", E, "To: ", "To: " + "x" * 999),
    ("seven-bit", W, "To: ", "To: é "),
    ("mime", E, 'boundary="=_edge"', ""),
    ("mime", E, "To: reader", "what is this\nTo: reader"),
]
IN_BYTES = [
    ("line-ends", E, b"\r\nTo:", b"\nTo:"),
    ("line-ends", E, b"Bonjour", b"Bonjour\0"),
    ("mime", E, b"--=_edge--", b""),
    ("alternatives", E, b"Content-Type: text/plain", RICH_FIRST),
    ("part-charset", W, b"text/plain; charset=utf-8", b"text/plain; charset=latin1"),
    ("part-encoding", E, b"Encoding: quoted-printable\r\n\r\n<", b"Encoding: uuencode\r\n\r\n<"),
    ("picture-weight", W, b"--=_edge--", b"--=_edge\r\nContent-Type: image/png\r\n\r\n" + b"x" * 210_000),
]
IN_FACTS = [
    ("bounce-domain", W, {"bounce_domain": "lavigie.example"}),
    ("empty", E, {"stories": 0}),
    ("address", E, {"postal_address": ""}),
    ("same-subject", W, {"earlier": ((date(2026, 3, 5), "Douze villes s’accordent"),)}),
    ("picture-copy", W, {"not_copied": ("https://echo.example/a.jpg is a damaged picture.",)}),
]


def found(raw: bytes, **facts: object) -> set[tuple[str, Level]]:
    findings = inspect(a_specimen(raw, **facts)).findings
    assert all(finding.message and finding.where and finding.mend for finding in findings)
    return {(finding.name, finding.level) for finding in findings}


def test_nothing_is_found_in_a_good_mail() -> None:
    assert inspect(a_specimen().ask(lambda urls: {})) == Report(())


def test_links_that_do_not_answer_are_found_where_there_is_a_network() -> None:
    asked: list[str] = []

    def network(urls: Iterable[str]) -> dict[str, DigestError]:
        asked.extend(urls)
        return {asked[0]: NotFound("It answers 404."), asked[1]: Unavailable("It does not answer.")}

    report = inspect(a_specimen().ask(network), only=["link-answer"])

    assert set(asked) == {target for target in a_specimen().document.targets if target.startswith("https:")}
    assert [(each.level, each.message) for each in report.findings] == [
        (E, "A link does not answer. It answers 404."),
        (W, "A link does not answer. It does not answer."),
    ]


@pytest.mark.parametrize("network", [None, lambda urls: None])
def test_links_are_not_judged_where_nothing_answers(network: Network | None) -> None:
    report = inspect(a_specimen().ask(network))

    assert report == Report((), (Skipped("link-answer", "it asks the network: say --online, where there is one"),))


@pytest.mark.parametrize(("name", "level", "good", "bad"), IN_HTML)
def test_flaw_of_the_html_is_found(name: str, level: Level, good: str, bad: str) -> None:
    assert good in HTML

    assert (name, level) in found(a_message(html=HTML.replace(good, bad)))


@pytest.mark.parametrize(("name", "level", "good", "bad"), IN_TEXT)
def test_flaw_of_the_text_is_found(name: str, level: Level, good: str, bad: str) -> None:
    assert good in TEXT

    assert (name, level) in found(a_message(text=TEXT.replace(good, bad)))


@pytest.mark.parametrize(("name", "level", "good", "bad"), IN_HEAD)
def test_flaw_of_the_headers_is_found(name: str, level: Level, good: str, bad: str) -> None:
    assert good in HEAD

    assert (name, level) in found(a_message(head=HEAD.replace(good, bad)))


@pytest.mark.parametrize(("name", "level", "good", "bad"), IN_BYTES)
def test_flaw_of_the_bytes_is_found(name: str, level: Level, good: bytes, bad: bytes) -> None:
    assert good in a_message()

    assert (name, level) in found(a_message().replace(good, bad))


@pytest.mark.parametrize(("name", "level", "facts"), IN_FACTS)
def test_flaw_that_only_the_newsroom_knows_is_found(name: str, level: Level, facts: dict[str, object]) -> None:
    assert (name, level) in found(a_message(), **facts)


def test_every_check_is_seen_to_find_something() -> None:
    cases = {case[0] for case in (*IN_HTML, *IN_TEXT, *IN_HEAD, *IN_BYTES, *IN_FACTS)}

    assert cases | {"link-answer"} == set(CHECKS)


def test_finding_says_what_is_wrong_where_and_how_to_mend_it() -> None:
    report = inspect(a_specimen(a_message(html=HTML.replace(' dir="ltr" xmlns', " xmlns"))))

    assert report.findings == (
        Finding(
            E,
            "language",
            "Screen readers choose their voice, and clients the side where lines begin, by lang and dir.",
            "html line 1, <html>",
            "Give <html> dir.",
        ),
    )


def test_check_that_lacks_what_it_needs_is_skipped_with_a_word() -> None:
    report = inspect(from_html(HTML.encode()), only=["alt", "lines", "same-subject", "parts", "subject"])

    assert report == Report(
        (),
        (
            Skipped("lines", "there is no message around it; check a .eml file or an issue"),
            Skipped("same-subject", "it takes an issue of an edition"),
            Skipped("parts", "there is no text part"),
            Skipped("subject", "there is no subject"),
        ),
    )


def test_only_the_checks_that_are_named_are_asked() -> None:
    raw = a_message(html=HTML.replace("Bonjour", "Bonjour {{ name }}").replace("</h1>", "</h1><h1>2</h1>"))

    assert [finding.name for finding in inspect(a_specimen(raw), only=["slots", "slots"]).findings] == ["slots"]


def test_unknown_check_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(InvalidInput, match=r"There is no check “colour”; there are active, address, .*width"):
        inspect(a_specimen(), only=["colour"])


def test_what_a_source_has_written_stops_no_issue() -> None:
    raw = a_message(html=HTML.replace("Pirogues au port", "TODO {{ x }}").replace("Bonjour", "TODO {{ x }}"))

    assert found(raw, quoted="TODO {{ x }}") == {("placeholder", W), ("slots", W)}


def test_findings_of_one_check_come_to_an_end() -> None:
    report = inspect(from_html(b"<img>" * 1_000), only=["alt"])

    assert len(report.findings) == 21
    assert report.findings[-1].message == "There are more than 20 of these."


def test_message_of_somebody_else_needs_a_way_out_but_no_address_of_ours() -> None:
    html = HTML.replace("https://digest.example/u/sample", "https://elsewhere.example/unsubscribe?id=1")
    text = TEXT.replace("https://digest.example/u/sample", "https://elsewhere.example/unsubscribe?id=1")
    report = inspect(from_message(a_message(html, text)))

    assert report.findings == ()
    assert {skipped.name for skipped in report.skipped} == {
        "empty",
        "address",
        "same-subject",
        "picture-host",
        "picture-copy",
        "link-answer",
        "dkim",
        "bounce-domain",
    }


def test_french_rules_are_for_what_is_in_french() -> None:
    html = '<html lang="fr"><p>Qui paie&nbsp;?</p><p lang="en">Who pays ? It\'s us</p></html>'

    assert inspect(from_html(html.encode()), only=["typography"]).findings == ()


def test_large_picture_that_its_source_does_not_describe_is_a_link_with_words() -> None:
    press = open_renderer(None).press(a_full_issue(), an_edition(), online_url="https://images.example/online")
    html, _ = press.preview(Variant(Choice(categories=("education",))))

    assert 'class="hero" src="https://images.example/parakou.jpg"' in html
    assert inspect(from_html(html.encode()), only=["alt", "link-empty"]).findings == ()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_at_all_raise(raw: bytes) -> None:
    for specimen in (from_html(raw), from_message(raw)):
        inspect(specimen)


_MARKUP = """<a href= ' " > </a> <!-- --> <![x[ <!doctype html> <table> <tr> <td> </td> <style> </style> {{ }}
{color:red} @media ( ) ; : , =?utf-8?q? ?= =?x?b?A?= Subject: Content-Type:multipart/mixed;boundary=a --a --a--
Content-Transfer-Encoding: base64 quoted-printable = =3 charset=utf-16 charset=idna &#999999999999; &#x110000;
style="color:#1" style='font:1px' <h1> <h6> <img src=cid:x width=1> http://[ %% é"""
_PIECES = st.sampled_from([*_MARKUP.split(), "\r\n\r\n", "\n", "\0", "\x92", "\u202e"])


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=40).map(" ".join))
def test_no_mixture_of_markup_raises(source: str) -> None:
    for specimen in (from_html(source.encode()), from_message(source.encode())):
        inspect(specimen)


def test_deep_and_broken_documents_are_read_to_the_end() -> None:
    nested = b"<table><tr><td>" * 5_000 + b"<h1>In here</h1>"
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_200))

    assert [f.name for f in inspect(from_html(nested), only=["headings"]).findings] == []
    assert [f.name for f in inspect(from_message(parts), only=["mime"]).findings] == ["mime", "mime"]
